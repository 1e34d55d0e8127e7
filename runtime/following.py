"""Following a request: what a workflow starts while an update awaits its answer joins that update's trace.

The SDK's interceptor keeps all that a workflow does in the trace that started it, and only links an update's; for
a dossier that lives for months, that trace has no end.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from opentelemetry import context as traces
from opentelemetry.context import Context
from opentelemetry.propagate import extract
from temporalio import client, worker
from temporalio.converter import PayloadConverter
from temporalio.workflow import ActivityHandle

HEADER = "_tracer-data"


class FollowRequests(client.Interceptor, worker.Interceptor):
    """Lets activities follow the latest open update; it stands after the SDK's `TracingInterceptor`."""

    def workflow_interceptor_class(
        self,
        input: worker.WorkflowInterceptorClassInput,  # noqa: A002, ARG002 - the SDK's name
    ) -> type[worker.WorkflowInboundInterceptor]:
        """The interceptor of each workflow."""
        return _Inbound


class _Inbound(worker.WorkflowInboundInterceptor):
    def __init__(self, next: worker.WorkflowInboundInterceptor) -> None:  # noqa: A002 - the SDK's name
        super().__init__(next)
        self.open_requests: list[Context] = []

    def init(self, outbound: worker.WorkflowOutboundInterceptor) -> None:
        super().init(_Outbound(outbound, self.open_requests))

    async def handle_update_handler(self, input: worker.HandleUpdateInput) -> Any:  # noqa: A002, ANN401 - the SDK's
        header = input.headers.get(HEADER)
        if header is None:
            return await super().handle_update_handler(input)
        (carrier,) = PayloadConverter.default.from_payloads([header])
        request = extract(carrier, context=traces.get_current())
        self.open_requests.append(request)
        try:
            return await super().handle_update_handler(input)
        finally:
            self.open_requests.remove(request)


class _Outbound(worker.WorkflowOutboundInterceptor):
    def __init__(self, next: worker.WorkflowOutboundInterceptor, requests: list[Context]) -> None:  # noqa: A002
        super().__init__(next)
        self.open_requests = requests

    def start_activity(self, input: worker.StartActivityInput) -> ActivityHandle[Any]:  # noqa: A002 - the SDK's name
        with _following(self.open_requests[-1:]):
            return super().start_activity(input)


@contextmanager
def _following(requests: list[Context]) -> Iterator[None]:
    tokens = [traces.attach(request) for request in requests]
    try:
        yield
    finally:
        for token in tokens:
            traces.detach(token)
