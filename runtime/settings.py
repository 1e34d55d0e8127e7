"""Settings: what an operator may set, read from the variables of the environment that begin with LIENTHONG_."""

import ipaddress
import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from definitions.saying import Explained, Saying
from runtime.environment import PREFIX, ours_in_environment
from runtime.refusals import StartRefused

HOURS = Saying(vietnamese="khung giờ viết theo mẫu 07:00-21:00", english="hours are written for example 07:00-21:00")
LEAVES = Saying(
    vietnamese="{setting}: chế độ embedded không bao giờ ra khỏi máy này, còn {host} thì có",
    english="{setting}: embedded mode never leaves this machine, as {host} would",
)
NO_SENDER = Saying(
    vietnamese="{setting}: gửi thư cần địa chỉ người gửi", english="{setting}: mail needs the address it is sent from"
)
ONLY_HTTPS = Saying(
    vietnamese="{setting}: chỉ https được ra khỏi máy này", english="{setting}: only https leaves this machine"
)
NO_GATEWAY_KEY = Saying(
    vietnamese="{setting}: cổng cần khóa để ký thông báo",
    english="{setting}: the gateway needs the key that signs notices",
)
NO_SETTING = Saying(vietnamese="Không có tham số {name}.", english="{name} is no setting.")
UNSUITABLE = Saying(vietnamese="{where}{why}.", english="{where}{why}.")
MALFORMED = Saying(vietnamese="{where}giá trị không dùng được ({why}).", english="{where}{why}.")


class _Unsuitable(Explained, ValueError):
    """A setting that cannot be what it is set to."""


Port = Annotated[int, Field(ge=1, le=65535)]


def _hours(text: str) -> str:
    opens, _, closes = text.partition("-")
    if not (_TIME.fullmatch(opens) and _TIME.fullmatch(closes) and opens < closes):
        raise _Unsuitable(HOURS)
    return text


_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")

Hours = Annotated[str, AfterValidator(_hours)]
"""A stretch of every day: its first minute is part of it, its last one not."""


class Mode(StrEnum):
    """Whether one command starts everything on this machine, or the parts run where an operator puts them."""

    EMBEDDED = "embedded"
    PRODUCTION = "production"


class LogFormat(StrEnum):
    """How log lines are written."""

    JSON = "json"
    CONSOLE = "console"


class LogLevel(StrEnum):
    """The least important log line still written."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


class Settings(BaseSettings):
    """What an operator may set; each field is read from LIENTHONG_ and its name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid", hide_input_in_errors=True
    )

    mode: Mode = Mode.EMBEDDED
    data: Annotated[Path, AfterValidator(Path.absolute)] = Field(default=Path("var"), validate_default=True)
    """The folder of everything kept on this machine; made absolute."""

    api_host: str = "127.0.0.1"
    api_port: Port = 8787
    public_url: str = Field(default_factory=lambda known: f"http://{known['api_host']}:{known['api_port']}")
    """Where people reach the system; printed on letters."""

    temporal_port: Port = 7733
    temporal_ui_port: Port = 8733
    temporal_address: str = Field(default_factory=lambda known: f"127.0.0.1:{known['temporal_port']}")
    temporal_namespace: str = "lienthong"
    temporal_task_queue: str = "dossiers"
    temporal_tls: bool = False
    temporal_api_key: SecretStr | None = None

    database_url: str = Field(default_factory=lambda known: f"sqlite:///{known['data'] / 'records.sqlite'}")
    files_url: str = Field(default_factory=lambda known: (known["data"] / "files").as_uri())

    smtp_host: str | None = None
    """The mail server for notices; without one they go to the log, and so do text messages without a gateway."""
    smtp_port: Port = 587
    smtp_from: str | None = None
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None

    sms_url: str | None = None
    """The gateway that sends short texts to telephones: an address that takes signed JSON by POST."""
    sms_key: SecretStr | None = None
    """Base64 of the key that signs what goes to it."""
    sms_diacritics: bool = True
    """Whether short texts keep the diacritics of Vietnamese (70 characters a message), or do without (160)."""
    webhook_url: str | None = None
    """The gateway, such as to Zalo, that takes whole notices as signed JSON by POST."""
    webhook_key: SecretStr | None = None
    """Base64 of the key that signs what goes to it."""
    message_hours: Hours = "07:00-21:00"
    """The local hours, on any day, in which both gateways may disturb people; mail goes at any time."""

    language: Literal["vi", "en"] = "vi"
    """The language in which commands speak: Vietnamese or English."""

    templates: Path | None = None
    """A folder of templates that an office has put in place of ours, file by file, for what it prints."""

    rehearsals: bool = Field(default_factory=lambda known: known["mode"] is Mode.EMBEDDED)
    """Whether dossiers may be lodged as rehearsals (diễn tập)."""

    otlp_endpoint: str | None = None
    """The base URL of an OpenTelemetry collector; without one traces only number the log lines."""
    log_level: LogLevel = LogLevel.INFO
    log_format: LogFormat = LogFormat.JSON

    secrets: Path = Field(default_factory=lambda known: known["data"] / "secrets")
    """The folder of keys, used for those not given here."""
    codec_keys: SecretStr | None = None
    """`id:base64,id:base64`: the keys of what Temporal stores, the one in use first."""
    token_key: SecretStr | None = None
    """Base64 of the key that signs bearer tokens."""

    sign_letters: bool = True
    """Whether letters bear their office's digital signature; switched off, they are issued without."""
    certificates: Path = Field(default_factory=lambda known: known["secrets"] / "certificates")
    """The folder of the offices' keys and certificates: `<unit>/<role>.p12` or `.pem`, and `trusted.pem`."""
    certificates_password: SecretStr | None = None
    """What opens those files; none where they are not encrypted."""
    timestamps_url: str | None = None
    """A time-stamping authority (RFC 3161) that confirms when a letter was signed; without one nobody does."""

    @model_validator(mode="after")
    def _embedded_stays_on_this_machine(self) -> Self:
        hosts = {"api_host": self.api_host, "temporal_address": self.temporal_address.rpartition(":")[0]}
        for name, host in hosts.items():
            if self.mode is Mode.EMBEDDED and not is_loopback(host):
                raise _Unsuitable(LEAVES, setting=_variable(name), host=host)
        return self

    @model_validator(mode="after")
    def _mail_has_a_sender(self) -> Self:
        if self.smtp_host and not self.smtp_from:
            raise _Unsuitable(NO_SENDER, setting=_variable("smtp_from"))
        return self

    @model_validator(mode="after")
    def _gateways_can_be_trusted(self) -> Self:
        gateways = {"sms": (self.sms_url, self.sms_key), "webhook": (self.webhook_url, self.webhook_key)}
        for name, (url, key) in gateways.items():
            if url is not None and not _is_safe(url):
                raise _Unsuitable(ONLY_HTTPS, setting=f"{_variable(name)}_URL")
            if url is not None and key is None:
                raise _Unsuitable(NO_GATEWAY_KEY, setting=f"{_variable(name)}_KEY")
        return self

    def environment(self) -> dict[str, str]:
        """The variables that give a child process these settings; secrets it inherits."""
        chosen = self.model_dump(exclude_unset=True, exclude_none=True)
        shown = {name: value for name, value in chosen.items() if not isinstance(value, SecretStr)}
        return {_variable(name): str(value) for name, value in shown.items()}


def read_settings(**overrides: Any) -> Settings:  # noqa: ANN401 - pydantic checks them, as it does the environment
    """The settings of this process; an override that is None counts as not given.

    Raises `StartRefused` naming the first variable that is unknown or wrong.
    """
    unknown = sorted(set(ours_in_environment()) - {_variable(name) for name in Settings.model_fields})
    if unknown:
        raise StartRefused(NO_SETTING, name=unknown[0])
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})
    except ValidationError as error:
        raise _refusal(error.errors(include_url=False, include_input=False)[0]) from None


def is_loopback(host: str) -> bool:
    """Whether a host name or address can only be this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_safe(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))


def _variable(field: str) -> str:
    return PREFIX + field.upper()


def _refusal(error: ErrorDetails) -> StartRefused:
    where = "".join(f"{_variable(str(part))}: " for part in error["loc"][:1])
    match error.get("ctx"):
        case {"error": _Unsuitable() as unsuitable}:
            return StartRefused(UNSUITABLE, where=where, why=unsuitable)
        case _:
            return StartRefused(MALFORMED, where=where, why=error["msg"])
