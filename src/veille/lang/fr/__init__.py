"""The French pack."""
