"""Drawing: a procedure as SVG or as BPMN 2.0; both show the same things at the same places."""

from definitions.directory_files import Role
from definitions.drawing.bpmn import bpmn
from definitions.drawing.layout import Layout, layout_of
from definitions.drawing.reading import diagram_of
from definitions.drawing.svg import svg
from definitions.drawing.words import Voice
from definitions.procedure import Procedure


def voice_of(roles: dict[str, Role], *, english: bool) -> Voice:
    """How a drawing speaks; `roles` give offices and posts their names, by the definition's words."""
    return Voice(is_english=english, roles=roles)


def laid_out(procedure: Procedure, voice: Voice) -> Layout:
    """The procedure with a place for everything, the same every time."""
    return layout_of(diagram_of(procedure, voice))


def as_svg(procedure: Procedure, voice: Voice) -> str:
    """The procedure as a picture that stands by itself."""
    return svg(laid_out(procedure, voice), voice)


def as_bpmn(procedure: Procedure, voice: Voice) -> str:
    """The procedure in BPMN 2.0 with its diagram, and with all that BPMN has no word for."""
    return bpmn(procedure, laid_out(procedure, voice))
