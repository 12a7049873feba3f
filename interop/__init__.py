"""A hospital's FHIR records, read as inputs of the guideline. Pure: no Flask, no clock, no network."""
