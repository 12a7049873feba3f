"""The guideline, evaluated: pure functions from inputs to answers. No Flask, no clock, no network."""
