"""`python -m tests.bench.check`: a province's whole list of procedures, made from the catalogue, is checked."""

import io
import os
import random
import re
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Annotated, Final

import cyclopts
from cyclopts import Parameter

from commands.check import check
from definitions.loader import definition_files
from tests.bench.house import CATALOGUE as BENCH
from tests.plays import CATALOGUE

LIST: Final = 2_132
"""How many procedures Thừa Thiên Huế published in 2018."""


def bench(
    *,
    definitions: int = LIST,
    seed: int = 1,
    of: Annotated[list[Path] | None, Parameter(help="Folders whose definitions are varied.")] = None,
) -> int:
    """Check so many variants of the catalogue's definitions, and print what that took.

    Args:
        definitions: How many.
        seed: What the variants are made from; the same seed makes the same ones.
        of: Folders whose definitions are varied; the catalogue and the bench's own if nothing else is said.
    """
    with tempfile.TemporaryDirectory(prefix="lienthong-check-") as folder:
        written = _write(Path(folder), of or [CATALOGUE, BENCH], definitions, random.Random(seed))  # noqa: S311
        said, began = io.StringIO(), time.perf_counter()
        with redirect_stdout(said):
            found = check(Path(folder))
        seconds = time.perf_counter() - began
    print(said.getvalue().splitlines()[-1])
    print(f"{written} definitions on {os.cpu_count()} cores: {seconds:.1f} s, {written / seconds:.0f} a second")
    own, helpers = _megabytes(resource.RUSAGE_SELF), _megabytes(resource.RUSAGE_CHILDREN)
    print(f"Peak memory: {own} MB, and {helpers} MB in each helper; processor time {_spent():.1f} s")
    return found


def _write(folder: Path, sources: list[Path], many: int, chance: random.Random) -> int:
    """Write variants, round after round of all the sources, so that what one calls is of its own round."""
    texts = [path.read_text(encoding="utf-8") for source in sources for path in definition_files(source)]
    codes = tuple(dict.fromkeys(code for text in texts for code in _CODE.findall(text)))
    variants = (variant for number in range(many) for variant in _round(texts, codes, number, chance))
    for number, text in zip(range(many), variants, strict=False):
        version = _VERSION.search(text)
        (folder / f"p{number}.v{version['version'] if version else 1}.yaml").write_text(text, encoding="utf-8")
    return many


def _round(texts: list[str], codes: tuple[str, ...], number: int, chance: random.Random) -> Iterator[str]:
    first = 100_000 + number * len(codes)
    others = {code: f'"1.{first + place:06}"' for place, code in enumerate(codes)}
    for text in texts:
        varied = _CODE.sub(lambda found: others[found[0]], text)
        varied = _TITLE.sub(lambda found: f"{found[0]} {number}", varied)
        yield _STEP_LIMIT.sub(lambda found: f"{found['before']}{chance.randint(1, int(found['amount']))}", varied)


def _spent() -> float:
    """Processor time of this process and its helpers, in seconds."""
    used = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(of.ru_utime + of.ru_stime for of in used)


def _megabytes(of: int) -> int:
    return resource.getrusage(of).ru_maxrss // 1024


_CODE: Final = re.compile(r'"\d\.\d{6}"')
_VERSION: Final = re.compile(r"^version: (?P<version>\d+)$", re.MULTILINE)
_TITLE: Final = re.compile(r"title: [^\W\d_][\w ]*\w")
_STEP_LIMIT: Final = re.compile(r"(?P<before>^    limit: )(?P<amount>\d+)\b", re.MULTILINE)


if __name__ == "__main__":
    cyclopts.run(bench)
