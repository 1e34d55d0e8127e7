"""Formatting: the one canonical way of writing a definition or its scenarios, comments kept, the meaning untouched."""

from definitions.formatting.formatted import Formatted, format_text

__all__ = ["Formatted", "format_text"]
