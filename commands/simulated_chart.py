"""The simulated chart: open and overdue dossiers day by day, and where tasks wait, as one SVG."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from commands.numbers import percent, whole
from commands.simulated_tables import load_title
from commands.speech import Speech
from definitions.saying import Saying, dated
from workflows.simulation.rows import Account, Day, QueueRow

WIDTH: Final = 960
MARGIN: Final = 24
PLOT_TOP: Final = 84
PLOT_HEIGHT: Final = 220
PLOT_LEFT: Final = 84
BAR_HEIGHT: Final = 22
MOST_BARS: Final = 10
LABELS: Final = 300
TICKS: Final = 4

TITLE: Final = Saying(vietnamese="Mô phỏng. {title}: {from_} – {to}", english="Simulation. {title}: {from_} to {to}")
DESCRIPTION: Final = Saying(
    vietnamese="Tiếp nhận {received} hồ sơ; đúng hạn {rate} % số đã giải quyết; nhiều nhất {most} hồ sơ đang xử lý "
    "cùng lúc, {overdue} quá hạn cùng lúc. Chờ lâu nhất: {post}, trung bình {wait} phút.",
    english="{received} dossiers received; {rate} % of those settled in time; at most {most} open at a time, {overdue} "
    "overdue at a time. The longest wait: {post}, {wait} minutes on the average.",
)
OPEN: Final = Saying(vietnamese="Hồ sơ đang xử lý cuối ngày", english="Dossiers open at the end of the day")
OVERDUE: Final = Saying(vietnamese="trong đó quá hạn", english="overdue among them")
WAITING: Final = Saying(
    vietnamese="Thời gian chờ trung bình theo vị trí (phút giờ hành chính; bận %)",
    english="Mean wait by post (minutes of official time; busy %)",
)
NONE: Final = Saying(vietnamese="không nơi nào", english="nowhere")

_NAMED: Final = 'role="img" aria-labelledby="title desc"'
STYLE: Final = (
    "text{font-family:sans-serif;font-size:13px;fill:#1b1b1b}.h{font-size:18px;font-weight:bold}"
    ".s{font-size:14px;font-weight:bold}.r{text-anchor:end}.g{stroke:#d0d0d0}.o{fill:none;stroke:#1d5fa8;stroke-width:2}"
    ".l{fill:none;stroke:#b3261e;stroke-width:2;stroke-dasharray:5 3}.b{fill:#1d5fa8}"
)


def drawn(account: Account, say: Speech) -> str:
    """The chart; with a title and a description for those who do not see it."""
    bars = tuple(sorted(account.queues, key=lambda row: (-row.wait_mean, row.post, row.place)))[:MOST_BARS]
    height = PLOT_TOP + PLOT_HEIGHT + 84 + len(bars) * (BAR_HEIGHT + 6) + MARGIN
    title = say(TITLE, title=load_title(account, say), from_=account.from_, to=account.to)
    lines = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" {_NAMED} lang="{say.language}">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(_description(account, bars, say))}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text class="h" x="{MARGIN}" y="36">{escape(title)}</text>',
        *_curves(account.days, say),
        *_bars(bars, PLOT_TOP + PLOT_HEIGHT + 66, say),
        "</svg>",
    )
    return "\n".join(lines) + "\n"


def _description(account: Account, bars: Sequence[QueueRow], say: Speech) -> str:
    return say(
        DESCRIPTION,
        received=whole(account.total.received, say),
        rate=percent(account.total.on_time_rate, say),
        most=whole(max((day.open for day in account.days), default=0), say),
        overdue=whole(max((day.overdue for day in account.days), default=0), say),
        post=f"{bars[0].post} @ {bars[0].place}" if bars else say(NONE),
        wait=whole(bars[0].wait_mean, say) if bars else "0",
    )


def _curves(days: Sequence[Day], say: Speech) -> Iterator[str]:
    yield f'<text class="s" x="{MARGIN}" y="66">{escape(say(OPEN))}</text>'
    yield f'<line class="l" x1="{WIDTH - 230}" x2="{WIDTH - 190}" y1="61" y2="61"/>'
    yield f'<text x="{WIDTH - 182}" y="66">{escape(say(OVERDUE))}</text>'
    top = _round_up(max((day.open for day in days), default=0))
    for number in range(TICKS + 1):
        y = PLOT_TOP + PLOT_HEIGHT - PLOT_HEIGHT * number / TICKS
        yield f'<line class="g" x1="{PLOT_LEFT}" x2="{WIDTH - MARGIN}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text class="r" x="{PLOT_LEFT - 8}" y="{y + 4:.1f}">{whole(top * number // TICKS, say)}</text>'
    for number in dict.fromkeys(len(days) * share // TICKS for share in range(TICKS)):
        if number < len(days):
            x, y = _x(number, days), PLOT_TOP + PLOT_HEIGHT + 20
            yield f'<text x="{x:.1f}" y="{y}">{say(dated(days[number].on))}</text>'
    for kind, values in (("o", [day.open for day in days]), ("l", [day.overdue for day in days])):
        points = " ".join(
            f"{_x(number, days):.1f},{PLOT_TOP + PLOT_HEIGHT * (1 - value / top):.1f}"
            for number, value in enumerate(values)
        )
        yield f'<polyline class="{kind}" points="{points}"/>'


def _bars(rows: Sequence[QueueRow], top: int, say: Speech) -> Iterator[str]:
    yield f'<text class="s" x="{MARGIN}" y="{top - 12}">{escape(say(WAITING))}</text>'
    most = max((row.wait_mean for row in rows), default=0.0) or 1.0
    room = WIDTH - LABELS - MARGIN - 150
    for number, row in enumerate(rows):
        y = top + number * (BAR_HEIGHT + 6)
        width = max(1.0, room * row.wait_mean / most)
        busy = "–" if row.utilisation is None else f"{100 * row.utilisation:.0f} %"
        yield f'<text class="r" x="{LABELS - 8}" y="{y + 16}">{escape(f"{row.post} @ {row.place}")}</text>'
        yield f'<rect class="b" x="{LABELS}" y="{y}" width="{width:.1f}" height="{BAR_HEIGHT}"/>'
        yield f'<text x="{LABELS + width + 8:.1f}" y="{y + 16}">{whole(row.wait_mean, say)} ({busy})</text>'


def _x(number: int, days: Sequence[Day]) -> float:
    return PLOT_LEFT + (WIDTH - MARGIN - PLOT_LEFT) * number / max(len(days) - 1, 1)


def _round_up(value: int) -> int:
    """A number at or above it that four ticks divide."""
    step = 4
    while step * 10 <= value:
        step *= 10
    return max(4, -(-value // step) * step)
