"""What an operator sets, and how wrong settings are refused."""

from pathlib import Path

import pytest

from runtime.environment import allows_colour, read_language
from runtime.refusals import StartRefused
from runtime.secrets import read_secrets
from runtime.settings import Mode, Settings, read_settings

EVERYWHERE = "0.0.0.0"  # noqa: S104 - what embedded mode must refuse


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(f"LIENTHONG_{field.upper()}", raising=False)


def test_everything_kept_follows_the_data_folder(tmp_path: Path) -> None:
    settings = read_settings(data=tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path}/records.sqlite"
    assert settings.files_url == f"file://{tmp_path}/files"
    assert settings.secrets == tmp_path / "secrets"


def test_the_environment_is_read_and_an_argument_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIENTHONG_API_PORT", "9001")
    monkeypatch.setenv("LIENTHONG_TEMPORAL_PORT", "9002")
    settings = read_settings(temporal_port=9003, api_host=None)
    assert (settings.api_port, settings.temporal_address) == (9001, "127.0.0.1:9003")


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIENTHONG_API_PORT", "")
    assert read_settings().api_port == Settings.model_fields["api_port"].default


def test_a_child_gets_the_same_settings_from_its_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = read_settings(data=tmp_path, api_port=9001, rehearsals=False, token_key="not for the child's list")
    environment = settings.environment()
    assert "LIENTHONG_TOKEN_KEY" not in environment
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert read_settings() == settings.model_copy(update={"token_key": None})


@pytest.mark.parametrize(("mode", "allowed"), [(Mode.EMBEDDED, True), (Mode.PRODUCTION, False)])
def test_rehearsals_are_allowed_where_nothing_is_at_stake(mode: Mode, *, allowed: bool) -> None:
    assert read_settings(mode=mode).rehearsals is allowed


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("API_PORT", "99999", "LIENTHONG_API_PORT: Input should be less than or equal to 65535."),
        (
            "API_HOST",
            EVERYWHERE,
            "LIENTHONG_API_HOST: embedded mode never leaves this machine, as 0.0.0.0 would.",
        ),
        (
            "TEMPORAL_ADDRESS",
            "temporal.example:7233",
            "LIENTHONG_TEMPORAL_ADDRESS: embedded mode never leaves this machine, as temporal.example would.",
        ),
        ("SMTP_HOST", "mail.example", "LIENTHONG_SMTP_FROM: mail needs the address it is sent from."),
        ("SMS_URL", "http://sms.example/send", "LIENTHONG_SMS_URL: only https leaves this machine."),
        ("SMS_URL", "https://sms.example", "LIENTHONG_SMS_KEY: the gateway needs the key that signs notices."),
        ("WEBHOOK_URL", "ftp://zalo.example", "LIENTHONG_WEBHOOK_URL: only https leaves this machine."),
        ("MESSAGE_HOURS", "21:00-07:00", "LIENTHONG_MESSAGE_HOURS: hours are written for example 07:00-21:00."),
        ("MESSAGE_HOURS", "7-21", "LIENTHONG_MESSAGE_HOURS: hours are written for example 07:00-21:00."),
        ("API_PROT", "8787", "LIENTHONG_API_PROT is no setting."),
    ],
)
def test_a_wrong_setting_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(f"LIENTHONG_{name}", value)
    with pytest.raises(StartRefused) as refusal:
        read_settings()
    assert str(refusal.value) == sentence


@pytest.mark.parametrize("url", ["https://sms.example/send", "http://127.0.0.1:9/send", "http://localhost:9"])
def test_a_gateway_is_reached_safely_or_on_this_machine(url: str) -> None:
    assert read_settings(sms_url=url, sms_key="a2V5").sms_url == url


def test_production_may_listen_anywhere() -> None:
    assert read_settings(mode=Mode.PRODUCTION, api_host=EVERYWHERE).api_host == EVERYWHERE


def test_secrets_are_made_once_for_their_owner_only_and_never_shown(tmp_path: Path) -> None:
    settings = read_settings(data=tmp_path)
    first, again = read_secrets(settings), read_secrets(settings)
    assert first == again
    assert {path.stat().st_mode & 0o777 for path in settings.secrets.iterdir()} == {0o600}
    assert repr(first) == "Secrets(codec=KeyRing(current='key-1'))"


def test_production_does_not_invent_its_keys(tmp_path: Path) -> None:
    settings = read_settings(mode=Mode.PRODUCTION, data=tmp_path)
    with pytest.raises(StartRefused, match=r"codec\.keys cannot be read: No such file or directory\."):
        read_secrets(settings)


@pytest.mark.parametrize("given", ["", "key-1", "key-1:c2hvcnQ=", "key-1:***"])
def test_keys_that_are_no_keys_are_refused_without_showing_them(tmp_path: Path, given: str) -> None:
    with pytest.raises(StartRefused) as refusal:
        read_secrets(read_settings(data=tmp_path, codec_keys=given))
    assert "c2hvcnQ" not in str(refusal.value)


@pytest.mark.parametrize(("value", "allowed"), [("", True), ("1", False)])
def test_colour_is_left_out_where_somebody_asks_for_none(
    value: str, *, allowed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", value)
    assert allows_colour() is allowed


def test_the_language_is_read_without_looking_at_other_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_language() == "vi"
    monkeypatch.setenv("LIENTHONG_API_PORT", "none")
    monkeypatch.setenv("LIENTHONG_LANGUAGE", "en")
    assert read_language() == "en"
    monkeypatch.setenv("LIENTHONG_LANGUAGE", "fr")
    with pytest.raises(StartRefused, match="LIENTHONG_LANGUAGE"):
        read_language()
