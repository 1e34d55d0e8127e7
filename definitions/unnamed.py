"""Unnamed: the code and the title that a new definition bears until it is given its own."""

from typing import Final

UNKNOWN_CODE: Final = "1.000000"
UNKNOWN_TITLE: Final = "Tên thủ tục"
"""A title is a citizen's text: Vietnamese, whatever language the comments are in."""
