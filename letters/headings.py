"""The head of every paper: its form's name in the dossier's set, who issues it, where, when, and for which dossier."""

import re
from datetime import date
from typing import Final, TypedDict

from definitions.directory import Office
from definitions.law import FormKind, Forms, forms_of
from definitions.steps.manned import Letter
from definitions.time_policy import FormSet
from letters.contents import Agency, FormName
from letters.recorded import Recorded
from workflows.machine.pin import Pin


class Heading(TypedDict):
    """What every sheet is made with."""

    rehearsal: bool
    form: FormName
    agency: Agency
    issued_on: date
    code: str


def heading(dossier: Recorded, kind: FormKind, *, office: str, on: date) -> Heading:
    """The head of a dossier's paper of that kind, issued by an office of its route on a day."""
    return _heading(dossier, form_name(forms_for(dossier.pin), kind), office=office, on=on)


def own_heading(dossier: Recorded, *, title: str, office: str, on: date) -> Heading:
    """The head of a letter of the procedure's own, which is none of the forms."""
    form = FormName(set=FormSet(forms_for(dossier.pin).id), title=title)
    return _heading(dossier, form, office=office, on=on)


def heading_of_authority(dossier: Recorded, kind: FormKind, *, on: date) -> Heading:
    """The head of a paper issued by order of the authority over the receiving desk."""
    return heading(dossier, kind, office=authority(dossier).code, on=on)


def authority(dossier: Recorded) -> Office:
    """The authority over the receiving desk; the desk itself where nobody is above it."""
    desk = dossier.desk
    return desk if desk.parent is None else dossier.pin.route.office(desk.parent)


def forms_for(pin: Pin) -> Forms:
    """The forms of a dossier: those that its definition names, else those of the law it was lodged under."""
    return forms_of(pin.procedure.time.forms or pin.regime.id)


def letter_title(pin: Pin, form: str) -> str:
    """What people read for a letter by what the records call it: its form, or the step that words it."""
    step = pin.procedure.steps.get(form)
    return step.letter.title if isinstance(step, Letter) else forms_for(pin).titled(form)


def form_name(forms: Forms, kind: FormKind) -> FormName:
    """What a form is called in a set; raises KeyError where the set has none for it."""
    form = forms.forms[kind]
    circular = forms.circular if form.number is not None else None
    return FormName(set=FormSet(forms.id), title=form.title, number=form.number, circular=circular)


def agency(office: Office, superior: Office | None) -> Agency:
    """The two lines of the office's name, and the place that its name ends with."""
    found = _PLACE.fullmatch(office.name)
    return Agency(
        superior=superior.name if superior is not None else None,
        issuing=office.name,
        place=found[1] if found is not None else office.name,
    )


def _heading(dossier: Recorded, form: FormName, *, office: str, on: date) -> Heading:
    pin = dossier.pin
    issuing = pin.route.office(office)
    superior = pin.route.office(issuing.parent) if issuing.parent is not None else None
    return Heading(
        rehearsal=pin.rehearsal is not None,
        form=form,
        agency=agency(issuing, superior),
        issued_on=on,
        code=pin.code,
    )


_PLACE: Final = re.compile(r".*\b(?:xã|phường|thị trấn|đặc khu|quận|huyện|thành phố|tỉnh) (.+)")
"""An office's name ends with its unit: its kind in small letters, then its name."""
