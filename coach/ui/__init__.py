"""What people see: the page, the terminal, and all Dutch wording of the interface."""
