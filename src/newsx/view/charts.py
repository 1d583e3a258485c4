"""Counts -> charts in SVG, drawn here: three shapes, no script, and they print.

Vega-Lite in the page would cost 800 KB a file and need `unsafe-eval`; Observable Plot 300 KB; both
draw nothing where scripts are off. These cost some 10 KB, and each stands beside the same counts
as a table, which is what a screen reader reads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Final

from markupsafe import Markup

from newsx.view.page import visible

WIDTH: Final = 460
WIDE: Final = 960
"""Of a chart that has a row of the page to itself; units of both are of one size there."""
_LABEL: Final = 172
_ROW: Final = 24
_HEIGHT: Final = 150
_WIDEST: Final = 80
"""Two months are two columns, not two walls."""
_COLOURS: Final = 6
# A label of an axis needs about so many units a character.
_CHARACTER: Final = 7

_RECT: Final = Markup(
    '<rect class="c{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"></rect>'
)
_CELL: Final = Markup(
    '<rect class="{}" x="{:.1f}" y="{}" width="{:.1f}" height="{}" fill-opacity="{:.2f}"></rect>'
)


def bars(counts: Sequence[tuple[str, int]]) -> Markup:
    """Return a bar for each name, longest first, with its count at the end."""
    longest = max((count for _, count in counts), default=1)
    room = WIDTH - _LABEL - 40
    rows = []
    for index, (name, count) in enumerate(counts):
        y, length = index * _ROW, max(2, room * count / longest)
        rows.append(
            Markup(
                '<text x="{}" y="{}" text-anchor="end">{}</text>'
                '<rect class="c1" x="{}" y="{}" width="{:.1f}" height="15" rx="1"></rect>'
                '<text class="quiet" x="{:.1f}" y="{}">{:,}</text>'
            ).format(
                *(_LABEL - 8, y + 16, _short(name, _LABEL)),
                *(_LABEL, y + 4, length),
                *(_LABEL + length + 6, y + 16, count),
            )
        )
    return _svg(len(counts) * _ROW + 4, rows)


def columns(
    periods: Sequence[str], series: Mapping[str, Sequence[int]], width: int = WIDTH
) -> Markup:
    """Return a column for each period, each series a layer of it, the first at the bottom."""
    tallest = max((sum(layer) for layer in zip(*series.values(), strict=True)), default=1) or 1
    step = min(_WIDEST, width / max(1, len(periods)))
    drawn = []
    for index in range(len(periods)):
        heights = [_HEIGHT * counts[index] / tallest for counts in series.values()]
        for colour, (height, top) in enumerate(zip(heights, accumulate(heights), strict=True)):
            if height:
                drawn.append(
                    _RECT.format(
                        *(colour % _COLOURS + 1, index * step + step * 0.12),
                        *(18 + _HEIGHT - top, step * 0.76, height),
                    )
                )
    drawn.append(
        Markup(
            '<line class="rule" x1="0" x2="{}" y1="{}" y2="{}"></line>'
            '<text class="quiet" x="0" y="11">{:,} at most</text>'
        ).format(width, 18.5 + _HEIGHT, 18.5 + _HEIGHT, tallest)
    )
    drawn += _axis(periods, step, 0, 36 + _HEIGHT, width)
    return _svg(_HEIGHT + 44, drawn, width)


def grid(
    names: Sequence[str], periods: Sequence[str], counts: Mapping[tuple[str, str], int]
) -> Markup:
    """Return a cell for each name and period: the deeper its colour, the more."""
    most = max(counts.values(), default=1)
    step = (WIDTH - _LABEL) / max(1, len(periods))
    drawn = []
    for row, name in enumerate(names):
        y = row * _ROW
        drawn.append(
            Markup('<text x="{}" y="{}" text-anchor="end">{}</text>').format(
                _LABEL - 8, y + 16, _short(name, _LABEL)
            )
        )
        for column, period in enumerate(periods):
            count = counts.get((name, period), 0)
            x = _LABEL + column * step
            drawn.append(
                _CELL.format(
                    *("c1" if count else "ground", x + 1, y + 1, max(1, step - 2), _ROW - 2),
                    0.15 + 0.4 * count / most if count else 1,
                )
            )
            if count and len(f"{count:,}") * _CHARACTER < step:
                drawn.append(
                    Markup('<text x="{:.1f}" y="{}" text-anchor="middle">{:,}</text>').format(
                        x + step / 2, y + 16, count
                    )
                )
    drawn += _axis(periods, step, _LABEL, len(names) * _ROW + 16)
    return _svg(len(names) * _ROW + 24, drawn)


def _axis(
    periods: Sequence[str], step: float, left: float, y: float, width: int = WIDTH
) -> list[Markup]:
    """Return the names of periods below their columns, as many as there is room for."""
    widest = max((len(period) for period in periods), default=1) * _CHARACTER + 8
    every = max(1, -int(-widest // step))
    return [
        Markup('<text class="quiet" x="{:.1f}" y="{}" text-anchor="middle">{}</text>').format(
            min(max(left + index * step + step / 2, widest / 2), width - widest / 2), y, period
        )
        for index, period in enumerate(periods)
        if index % every == 0
    ]


def _short(name: str, room: float) -> object:
    fits = int((room - 10) / _CHARACTER)
    return visible(name if len(name) <= fits else f"{name[: fits - 1].rstrip()}…")


def _svg(height: float, parts: Sequence[Markup], width: int = WIDTH) -> Markup:
    """Return the drawing; what it says is said by the table beside it."""
    return Markup('<svg viewBox="0 0 {} {}" aria-hidden="true">{}</svg>').format(
        width, height, Markup("").join(parts)
    )
