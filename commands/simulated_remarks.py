"""What did not go as it should in a simulation, a sentence each."""

from collections.abc import Iterator
from typing import Final

from commands.speech import Speech
from definitions.saying import Saying
from workflows.simulation.rows import Account, Unserved

MOST_NAMED: Final = 3
"""Offices that are named where nobody serves a post; with more of them they are counted."""

NOBODY: Final = Saying(
    vietnamese="Không ai làm {post} tại {office}: {tasks} việc không bao giờ được làm.",
    english="Nobody serves {post} @ {office}: {tasks} tasks never done.",
)
NOBODY_ANYWHERE: Final = Saying(
    vietnamese="Không ai làm {post} tại {count} cơ quan ({first}, …): {tasks} việc không bao giờ được làm.",
    english="Nobody serves {post} at {count} offices ({first}, …): {tasks} tasks never done.",
)
NOBODY_MAY: Final = Saying(
    vietnamese="Không ai trong {officials} cán bộ {post} tại {office} làm đến hoặc được phép làm {tasks} việc.",
    english="None of the {officials} officials of {post} @ {office} came to, or may do, {tasks} tasks.",
)
NOT_DONE: Final = Saying(
    vietnamese="Thủ tục {procedure}, bước '{step}': máy từ chối {times} lần ({rule}); việc đó bỏ lại.",
    english="Procedure {procedure}, step '{step}': refused {times} times ({rule}); that is left undone.",
)
NOT_LODGED: Final = Saying(
    vietnamese="Thủ tục {procedure}: {times} hồ sơ không được tiếp nhận ({rule}).",
    english="Procedure {procedure}: {times} dossiers were not taken in ({rule}).",
)
NOT_CALLED: Final = Saying(
    vietnamese="Thủ tục {procedure} được gọi {times} lần mà không mô phỏng hoặc không nộp được.",
    english="Procedure {procedure} was called {times} times, and is not simulated or could not be lodged.",
)


def remarks(account: Account, say: Speech) -> Iterator[str]:
    """What did not go as it should, a sentence each."""
    yield from _unserved(account, say)
    for act in account.refused:
        saying = NOT_DONE if act.step else NOT_LODGED
        yield saying.said(say.language, procedure=act.procedure, step=act.step, rule=act.rule, times=act.times)
    for procedure, times in account.uncalled.items():
        yield say(NOT_CALLED, procedure=procedure, times=times)


def _unserved(account: Account, say: Speech) -> Iterator[str]:
    """The posts that did nothing: one that nobody serves in many offices is said once."""
    empty: dict[str, list[Unserved]] = {}
    for one in account.unserved:
        if one.officials:
            yield say(NOBODY_MAY, post=one.post, office=one.office, officials=one.officials, tasks=one.tasks)
        else:
            empty.setdefault(one.post, []).append(one)
    for post, places in empty.items():
        if len(places) <= MOST_NAMED:
            yield from (say(NOBODY, post=post, office=one.office, tasks=one.tasks) for one in places)
            continue
        first = ", ".join(one.office for one in places[:MOST_NAMED])
        tasks = sum(one.tasks for one in places)
        yield say(NOBODY_ANYWHERE, post=post, count=len(places), first=first, tasks=tasks)
