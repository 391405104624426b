"""Texts of configs: read, their variables replaced, values overridden, and written."""
