"""The premises: what the API stands on, made once by the composition root."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Concatenate, ParamSpec, TypeVar

from fastapi import Depends, Request
from obstore.store import ObjectStore
from sqlmodel import Session
from temporalio.client import Client

from api.pins import Pins
from api.staff import Officials
from api.tokens import Tokens
from definitions.calendar import Calendar
from definitions.province import Province
from letters.press import Press
from records.database import Database, reading
from runtime.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Premises:
    """Everything the routes use; `clock` gives the real instant, aware.

    `calendar` tells the local day; dossiers are pinned to the version of it that is in force in the records.
    """

    settings: Settings
    database: Database
    client: Client
    files: ObjectStore
    tokens: Tokens
    calendar: Calendar
    province: Province
    press: Press
    pins: Pins
    officials: Officials
    clock: Callable[[], datetime]

    async def read(self, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What a query answers, asked in a thread so that the loop goes on; raises `RecordsAway`."""
        return await asyncio.to_thread(_read, self.database, lambda session: query(session, *args, **kwargs))


def _read(database: Database, query: Callable[[Session], T]) -> T:
    with reading(database) as session:
        return query(session)


async def _premises(request: Request) -> Premises:
    found = request.app.state.premises
    assert isinstance(found, Premises)
    return found


OnPremises = Annotated[Premises, Depends(_premises)]
"""The premises, for a route."""
