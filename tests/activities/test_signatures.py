"""Letters bear the signature of the office that acted, or they wait; they are never unsigned in silence."""

import asyncio
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from activities.correspondence import LogPost
from activities.errands import Errands
from activities.files import Files, fetch, is_kept, letter_key, open_files
from activities.register import Register
from activities.signatures import Signatures
from definitions.directory_files import load_directory
from letters import facts
from letters.press import render
from letters.recorded import Recorded
from records import letters, offices, tables
from records.database import Database, reading, writing
from runtime.certificates import Certificates, NoCertificate
from runtime.settings import Mode, read_settings
from runtime.signed import Verified
from runtime.signing import verify
from tests.authority import Authority, pem
from tests.copies import open_copy
from tests.plays import Told, at, at_the_province
from worker import signatures as signing_by
from workflows.effects import Correspondence, Writing, errands
from workflows.machine.pin import Rehearsal
from workflows.machine.standing import standing

DESK, LABOUR = "19990/desk", "46/labour"
CODE = "H57.33.09-260302-0001"
AUTHORITY = Authority()
TRUSTED = (AUTHORITY.certificate,)


def recorded(told: Told) -> Recorded:
    return Recorded(told.state.pin, tuple(told.entries), tuple(told.events))


def accepted() -> Told:
    return Told().lodge("03-02 08:30").complete("03-02 10:00", "accept")


def apologised() -> Told:
    return at_the_province().run_until("04-09 09:00").sign("04-09 09:30", "2026-04-24")


def seq_of(told: Told, kind: str) -> int:
    return next(entry.seq for entry in told.entries if entry.kind == kind)


def put(folder: Path, office: str, *, years: tuple[int, int] = (2020, 2050)) -> None:
    path = folder / f"{office}.pem"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pem(AUTHORITY.certify(office, years=years)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "certificates"


@pytest.fixture
def signatures(folder: Path) -> Signatures:
    put(folder, DESK)
    put(folder, LABOUR)
    return Signatures(certificates=Certificates(folder))


def receipt(told: Told) -> bytes:
    return render(facts.receipt(recorded(told), seq_of(told, "dossier.accepted"), look_up="https://example.vn"))


def verified(pdf: bytes) -> Verified:
    found = verify(pdf, TRUSTED)
    assert found is not None
    return found


def test_a_receipt_is_signed_by_the_desk_at_the_instant_of_the_act(signatures: Signatures) -> None:
    told = accepted()
    found = verified(signatures.signed(receipt(told), recorded(told), seq_of(told, "dossier.accepted")))
    entry = told.entries[seq_of(told, "dossier.accepted") - 1]
    assert found == Verified(
        signer=entry.actor.name,  # type: ignore[union-attr]
        office=f"Cơ quan {DESK}",
        signed_at=at("03-02 10:00"),
        reason=f"Ký ban hành văn bản của hồ sơ {CODE}",
        intact=True,
        trusted=True,
    )


def test_an_apology_is_signed_by_the_office_of_who_signed_it(signatures: Signatures) -> None:
    told = apologised()
    found = verified(signatures.signed(receipt(told), recorded(told), seq_of(told, "apology.signed")))
    assert (found.office, found.signed_at) == (f"Cơ quan {LABOUR}", at("04-09 09:30"))


def test_the_same_letter_is_signed_with_the_same_bytes(signatures: Signatures) -> None:
    told = accepted()
    once, twice = (signatures.signed(receipt(told), recorded(told), 3) for _ in range(2))
    assert once == twice


def test_a_rehearsal_is_never_signed(signatures: Signatures) -> None:
    told = accepted()
    rehearsed = told.state.pin.model_copy(update={"rehearsal": rehearsal()})
    pdf = receipt(told)
    assert signatures.signed(pdf, replace(recorded(told), pin=rehearsed), 3) == pdf


def rehearsal() -> Rehearsal:
    return Rehearsal(offset=timedelta(0))


def test_an_office_without_a_certificate_is_an_outage_and_the_log_says_whose(folder: Path) -> None:
    told = accepted()
    with capture_logs() as lines, pytest.raises(NoCertificate):
        Signatures(certificates=Certificates(folder)).signed(b"", recorded(told), 3)
    assert [(line["event"], line["log_level"], line["dossier"], line["seq"]) for line in lines] == [
        ("letter.cannot_be_signed", "error", CODE, 3)
    ]
    assert f"Office {DESK} cannot sign: there is neither" in lines[0]["why"]


def test_a_certificate_that_has_expired_by_now_signs_nothing_of_the_past(folder: Path) -> None:
    """As a key may be anybody's once nobody guards it."""
    put(folder, DESK, years=(2020, 2021))
    told = accepted()
    with capture_logs(), pytest.raises(NoCertificate, match="expired on 2021-01-01"):
        Signatures(certificates=Certificates(folder)).signed(b"", recorded(told), 3)


def test_a_letter_that_waited_for_its_certificate_is_signed_from_the_certificates_first_instant(
    signatures: Signatures,
) -> None:
    told = accepted()
    waited = tuple(replace(entry, at=entry.at - timedelta(days=365 * 10)) for entry in told.entries)
    found = verified(signatures.signed(receipt(told), replace(recorded(told), entries=waited), 3))
    assert (found.signed_at, found.intact, found.trusted) == (datetime(2020, 1, 1, tzinfo=UTC), True, True)


def test_only_a_setting_lets_letters_go_out_unsigned_and_the_log_says_so(tmp_path: Path) -> None:
    with capture_logs() as lines:
        assert signing_by(read_settings(data=tmp_path, sign_letters=False)) is None
    assert lines == [{"event": "letters.unsigned", "log_level": "warning"}]
    folder = tmp_path / "secrets" / "certificates"
    production = read_settings(data=tmp_path, mode=Mode.PRODUCTION)
    assert signing_by(production) == Signatures(certificates=Certificates(folder))


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    opened = open_copy(sqlite_template, tmp_path)
    with writing(opened) as session:
        offices.load(session, load_directory("thua-thien-hue"))
    yield opened
    opened.close()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return open_files(f"file://{tmp_path / 'files'}")


def write(database: Database, told: Told) -> Correspondence:
    """Write the play's journal; what its acceptance obliges the office to send."""
    pin = told.state.pin
    lodging = tables.Lodging(
        code=pin.code,
        key="key",
        official="tiepnhan.19990",
        digest="digest",
        agency="H57.33.09",
        local_on=date(2026, 3, 2),
        serial=1,
        pin=pin.model_dump_json(),
        reserved_at=at("03-02 08:30"),
    )
    with writing(database) as session:
        session.add(lodging)
    Register(database).write_entries(Writing(entries=told.entries, standing=standing(told.state)))
    owed = tuple(
        each for each in errands(told.entries, told.events, told.state.pin.procedure) if each.letter is not None
    )
    return Correspondence(dossier=pin.code, errands=owed)


def issued(database: Database) -> list[tables.Letter]:
    with reading(database) as session:
        return letters.of_dossier(session, CODE)


async def test_the_letter_that_is_kept_and_recorded_is_the_signed_one(
    database: Database, files: Files, signatures: Signatures
) -> None:
    correspondence = write(database, accepted())
    errand = Errands(database=database, files=files, post=LogPost(), public_url="https://a.vn", signatures=signatures)
    for _ in range(2):
        await errand.correspond(correspondence)
    (letter,) = issued(database)
    kept = fetch(files, letter.file)
    assert (await asyncio.to_thread(verified, kept)).intact
    assert letter.sha256 == hashlib.sha256(kept).hexdigest()


async def test_a_letter_waits_for_its_certificate_and_then_goes_out_signed(
    database: Database, files: Files, folder: Path
) -> None:
    correspondence = write(database, accepted())
    waiting = Signatures(certificates=Certificates(folder))
    errand = Errands(database=database, files=files, post=LogPost(), public_url="https://a.vn", signatures=waiting)
    with capture_logs(), pytest.raises(NoCertificate):
        await errand.correspond(correspondence)
    assert issued(database) == []
    assert not is_kept(files, letter_key(CODE, correspondence.errands[0].seq))
    put(folder, DESK)
    await errand.correspond(correspondence)
    (letter,) = issued(database)
    assert (await asyncio.to_thread(verified, fetch(files, letter.file))).trusted
