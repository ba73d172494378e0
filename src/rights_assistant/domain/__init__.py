"""The nouns: frozen values in plain Python. Identity is a path; a date is always an argument."""
