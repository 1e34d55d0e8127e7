"""Making: random definitions of every kind of step, drawn so that most of them are sound and some nearly so."""

from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st

Way = dict[str, Any]
Document = dict[str, Any]

BASE: Document = {
    "procedure": "1.000001",
    "version": 1,
    "title": "Thủ tục mẫu",
    "sector": "Lĩnh vực mẫu",
    "approved": {"decision": "01/QĐ-UBND", "on": "2019-01-02", "by": "Chủ tịch UBND tỉnh"},
    "effective": {"from": "2019-04-04"},
    "basis": [{"instrument": "Nghị định 61/2018/NĐ-CP", "provision": "Điều 17"}],
    "result": {"title": "Kết quả mẫu"},
    "receive": {
        "at": "commune",
        "form": {
            "type": "object",
            "properties": {
                "urgent": {"type": "boolean"},
                "abroad": {"type": "boolean"},
                "pages": {"type": "integer"},
                "heirs": {"type": "array", "items": {"type": "string"}},
                "kind": {"type": "string"},
            },
        },
    },
    "time": {"limit": "60 working days; plus 10 working days when form.urgent", "supplements": 1},
}
FORMS: tuple[Mapping[str, Any], ...] = (
    {},
    {"urgent": True, "pages": 3, "heirs": ["An", "Bình"], "kind": "đất"},
    {"urgent": False, "pages": 40, "heirs": ["An", "Bình", "Chi", "Dung"], "kind": "nhà"},
)
"""What may be handed in."""

CONDITIONS = (
    *("form.urgent", "!form.urgent", "form.pages > 10", 'form.kind == "đất"', 'form.kind == "nhà"'),
    *('steps.intake.outcome == "accept"', "has(form.pages)", "form.heirs.size() > 2"),
)
WHO = (
    *("officer @ commune/committee", "officer @ district/labour", "leader @ district/labour"),
    *("officer @ province/labour", "receptionist @ receiving desk"),
)
LIMITS = (
    "same day",
    "4 working hours",
    "1 working day",
    "2 days",
    "1 working day; plus 2 working days when form.urgent",
)
MOST_STEPS = 20

whos, limits, conditions = st.sampled_from(WHO), st.sampled_from(LIMITS), st.sampled_from(CONDITIONS)


class _Making:
    """A definition being made: the steps so far, each written before what it leads to is known by name alone."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.steps: dict[str, Document] = {}
        self.numbered = 0
        self.kinds: tuple[Callable[[Way, int, bool], str], ...] = (
            *(self.task, self.task, self.choose, self.compute, self.together, self.each, self.consult),
            *(self.wait, self.pay, self.post, self.call, self.letter, self.loop),
        )

    def some(self, onward: Way, depth: int, *, inside: bool) -> str:
        """One to three steps in a row that end in `onward`; the name of the first."""
        for _ in range(self.draw(st.integers(1, 3))):
            onward = {"to": self.one(onward, depth, inside=inside)}
        return str(onward["to"])

    def one(self, onward: Way, depth: int, *, inside: bool) -> str:
        """A step of any kind, of fewer the deeper it stands."""
        kind = self.draw(st.sampled_from(self.kinds)) if depth and len(self.steps) < MOST_STEPS else self.task
        return kind(onward, depth - 1, inside)

    def add(self, step: Document) -> str:
        self.numbered += 1
        name = f"s{self.numbered}"
        self.steps[name] = step
        return name

    def manned(self) -> Document:
        return {"who": self.draw(whos), **({"limit": self.draw(limits)} if self.draw(st.booleans()) else {})}

    def task(self, onward: Way, depth: int, inside: bool) -> str:  # noqa: FBT001
        outcomes: dict[str, Way] = {"on": onward}
        if not inside and self.draw(st.booleans()):
            outcomes["unfit"] = {"end": "refused"}
        if self.draw(st.integers(0, 3)) == 0:
            outcomes["lacking"] = {"ask": "supplement"}
        if self.draw(st.integers(0, 5)) == 0:
            outcomes["on"] = {**onward, "adds": "2 working days"}
        return self.add({**self.manned(), "outcomes": outcomes})

    def letter(self, onward: Way, depth: int, inside: bool) -> str:  # noqa: FBT001
        letter = {"title": "Thông báo", "text": ["Nội dung"]}
        return self.add({**self.manned(), "letter": letter, "outcomes": {"sign": onward}})

    def choose(self, onward: Way, depth: int, inside: bool) -> str:  # noqa: FBT001
        asked = self.draw(st.lists(conditions, min_size=1, max_size=3, unique=True))
        cases = [{"when": when, "to": self.some(onward, depth, inside=inside)} for when in asked]
        return self.add({"choose": cases, "otherwise": onward})

    def compute(self, onward: Way, depth: int, inside: bool) -> str:  # noqa: FBT001
        return self.add(
            {"set": {f"v{self.numbered}": self.draw(st.sampled_from(["form.pages * 2", "form.kind"]))}, **onward}
        )

    def together(self, onward: Way, depth: int, inside: bool) -> str:  # noqa: FBT001
        name = self.add({})
        branches = {}
        for number in range(self.draw(st.integers(1, 3))):
            branch: Document = {"start": self.some({"join": name}, depth, inside=True)}
            branches[f"b{number}"] = {**branch, **({"when": self.draw(conditions)} if self.draw(st.booleans()) else {})}
        self.steps[name] = {"together": branches, **self.draw(_AFTER), **onward}
        return name

    def each(self, onward: Way, depth: int, inside: bool) -> str:  # noqa: FBT001
        name = self.add({})
        grows: Document = {"grows": self.draw(whos)} if self.draw(st.booleans()) else {}
        of: Document = {"of": "form.heirs"} if not grows or self.draw(st.booleans()) else {}
        start = self.some({"join": name}, depth, inside=True)
        self.steps[name] = {"each": {**of, **grows, "start": start}, **self.draw(_AFTER), **onward}
        return name

    def consult(self, onward: Way, depth: int, inside: bool) -> str:  # noqa: FBT001
        asked = {
            f"o{number}": {"who": self.draw(whos), "limit": "2 days"} for number in range(self.draw(st.integers(1, 3)))
        }
        silence = self.draw(st.sampled_from(["consent", "awaited"]))
        return self.add({"consult": asked, "silence": silence, **self.draw(_AFTER), **onward})

    def wait(self, onward: Way, depth: int, inside: bool) -> str:  # noqa: FBT001
        if self.draw(st.booleans()):
            return self.add({"wait": "Giấy tờ", "limit": "5 days", "at_limit": onward})
        return self.add({"wait": "Giấy tờ", "outcomes": {"came": onward}})

    def pay(self, onward: Way, depth: int, inside: bool) -> str:  # noqa: FBT001
        late: Document = {"limit": "9 days", "at_limit": onward} if self.draw(st.booleans()) else {}
        return self.add({"pay": self.draw(st.sampled_from([20000, "form.pages * 1000"])), **late, **onward})

    def post(self, onward: Way, depth: int, inside: bool) -> str:  # noqa: FBT001
        name = self.add({})
        heard = self.add({**self.manned(), "stops_clock": True, "outcomes": {"settled": {"join": name}}})
        complaint: Document = {"complaint": heard} if self.draw(st.booleans()) else {}
        if not complaint:
            del self.steps[heard]
        self.steps[name] = {"post": "3 days", "who": self.draw(whos), **complaint, **onward}
        return name

    def call(self, onward: Way, depth: int, inside: bool) -> str:  # noqa: FBT001
        returned = self.some(onward, depth, inside=inside)
        waits: Document = {} if self.draw(st.booleans()) else {"waits": False}
        outcomes: Document = {} if waits else {"outcomes": {"returned": {"to": returned}}}
        otherwise = {"to": returned} if waits else onward
        return self.add({"call": "1.004222", **waits, **outcomes, "otherwise": otherwise})

    def loop(self, onward: Way, depth: int, inside: bool) -> str:  # noqa: FBT001
        name = self.add({})
        body = self.some({"to": name}, depth, inside=inside)
        self.steps[name] = {**self.manned(), "outcomes": {"again": {"to": body}, "on": onward}}
        return name


_AFTERS: list[Document] = [{}, {}, {}, {"after": "any"}, {"after": 2}, {"after": "any", "rest": "leave"}]
_AFTER = st.sampled_from(_AFTERS)


@st.composite
def documents(draw: st.DrawFn, *, most_changes: int = 0) -> Document:
    """A definition as YAML would be read, with up to so many of its names changed for others."""
    making = _Making(draw)
    give = {"who": "receptionist @ receiving desk", "counts": False, "outcomes": {"given": {"end": "returned"}}}
    begun = making.some({"to": "give"}, 2, inside=False)
    intake = {
        "who": "receptionist @ commune/desk",
        "outcomes": {"accept": {"to": begun}, "refuse": {"end": "refused"}, "lacking": {"ask": "supplement"}},
    }
    document = {**BASE, "steps": {"intake": intake, **making.steps, "give": give}}
    for _ in range(draw(st.integers(0, most_changes))):
        document = changed(draw, document)
    return document


def changed(draw: st.DrawFn, document: Document) -> Document:
    """The document with one of its ways leading elsewhere."""
    places = [path for path in paths(document["steps"]) if path and path[-1] in {"to", "join", "start", "complaint"}]
    if not places:
        return document
    path = draw(st.sampled_from(places))
    other = draw(st.sampled_from(list(document["steps"])))
    return {**document, "steps": replaced(document["steps"], path, other)}


Path = tuple[str | int, ...]


def paths(value: Any, path: Path = ()) -> list[Path]:
    """Where every value of a document stands, the whole first."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, item in inner for found in paths(item, (*path, key)))]


def replaced(value: Any, path: Path, other: Any) -> Any:
    """The document with another value at a path."""
    if not path:
        return other
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(copy[path[0]], path[1:], other)
    return copy


def removed(value: Any, path: Path) -> Any:
    """The document without what stands at a path."""
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    if len(path) > 1:
        copy[path[0]] = removed(copy[path[0]], path[1:])
    else:
        del copy[path[0]]
    return copy


def at(value: Any, path: Path) -> Any:
    """What stands at a path."""
    for key in path:
        value = value[key]
    return value
