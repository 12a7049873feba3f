"""CDS Hooks 2.0, tested against strict schemas of its text and an independent model."""
