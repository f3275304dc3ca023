"""One module per suite; each has ``run`` that returns plain data for JSON."""
