"""Unsound: what a dossier meets only where its definition was never checked."""


class Unsound(AssertionError):
    """The definition leads a dossier where it cannot go on: a bug that stops it visibly."""
