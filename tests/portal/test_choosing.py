"""What an address chooses to stand side by side, and what is said of a choice that does not fit."""

from dataclasses import dataclass

import pytest
from django.http import QueryDict

from portal.choosing import Choice


@dataclass
class Thing:
    """Something with a slug."""

    slug: str

    def __str__(self) -> str:
        return self.slug.upper()


OFFERED = [Thing(slug) for slug in "abcdefg"]


def choice(query: str) -> Choice:
    """What the address chooses of the things a to g."""
    return Choice(QueryDict(query), "d", OFFERED)


@pytest.mark.parametrize("query", ["d=a&d=b", "d=b&d=a", "d=b&d=a&d=b", "d=&d=a&d=b"])
def test_the_chosen_stand_once_each_in_the_order_of_the_offer(query: str) -> None:
    assert choice(query).slugs == ["a", "b"]
    assert choice(query).fits
    assert choice(query).problems == []


@pytest.mark.parametrize(
    ("query", "problems"),
    [
        ("", []),
        ("other=a", []),
        ("d=a", ["Only A is chosen: choose at least one more."]),
        ("d=a&d=a", ["A was named more than once.", "Only A is chosen: choose at least one more."]),
        ("d=a&d=b&d=z", ["Nothing here is called “z”."]),
        ("d=z&d=y&d=z", ["None of these is known here: “z” and “y”."]),
        (
            "&".join(f"d={slug}" for slug in "abcdef"),
            ["6 are chosen, but at most 5 stand side by side: take some out."],
        ),
    ],
)
def test_a_choice_that_does_not_fit_says_why(query: str, problems: list[str]) -> None:
    assert not choice(query).fits
    assert choice(query).problems == problems


def test_long_and_many_names_are_cut() -> None:
    (sentence,) = choice("&".join(f"d={n}{'x' * 500}" for n in range(50))).problems
    assert len(sentence) < 400
    assert sentence.endswith("xxx…” and others.")
