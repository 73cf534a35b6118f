"""The half circle of seats on the front page. Knows no app."""

from math import cos, pi, sin
from typing import NamedTuple

#: Distance of each row from the middle, in units of the drawing; the middle stands at (100, 100).
ROWS = (40, 54, 68, 82, 96)


class Seat(NamedTuple):
    """The middle of one seat in the drawing."""

    x: int
    y: int


def half_circle(number: int) -> list[Seat]:
    """`number` seats on five arcs, from left to right, the longer arcs with more of them."""
    placed = []
    for radius, share in zip(ROWS, _shares(number), strict=True):
        for each in range(share):
            angle = pi * (1 - (each / (share - 1) if share > 1 else 0.5))
            placed.append(
                (-angle, radius, Seat(round(100 + radius * cos(angle)), round(100 - radius * sin(angle))))
            )
    return [seat for _angle, _radius, seat in sorted(placed)]


def _shares(number: int) -> list[int]:
    """How many of `number` seats each row has: by its length, the largest remainders first."""
    exact = [number * radius / sum(ROWS) for radius in ROWS]
    shares = [int(part) for part in exact]
    remainders = sorted(range(len(ROWS)), key=lambda row: shares[row] - exact[row])
    for row in remainders[: number - sum(shares)]:
        shares[row] += 1
    return shares
