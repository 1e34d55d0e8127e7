"""The bench: the whole system beside a hand-written Temporal workflow, on one server, in pairs."""
