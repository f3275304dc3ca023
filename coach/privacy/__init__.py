"""Names out before anything is processed."""
