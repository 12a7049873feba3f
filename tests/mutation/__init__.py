"""Makes small faults in the guideline's tables and in the engine on purpose: the tests must notice each one.

`python -m tests.mutation` tries every fault and rewrites `docs/mutation.md`; `make test` tries a sample.
"""
