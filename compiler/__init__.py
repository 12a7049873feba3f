"""Checks the hand-written guideline and compiles it to one JSON document. Build time only."""
