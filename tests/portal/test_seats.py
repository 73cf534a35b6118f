"""The half circle of seats: as many as asked for, each in its own place, from left to right."""

from collections import Counter

import pytest

from portal.seats import half_circle


@pytest.mark.parametrize("number", [0, 1, 2, 5, 12, 70, 71, 120])
def test_has_as_many_seats_as_asked_for_inside_the_drawing(number: int) -> None:
    seats = half_circle(number)
    assert len(seats) == number
    assert all(seat.x - 4.5 >= -4 and seat.x + 4.5 <= 204 and -4 <= seat.y - 4.5 <= 100 for seat in seats)


def test_no_seat_hides_another() -> None:
    seats = half_circle(70)
    assert len(set(seats)) == 70
    apart = [
        (a.x - b.x) ** 2 + (a.y - b.y) ** 2 for number, a in enumerate(seats) for b in seats[number + 1 :]
    ]
    assert min(apart) >= 11**2


def test_is_filled_from_left_to_right_and_is_even() -> None:
    seats = half_circle(70)
    assert {seat.x for seat in seats[:5]} == {4, 18, 32, 46, 60}
    assert {seat.x for seat in seats[-5:]} == {140, 154, 168, 182, 196}
    assert (
        Counter(seat.x < 100 for seat in seats if seat.x != 100)[True]
        == Counter(seat.x > 100 for seat in seats if seat.x != 100)[True]
    )
