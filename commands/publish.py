"""`lienthong publish`: a version put into the records, where it never changes."""

from pathlib import Path
from typing import Annotated, Final

from cyclopts import App, Parameter

from commands.speech import Switch
from commands.usual import OPERATOR

EPILOGUE: Final = """
Example:

lienthong publish tro-cap-tho-cung-liet-si.v2.yaml --by "Văn phòng UBND tỉnh"

Exits with 0 when it is published, also when it was before with the same content; with 1 when it has findings, or what
is published stands against it; with 2 when it was asked wrongly; with 3 when the records cannot be asked. What is
refused has written nothing.
"""

app: Final = App(name="publish", help_epilogue=EPILOGUE)


@app.default
def publish(  # noqa: PLR0913 - the options of a command
    file: Path,
    *,
    by: str = OPERATOR,
    data: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    english: Switch = False,
) -> int:
    """Publish a definition: checked first, immutable from then on, in force from its own first day.

    An amendment bears the next number and takes effect after what it amends. Open dossiers keep their own version.

    Args:
        file: The definition.
        by: In whose name it is published.
        data: The folder of everything kept on this machine; `var` when it is not said.
        json_: Print what came of it, or the findings, as JSON.
        english: Answer in English.
    """
    from commands.work import publish as work

    return work.publish(file, by=by, data=data, json_=json_, english=english)
