"""Unsound: what a dossier meets only where its definition was never checked."""

from definitions.saying import Said


class Unsound(AssertionError):
    """The definition leads a dossier where it cannot go on: a bug that stops it visibly."""

    def __init__(self, wrong: Said) -> None:
        """Say where it leads; the message is in English."""
        super().__init__(str(wrong))
        self.wrong = wrong
