"""The tests, as a package of their own name: a dependency may bring a folder `tests` too, and must not stand before it."""
