"""The sandbox: runs workflows where clocks, files and random sources are out of reach."""

from temporalio.bridge.proto.workflow_activation import WorkflowActivation
from temporalio.bridge.proto.workflow_completion import WorkflowActivationCompletion
from temporalio.converter import SerializationContext, StorageDriverStoreContext
from temporalio.worker import WorkflowInstance, WorkflowInstanceDetails
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner
from temporalio.workflow import Info


class Sandbox(SandboxedWorkflowRunner):
    """The SDK's sandbox, not entered anew to ask in which context each payload is converted.

    Neither our codec nor our converter has a use for that context, and asking cost a fifth of the worker's time.
    """

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        """A workflow in a sandbox of its own."""
        return _WithoutContext(super().create_instance(det))


class _WithoutContext(WorkflowInstance):
    def __init__(self, inside: WorkflowInstance) -> None:
        self._inside = inside

    def activate(self, act: WorkflowActivation) -> WorkflowActivationCompletion:
        return self._inside.activate(act)

    def get_serialization_context(self, command_info: object) -> SerializationContext | None:  # noqa: ARG002 - the SDK's
        return None

    def get_external_store_context(self, command_info: object) -> StorageDriverStoreContext:  # noqa: ARG002 - the SDK's
        return StorageDriverStoreContext(target=None)

    def get_info(self) -> Info:
        return self._inside.get_info()

    def get_thread_id(self) -> int | None:
        return self._inside.get_thread_id()
