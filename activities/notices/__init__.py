"""The notices an office sends: what each one says, and the texts that say it."""
