"""The basis: where a rule stands in the law."""

from definitions.values import Closed, Text


class Basis(Closed):
    """Where a rule stands in the law."""

    instrument: Text
    provision: Text

    def __str__(self) -> str:
        """The citation in the law's own order, such as `Nghị định 131/2021/NĐ-CP, Điều 28`."""
        return f"{self.instrument}, {self.provision}"
