"""The ladder: whom a rung of an escalation tells, sought from an office upward so that somebody always hears."""

from definitions.directory import Route
from definitions.time_policy import Rung, Scope, Target
from workflows.machine.event import Recipient


def recipients(route: Route, rung: Rung, holder: str) -> tuple[Recipient, ...]:
    """The posts a rung tells, each once, in the order written."""
    return tuple(dict.fromkeys(_recipient(route, target, holder) for target in rung.to))


def post_above(route: Route, post: str, office: str) -> Recipient:
    """The nearest office at or above `office` that has the post; failing that, the head of the topmost office."""
    found = route.holder_of(post, office)
    if found is not None:
        return Recipient(office=found[0], post=found[1])
    top = route.upward(office)[-1]
    return Recipient(office=top.code, post=top.head)


def _recipient(route: Route, target: Target, holder: str) -> Recipient:
    match target.scope:
        case Scope.HOLDER:
            return post_above(route, target.post, holder)
        case Scope.DESK:
            return post_above(route, target.post, route.receiving)
        case Scope.SUPERIOR:
            return post_above(route, target.post, route.office(holder).parent or holder)
