"""Setting a network up: its directory, the example settings, and check_setup.py's tour of all that must work."""
