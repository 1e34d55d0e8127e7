"""The worker's process refuses a start that cannot be, in one sentence."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from activities.correspondence import DaytimePost, Exchange, LogPost
from activities.files import open_files
from activities.gateways import SmsPost
from activities.mail import SmtpPost
from activities.short_texts import Alphabet
from runtime.environment import inherited_environment
from runtime.refusals import StartRefused
from runtime.settings import read_settings
from worker import post_office

ROOT = Path(__file__).parents[1]


def start(tmp_path: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    chosen = {f"LIENTHONG_{name.upper()}": value for name, value in {"data": str(tmp_path), **settings}.items()}
    return subprocess.run(
        [sys.executable, "-m", "worker"],
        env=inherited_environment() | chosen,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_without_temporal_the_worker_does_not_start(tmp_path: Path) -> None:
    port = free_port()
    refused = start(tmp_path, temporal_port=str(port))
    assert (refused.returncode, refused.stderr) == (1, f"Temporal does not answer at 127.0.0.1:{port}.\n")


def test_a_setting_that_does_not_exist_is_named(tmp_path: Path) -> None:
    refused = start(tmp_path, temporal_prot="7733")
    assert (refused.returncode, refused.stderr) == (1, "LIENTHONG_TEMPORAL_PROT is no setting.\n")


def test_each_channel_that_is_set_is_used_and_the_others_go_to_the_log(tmp_path: Path) -> None:
    settings = read_settings(
        smtp_host="localhost",
        smtp_from="motcua@hue.example",
        sms_url="https://sms.example/send",
        sms_key="a2V5",
        sms_diacritics=False,
        message_hours="08:00-20:30",
    )
    exchange = post_office(settings, open_files(tmp_path.as_uri()))
    assert isinstance(exchange, Exchange)
    assert isinstance(exchange.mail, SmtpPost)
    assert isinstance(exchange.webhook, LogPost)
    match exchange.sms:
        case DaytimePost(SmsPost(gateway, alphabet, _), hours, _):
            assert (gateway.url, gateway.key.get_secret_value()) == ("https://sms.example/send", b"key")
            assert (alphabet, str(hours)) == (Alphabet.PLAIN, "08:00-20:30")
        case other:
            pytest.fail(f"{other} is no gateway by day")


def test_a_gateways_key_that_is_none_is_refused_without_showing_it(tmp_path: Path) -> None:
    settings = read_settings(webhook_url="https://zalo.example", webhook_key="secret!")
    with pytest.raises(StartRefused) as refusal:
        post_office(settings, open_files(tmp_path.as_uri()))
    assert str(refusal.value) == "The key of the gateway https://zalo.example is not base64."
