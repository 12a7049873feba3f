"""A second reading of the pathway's tables, written by hand as ordinary Python.

It exists to referee the data-driven engine: both read the same tables, neither has seen the
other, so where they disagree one of them has misread. It shares no code and no data file
with the engine, and it must stay that way: a limit that is wrong in the engine's data must
not be able to be wrong here for the same reason.

`decision.decide` also serves as the hand-written baseline that the benchmark compares with.
Where the tables can be read in two ways, READINGS.md says which way was taken here and why.
"""
