"""Asks the Python engine and the browser's engine the same, many times, and shows where they part.

`python -m tests.fuzz 1000000` asks a million times; the tests ask as often as a test may.
"""
