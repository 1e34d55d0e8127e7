"""Places: where a page of a list ended, as a caller gives it back."""

from api.refusals import ApiRule, Refused
from records.tasks import BadCursor, Cursor


def place_in(text: str | None) -> Cursor | None:
    """The place that a `cursor` names; None for the beginning. Refused when it is none."""
    try:
        return None if text is None else Cursor.parse(text)
    except BadCursor as bad:
        raise Refused(ApiRule.MALFORMED, ("cursor", "Không phải là vị trí của danh sách này.")) from bad
