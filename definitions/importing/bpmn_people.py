"""People in BPMN: who does an item, from the names of its lanes and its pool."""

from dataclasses import dataclass, field

from definitions.importing import bpmn_sayings as say
from definitions.importing.bpmn_model import Item
from definitions.importing.bpmn_ways import Ways
from definitions.importing.people import DESK, Context, Place, Who, level_of, read_who
from definitions.importing.remarks import Kind
from definitions.importing.steps import LEVEL, RECEIVING_DESK
from definitions.importing.words import longest, plain, words


@dataclass
class People:
    """Who does what in one graph; who was named last stands for those that lie in no lane."""

    ways: Ways
    before: Place | None = field(default=None)
    first: Place | None = field(default=None)

    @property
    def receiving(self) -> str:
        """The level whose desk receives: that of the first lane of a desk, else of any lane that names a level."""
        return self.named or LEVEL

    @property
    def named(self) -> str | None:
        """The same; None where no lane names one."""
        lanes = list(dict.fromkeys(self.ways.graph.model.lanes.values()))
        desks = [lane for lane in lanes if longest(plain(lane), words().desk)]
        return next((level for lane in (*desks, *lanes) if (level := level_of(plain(lane)))), None)

    def who(self, item: Item) -> str:
        """Who does it, as a definition writes it."""
        if "who" in item.own:
            self.first = self.first or Place(self.receiving, DESK)
            return item.own["who"]
        read = self._read(item)
        is_first = self.first is None
        if is_first:
            self.first = read.place
            if read.place != Place(self.receiving, DESK):
                self.ways.note(item, say.ELSEWHERE, place=read.place)
        self.before = read.place
        is_desk = read.place == Place(self.receiving, DESK) and not is_first
        return f"{read.post} @ {RECEIVING_DESK if is_desk else read.place}"

    def _read(self, item: Item) -> Who:
        lane = self.ways.graph.model.lanes.get(item.id, "")
        if not lane:
            self.ways.note(item, say.NO_LANE, Kind.MISSING)
            place = self.before or Place(self.receiving, DESK)
            return Who("receptionist" if place.office == DESK else "officer", place)
        read = read_who(lane, Context(self.before, None, self.receiving))
        self.ways.note(item, say.READ_FROM, Kind.KEPT, text=lane)
        for unclear in read.unclear:
            self.ways.note(item, unclear, place=read.place, post=read.post)
        return read
