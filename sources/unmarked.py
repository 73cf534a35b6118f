"""How the shipped definitions were read again, and words that a reader would mark and the editors did not.

A phrase that is marked carries its note itself; these words have no element to carry one.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from sources.models import Definition


class Doubt(NamedTuple):
    """Words of the definition with this slug, who would mark them as what, and why they are not marked."""

    slug: str
    words: str
    says: Any


class ReadAgain(NamedTuple):
    """The marking by this coder on this day, and how it was read again, in sentences."""

    coder: str
    coded_on: date
    says: tuple[Any, ...]


class Unmarked(NamedTuple):
    """A definition with words of it that were left unmarked, and what is said of them."""

    definition: Definition
    words: str
    says: Any


READ_AGAIN = ReadAgain(
    "portal editors",
    date(2026, 11, 25),
    (
        _(
            "Two readers went through the definitions of the two source texts, independently of each other: "
            "each coded them from the text first and only then compared with what was marked. Where both "
            "found the marking wrong, it was corrected; where they differed, from it or from each other, an "
            "editor decided for all definitions alike."
        ),
        _(
            "Notes on phrases tell of this: “first marked as” and “unmarked at first” is how it was before "
            "the two readers, “both readers” and “one of two readers” is what these would do."
        ),
    ),
)

DOUBTS = (
    Doubt(
        "artykbayev-2004",
        "the Kurultai",
        _(
            "One of two readers would mark it as actor. It is the notion itself, and the place of the "
            "matters."
        ),
    ),
    Doubt(
        "kaznu-2015-leading-player",
        "strengthening their influence on the development of parliamentarism",
        _("Both readers weigh marking it as activity. It is said of the institutions, not of the diplomacy."),
    ),
    Doubt(
        "kaznu-2015-leading-player",
        "the leading player",
        _("One of two readers asks whether it is an actor. Nobody is named who acts in the diplomacy."),
    ),
    Doubt(
        "kaznu-2015-priorities",
        "monitoring and evaluation of elections, formation of a positive image and status of the "
        "inter-parliamentary organizations",
        _(
            "Both readers weigh marking it as activity, one of them its second half as purpose. It stands "
            "beside parliamentary diplomacy in a list and is not said of it."
        ),
    ),
    Doubt(
        "kaznu-2015-standard-level",
        "serve as the standard level",
        _("One of two readers weighs marking it as activity. Its sense is not clear enough to be assigned."),
    ),
    Doubt(
        "sabic-fenko-roter-2016",
        "directly elected parliamentarians",
        _(
            "One of two readers weighs marking them as actors. They are what the literature neglects; no act "
            "is told."
        ),
    ),
    Doubt(
        "abitbekov-2021-institutionalization",
        "the existence of key documents that regulate the foreign policy activity",
        _(
            "Both readers weigh marking it as activity. It is the sign by which the notion is recognized, "
            "not a doing."
        ),
    ),
    Doubt(
        "abitbekov-2021-institutionalization",
        "the highest legislative body",
        _(
            "Both readers coded it as actor. Its activity is regulated; the institutionalization is not its "
            "act."
        ),
    ),
    Doubt(
        "abitbekov-2021-new-actor",
        "a new actor",
        _("One of two readers asks whether it is an actor. Nobody is named who acts in the diplomacy."),
    ),
    Doubt(
        "abitbekov-2021-soft-power",
        "Kazakhstan's Parliament",
        _("Both readers weigh marking it as actor. It is only said that it might act so."),
    ),
    Doubt(
        "abitbekov-2021-unions",
        "interparliamentary unions",
        _(
            "One of two readers would mark them as actors, the other perhaps as level. They are the notion "
            "itself, in which members of parliament act."
        ),
    ),
    Doubt(
        "abitbekov-2021-zhuz",
        "tribal union",
        _(
            "Both readers leave it unmarked, and ask how it differs from other words for what a thing is. It "
            "names people, not a doing."
        ),
    ),
)


def left_unmarked(definitions: Iterable[Definition]) -> Iterator[Unmarked]:
    """The doubts about `definitions`, in their order, as far as the words still stand in them, unmarked."""
    for definition in definitions:
        for slug, words, says in DOUBTS:
            if slug == definition.slug and any(
                words in segment.text and not segment.question for segment in definition.segments
            ):
                yield Unmarked(definition, words, says)
