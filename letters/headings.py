"""The head of every paper: its form's name in the dossier's set, who issues it, where, when, and for which dossier."""

import re
from datetime import date
from typing import Final, TypedDict

from definitions.directory import Office
from definitions.law import FormKind, Forms, forms_of
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
    pin = dossier.pin
    issuing = pin.route.office(office)
    superior = pin.route.office(issuing.parent) if issuing.parent is not None else None
    return Heading(
        rehearsal=pin.rehearsal is not None,
        form=form_name(forms_for(pin), kind),
        agency=agency(issuing, superior),
        issued_on=on,
        code=pin.code,
    )


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


_PLACE: Final = re.compile(r".*\b(?:xã|phường|thị trấn|đặc khu|quận|huyện|thành phố|tỉnh) (.+)")
"""An office's name ends with its unit: its kind in small letters, then its name."""
