"""How well Kier does: suites over case files, and one command for each."""
