"""Why a process may not start: refusals that the command line prints as one sentence."""

from definitions.saying import Explained


class StartRefused(Explained):
    """A start (or a going on) that cannot be: one sentence for the operator."""


class ChildDied(StartRefused):
    """A supervised process ended by itself; what is said names it and shows the end of its log."""
