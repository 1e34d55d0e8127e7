"""Proving: what the exploration of a definition's states says against it, as findings."""

from collections import deque
from collections.abc import Iterator, Mapping

from definitions.checking import Proof
from definitions.findings import Code, Finding
from definitions.positions import Positions
from definitions.procedure import Procedure
from definitions.saying import Saying, grouped
from definitions.steps.splits import Split
from workflows.exploration import MOST_WORK, Explored, Key, explore
from workflows.shortcuts import NONE, shortcuts_of

Into = Mapping[Key, list[Key]]


def prove(procedure: Procedure, positions: Positions) -> Proof:
    """Explore a definition in which every name names something, and say what is wrong with where it leads.

    Shortcuts are taken first. Where something is wrong, all is walked through once more, if it is not too much, so that
    the paths shown are the shortest.
    """
    shortcuts = shortcuts_of(procedure)
    explored = explore(procedure, shortcuts=shortcuts)
    found = tuple(findings_of(explored, procedure, positions))
    if found and explored.whole and shortcuts != NONE:
        plainly = explore(procedure, most=MOST_WORK // 2)
        if plainly.whole:
            explored, found = plainly, tuple(findings_of(plainly, procedure, positions))
    return Proof(found, len(explored.nodes), explored.whole)


def findings_of(explored: Explored, procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """What is wrong with the states that were met; where some are stuck or unknown, nothing is said to be missing."""
    into = _into(explored)
    stuck = (*_unsound(explored, procedure, positions), *_endless(explored, into, positions))
    yield from stuck
    if explored.whole and not stuck:
        yield from _unreachable(explored, procedure, positions)
        yield from _never_met(explored, procedure, positions)
    yield from _left(explored, positions)
    if not explored.whole:
        wrong = Saying(
            vietnamese="quy trình có nhiều trạng thái hơn mức xem xét được: chưa rõ gì về các trạng thái sau"
            " {count} trạng thái đầu",
            english="it has more states than can be looked at: of those beyond {count} nothing is known",
        ).of(count=grouped(len(explored.nodes)))
        mend = Saying(
            vietnamese="bớt số nhánh chạy cùng lúc, hoặc tách một phần thành thủ tục riêng rồi gọi",
            english="let fewer branches run at a time, or make a part a procedure of its own and call it",
        ).of()
        yield Finding(Code.TOO_MANY_STATES, positions.key("steps"), wrong, mend)


def _unsound(explored: Explored, procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    for wrong, path in explored.unsound.items():
        step = path[-1].partition(":")[0].partition(".")[0]
        mend = Saying(
            vietnamese="chỉ để các bước thuộc nhánh của chính bước đó nhập vào",
            english="let only steps of that step's own branches join it",
        ).of()
        place = positions.key("steps", step if step in procedure.steps else procedure.first)
        yield Finding(
            Code.JOIN_OUTSIDE,
            place,
            Saying(vietnamese="{wrong} (lối dẫn đến đó: {shown})", english="{wrong} (the way there: {shown})").of(
                wrong=wrong, shown=shown(path)
            ),
            mend,
        )


def _unreachable(explored: Explored, procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """Steps that no state has met."""
    for step_id in procedure.steps:
        if step_id not in explored.entered:
            wrong = Saying(
                vietnamese="không có lối nào dẫn từ '{first}' đến '{step_id}'",
                english="no way leads from '{first}' to '{step_id}'",
            ).of(first=procedure.first, step_id=step_id)
            mend = Saying(
                vietnamese="cho một hướng đi dẫn đến bước này, hoặc bỏ bước",
                english="let an outcome lead to it, or take the step out",
            ).of()
            yield Finding(Code.UNREACHABLE_STEP, positions.key("steps", step_id), wrong, mend)


def _never_met(explored: Explored, procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    for step_id, step in procedure.steps.items():
        if isinstance(step, Split) and step_id in explored.entered and step_id not in explored.passed:
            wrong = Saying(
                vietnamese="'{step_id}' không bao giờ đi tiếp: quá ít nhánh nhập lại vào bước này",
                english="'{step_id}' never goes on: too few of its branches ever join it",
            ).of(step_id=step_id)
            mend = Saying(
                vietnamese="kết thúc các nhánh bằng 'join: {step_id}', hoặc để bước chờ ít nhánh hơn",
                english="end its branches with 'join: {step_id}', or let it wait for fewer of them",
            ).of(step_id=step_id)
            yield Finding(Code.JOIN_NEVER_MET, positions.key("steps", step_id), wrong, mend)


def _endless(explored: Explored, into: Into, positions: Positions) -> Iterator[Finding]:
    """One finding for each step by which a dossier enters states that it cannot leave; the shortest way there."""
    if not explored.whole:
        return
    sound = _ending(explored, into)
    met: set[str] = set()
    for key, node in explored.nodes.items():
        if key in sound:
            continue
        steps = [task.step for task in node.state.works] or [node.path[-1].partition(":")[0]]
        step = steps[-1].partition(".")[0]
        if step not in met and (not into[key] or any(before in sound for before in into[key])):
            met.add(step)
            wrong = Saying(
                vietnamese="từ đây không hướng đi nào dẫn đến kết thúc (lối dẫn đến đây: {shown})",
                english="from here no outcome leads to any end (the way here: {shown})",
            ).of(shown=shown((*node.path, steps[-1])))
            mend = Saying(
                vietnamese="cho bước này, hoặc một bước mà nó dẫn đến, một hướng đi có 'end:'",
                english="give this step, or one that it leads to, an outcome with 'end:'",
            ).of()
            yield Finding(Code.NO_END, positions.key("steps", step), wrong, mend)


def _into(explored: Explored) -> Into:
    """From which states each is entered."""
    into: dict[Key, list[Key]] = {key: [] for key in explored.nodes}
    for key, leads in explored.leads.items():
        for to in leads:
            into[to].append(key)
    return into


def _ending(explored: Explored, into: Into) -> set[Key]:
    """The states from which some end can be reached, or where the machine stops, which is said already."""
    found = explored.stopped | {key for key, node in explored.nodes.items() if node.state.end is not None}
    waiting = deque(found)
    while waiting:
        new = [key for key in into[waiting.popleft()] if key not in found]
        found.update(new)
        waiting.extend(new)
    return found


def _left(explored: Explored, positions: Positions) -> Iterator[Finding]:
    for step_id, path in explored.left.items():
        whole = step_id.partition(".")[0]
        wrong = Saying(
            vietnamese="hồ sơ có thể kết thúc với kết quả trong khi '{step_id}' còn mở (lối dẫn đến đó: {shown})",
            english="the dossier may end with its result while '{step_id}' is still open (the way there: {shown})",
        ).of(step_id=step_id, shown=shown(path))
        mend = Saying(
            vietnamese="chờ bước này trước khi kết thúc, hoặc để bước chia nhánh hủy những gì không chờ",
            english="wait for it before the end, or let the split cancel what it does not wait for",
        ).of()
        yield Finding(Code.WORK_LEFT, positions.key("steps", whole), wrong, mend)


def shown(path: tuple[str, ...]) -> str:
    """A path of outcomes as a person reads it: `intake: accept → review: forward → appraise`."""
    return " → ".join(path)
