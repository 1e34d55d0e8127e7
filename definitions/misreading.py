"""Misreading: text that a parser of the language cannot read, with what is wrong and how to mend it."""

from typing import Final

from definitions.saying import Said, Saying

EXACTLY_ONE: Final = Saying(vietnamese="viết đúng một mục", english="write exactly one").of()


class Misread(ValueError):
    """What was written is not what stands here: two sentences, in both languages; its message is in English."""

    def __init__(self, wrong: Said, mend: Said) -> None:
        """Say what is wrong and how to mend it."""
        super().__init__(f"{wrong}; {mend}")
        self.wrong, self.mend = wrong, mend
