"""Bad days: real processes killed in the middle of work, stores that are away, clocks that jump; nothing is lost."""
