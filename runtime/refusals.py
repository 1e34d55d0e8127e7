"""Why a process may not start: refusals that the command line prints as one sentence."""


class StartRefused(Exception):
    """A start (or a going on) that cannot be; its text is one sentence for the operator."""


class ChildDied(StartRefused):
    """A supervised process ended by itself; its text names it and shows the end of its log."""
