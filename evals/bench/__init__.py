"""Model files with random weights, for tests and for measuring speed."""
