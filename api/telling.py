"""Telling a dossier something: orders to Temporal, and what its answers and failures mean."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, Final, NewType

from temporalio.client import (
    Client,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from api.refusals import Outage
from workflows.beginning import dossier, start_of
from workflows.dossier import DossierWorkflow
from workflows.machine.pin import Code, Pin
from workflows.machine.refusals import Refusal, Rule
from workflows.messages import Order, Receipt

PATIENCE: Final = timedelta(seconds=8)
"""How long a caller waits for a dossier's answer before being told to come back."""

Digest = NewType("Digest", str)


def digest(method: str, path: str, body: object, official: str) -> Digest:
    """SHA-256 of what a caller sent, as canonical JSON: the same call has the same digest."""
    text = json.dumps([method, path, body, official], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Digest(hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest())


async def tell(client: Client, code: Code, order: Order) -> Receipt:
    """Tell a lodged dossier something; answers when the journal has it. Raises `Refusal`, `Refused` or `Outage`."""
    handle = dossier(client, code)
    async with _in_time():
        try:
            receipt = await handle.execute_update(DossierWorkflow.tell, order, id=order.key, rpc_timeout=PATIENCE)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
            receipt = await _told_before(client, code, order=order, otherwise=Rule.DOSSIER_ENDED)
    return _own(receipt, order)


async def start(client: Client, task_queue: str, pin: Pin, order: Order) -> Receipt:
    """Start the pinned dossier and lodge it in one call; harmless when repeated. Raises as `tell` does.

    A code that another lodging has won is refused by `Rule.ALREADY_LODGED`.
    """
    operation = start_of(pin, task_queue)
    async with _in_time():
        try:
            receipt = await client.execute_update_with_start_workflow(
                DossierWorkflow.tell, order, start_workflow_operation=operation, id=order.key, rpc_timeout=PATIENCE
            )
        except WorkflowAlreadyStartedError:  # and ended: an open dossier would have answered
            receipt = await _told_before(client, pin.code, order=order, otherwise=Rule.ALREADY_LODGED)
    return _own(receipt, order)


async def _told_before(client: Client, code: Code, *, order: Order, otherwise: Rule) -> Receipt:
    """The answer that a dossier which has ended gave to this very order; refused by `otherwise` when it gave none."""
    handle = dossier(client, code)
    try:
        return await handle.get_update_handle_for(DossierWorkflow.tell, order.key).result(rpc_timeout=PATIENCE)
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            raise Refusal(otherwise) from error
        raise


def _own(receipt: Receipt, order: Order) -> Receipt:
    """The receipt, when it was given for what this order says; Temporal itself only looks at the key."""
    if receipt.digest != order.digest:
        raise Refusal(Rule.KEY_REUSED)
    return receipt


@asynccontextmanager
async def _in_time() -> AsyncIterator[None]:
    """What Temporal's answers and failures mean to a caller, who waits no longer than `PATIENCE` in all."""
    try:
        async with asyncio.timeout(PATIENCE.total_seconds()):
            yield
    except WorkflowUpdateFailedError as failed:
        raise _meaning(failed) from failed
    except (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError, RPCError) as away:
        raise Outage("Temporal did not answer") from away
    except RuntimeError as away:  # the SDK's word for a first connection that failed
        raise Outage("Temporal cannot be reached") from away


def _meaning(failed: WorkflowUpdateFailedError) -> Exception:
    match failed.cause:
        case ApplicationError(type="Refusal", message=rule) as refused if rule in _RULES:
            return Refusal(Rule(rule), *_pairs(refused.details))
        case _:
            return Outage(f"the dossier did not take the message ({type(failed.cause).__name__})")


def _pairs(details: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401 - they come as JSON
    return tuple((str(where), str(what)) for where, what in details)


_RULES: Final = frozenset(Rule)
