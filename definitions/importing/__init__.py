"""Importing: definitions drafted from what others have written down, with what was not understood marked."""
