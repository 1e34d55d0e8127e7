"""What Temporal stores: closed, compressed, and opened by the right key only."""

import pytest
from pydantic import BaseModel
from temporalio.api.common.v1 import Payload
from temporalio.api.failure.v1 import Failure
from temporalio.exceptions import ApplicationError

from runtime.codec import EncryptingCodec, PayloadDamaged, UnknownKey, data_converter
from runtime.secrets import KeyRing

OLD, NEW = b"o" * 32, b"n" * 32
RING = KeyRing(current="old", keys={"old": OLD})


class Applicant(BaseModel):
    name: str
    papers: list[str]


APPLICANT = Applicant(name="Nguyễn Thị Ánh", papers=["Đơn đề nghị", "Bằng Tổ quốc ghi công"])


async def test_a_value_comes_back_as_it_went() -> None:
    converter = data_converter(RING)
    assert await converter.decode(await converter.encode([APPLICANT]), [Applicant]) == [APPLICANT]


@pytest.mark.parametrize("copies", [1, 100])
async def test_personal_data_are_not_in_the_stored_bytes(copies: int) -> None:
    (stored,) = await data_converter(RING).encode([[APPLICANT] * copies])
    readable = stored.SerializeToString()
    assert all(part.encode() not in readable for part in ["Nguyễn", "Ánh", "name", "papers"])


async def test_large_values_are_compressed() -> None:
    (stored,) = await data_converter(RING).encode([[APPLICANT] * 100])
    assert len(stored.SerializeToString()) < 1_000


async def test_equal_values_are_stored_differently() -> None:
    first, second = await data_converter(RING).encode([APPLICANT, APPLICANT])
    assert first.data != second.data


async def test_after_a_rotation_old_values_open_and_new_ones_bear_the_new_key() -> None:
    rotated = data_converter(KeyRing(current="new", keys={"new": NEW, "old": OLD}))
    old = await data_converter(RING).encode([APPLICANT])
    new = await rotated.encode([APPLICANT])
    assert [payload.metadata["key"] for payload in [*old, *new]] == [b"old", b"new"]
    assert await rotated.decode([*old, *new], [Applicant, Applicant]) == [APPLICANT, APPLICANT]


async def test_a_key_that_is_not_in_the_ring_is_named() -> None:
    stored = await data_converter(RING).encode([APPLICANT])
    with pytest.raises(UnknownKey, match="the key ring has no key 'old'"):
        await EncryptingCodec(KeyRing(current="new", keys={"new": NEW})).decode(stored)


@pytest.mark.parametrize("damage", ["data", "compression"])
async def test_a_changed_payload_is_detected(damage: str) -> None:
    (stored,) = await data_converter(RING).encode([APPLICANT])
    if damage == "data":
        stored.data = stored.data[:-1] + bytes([stored.data[-1] ^ 1])
    else:
        stored.metadata["compression"] = b"zlib"
    with pytest.raises(PayloadDamaged):
        await EncryptingCodec(RING).decode([stored])


async def test_what_others_stored_in_clear_is_left_alone() -> None:
    clear = Payload(metadata={"encoding": b"json/plain"}, data=b'"H57"')
    assert await EncryptingCodec(RING).decode([clear]) == [clear]


async def test_the_text_of_a_failure_is_closed_too() -> None:
    converter, failure = data_converter(RING), Failure()
    await converter.encode_failure(ApplicationError("Nguyễn Thị Ánh is unknown"), failure)
    assert "Nguyễn".encode() not in failure.SerializeToString()
    assert str(await converter.decode_failure(failure)) == "Nguyễn Thị Ánh is unknown"
