"""The letters an office issues: what each one states, and its printed form."""
