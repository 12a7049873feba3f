"""Writes the pages of docs/ that come from data: hazard log, sign-off register, traceability, the picture of imports."""
