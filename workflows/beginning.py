"""Beginning: how a dossier's workflow is started with the order that lodges it, and how it is found again."""

from temporalio.client import Client, WithStartWorkflowOperation, WorkflowHandle
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from workflows.dossier import DossierWorkflow
from workflows.machine.pin import Code, Pin
from workflows.machine.standing import Standing
from workflows.machine.state import State
from workflows.opening import Opening


def start_of(pin: Pin, task_queue: str) -> WithStartWorkflowOperation[DossierWorkflow, Standing]:
    """The start of a pinned dossier, harmless when repeated; one that was never lodged has failed, and begins anew."""
    return WithStartWorkflowOperation(
        DossierWorkflow.run,
        Opening(state=State(pin=pin)),
        id=pin.code,
        task_queue=task_queue,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
    )


def dossier(client: Client, code: Code) -> WorkflowHandle[DossierWorkflow, Standing]:
    """The workflow that carries a dossier, whichever of its runs is the latest."""
    return client.get_workflow_handle(code)
