"""The tests' own claims, proved at length: `make proof` prints a line for each, and fails where one does not hold."""
