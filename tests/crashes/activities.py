"""What a worker has begun for a dossier, as Temporal knows it."""

from temporalio.api.enums.v1 import PendingActivityState

from tests.crashes.household import Household

_STARTED = PendingActivityState.PENDING_ACTIVITY_STATE_STARTED


async def is_at_work(household: Household, code: str, activity: str) -> bool:
    """Whether some worker has begun this activity and not said that it is done."""
    described = await household.client.get_workflow_handle(code).describe()
    pending = described.raw_description.pending_activities
    return any(one.state == _STARTED and one.activity_type.name == activity for one in pending)


async def has_no_work(household: Household, code: str) -> bool:
    """Whether all activities of a dossier are done."""
    described = await household.client.get_workflow_handle(code).describe()
    return not described.raw_description.pending_activities
