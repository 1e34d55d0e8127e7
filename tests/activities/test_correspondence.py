"""A notice is known by its id, goes by its own channel, and disturbs nobody at night."""

from datetime import datetime, timedelta, timezone
from itertools import chain

import pytest
from structlog.testing import capture_logs

from activities.correspondence import (
    Channel,
    DaytimePost,
    Delivery,
    Exchange,
    Logged,
    LogPost,
    Mailbox,
    Notice,
    Phone,
    Resting,
    Sent,
)
from definitions.sessions import Session

CODE = "H57.33.01-200305-0001"
HANOI = timezone(timedelta(hours=7))
BY_DAY = Session.parse("07:00-21:00")
THUY = Phone(number="0901 234 567")


class Bag:
    """A post that keeps what it is given."""

    def __init__(self) -> None:
        self.given: list[Notice] = []

    async def send(self, notice: Notice) -> Delivery:
        self.given.append(notice)
        return Sent()


def notice(recipient: Mailbox | Phone = THUY, *, seq: int = 3, channel: Channel = Channel.SMS) -> Notice:
    return Notice(
        dossier=CODE,
        seq=seq,
        about="accepted",
        channel=channel,
        recipient=recipient,
        subject="Đã tiếp nhận hồ sơ",
        body="Kính gửi Ông/Bà Nguyễn Thị Bích Thủy",
        written_at=datetime(2020, 3, 5, 8, 30, tzinfo=HANOI),
    )


def at_night(text: str) -> tuple[DaytimePost, Bag]:
    """A post on 5 March 2020 at that local time, its clock being elsewhere in the world."""
    now = datetime.fromisoformat(f"2020-03-05 {text}").replace(tzinfo=HANOI)
    bag = Bag()
    return DaytimePost(bag, BY_DAY, lambda: now.astimezone(timezone(timedelta(hours=-3)))), bag


def test_the_same_notice_has_the_same_id() -> None:
    assert notice().message_id == notice().message_id
    assert notice().message_id.startswith(f"{CODE}.3.")


def test_ids_differ_by_entry_channel_and_recipient_and_show_no_address() -> None:
    others = (notice(seq=4), notice(channel=Channel.WEBHOOK), notice(Mailbox(address="thuy@example.vn")))
    ids = {each.message_id for each in chain((notice(),), others)}
    assert len(ids) == 4
    assert not any("@" in each or "0901" in each for each in ids)


@pytest.mark.parametrize("channel", Channel)
async def test_a_notice_goes_by_its_own_channel(channel: Channel) -> None:
    bags = {each: Bag() for each in Channel}
    exchange = Exchange(mail=bags[Channel.MAIL], sms=bags[Channel.SMS], webhook=bags[Channel.WEBHOOK])
    assert await exchange.send(notice(channel=channel)) == Sent()
    assert [each for each, bag in bags.items() if bag.given] == [channel]


@pytest.mark.parametrize("channel", Channel)
async def test_a_channel_that_is_not_set_up_ends_in_the_log(channel: Channel) -> None:
    assert await Exchange().send(notice(channel=channel)) == Logged()


@pytest.mark.parametrize("now", ["07:00:00", "12:00:00", "20:59:59"])
async def test_by_day_a_message_goes_out_at_once(now: str) -> None:
    post, bag = at_night(now)
    assert await post.send(notice()) == Sent()
    assert bag.given == [notice()]


@pytest.mark.parametrize(
    ("now", "wait"),
    [
        ("21:00:00", timedelta(hours=10)),
        ("23:59:59", timedelta(hours=7, seconds=1)),
        ("00:00:00", timedelta(hours=7)),
        ("06:59:59", timedelta(seconds=1)),
    ],
)
async def test_by_night_a_message_waits_for_the_morning(now: str, wait: timedelta) -> None:
    post, bag = at_night(now)
    with pytest.raises(Resting) as resting:
        await post.send(notice())
    assert (resting.value.wait, bag.given) == (wait, [])


async def test_the_log_learns_of_the_dossier_and_of_no_person() -> None:
    with capture_logs() as lines:
        assert await LogPost().send(notice()) == Logged()
    assert lines == [
        {
            "event": "notice.logged",
            "log_level": "info",
            "dossier": CODE,
            "seq": 3,
            "about": "accepted",
            "channel": "sms",
            "attached": False,
        }
    ]
