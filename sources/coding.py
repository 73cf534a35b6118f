"""How the phrases of definitions were marked: by which rules, by whom, when, and where it was hard.

The counts come from the elements of the definitions; the rules are those that the editors followed.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from sources.matrix import Matrix, Phrase, matrix
from sources.models import Definition, Element
from sources.unmarked import READ_AGAIN, Unmarked, left_unmarked

#: What is marked under each question, as the editors went about it.
RULES = {
    Element.Question.WHO: _(
        "Those who act, or whose role, function or purpose is told: persons, parliaments, bodies, states. "
        "Those who are merely named, whose act it is not, or who only might act are left unmarked."
    ),
    Element.Question.WHAT: _(
        "What they do, the means that are used, and what the thing is said to be, if that is a doing or a "
        "form of it: a cooperation, a policy, a tool, a new type of diplomacy."
    ),
    Element.Question.WHY: _("Aims, tasks and roles: what it is for or what it is said to bring about."),
    Element.Question.RANGE: _(
        "How much is included or left out: all forms or some, which kinds and matters, in which places and "
        "bodies, within which limits."
    ),
    Element.Question.LEVEL: _(
        "On which plane of politics it takes place, or between whom: international, between states, across "
        "borders, abroad."
    ),
}

#: How cases were settled in which two questions could claim the words, the same in all definitions.
SETTLED = (
    _(
        "An aim keeps all that belongs to it. In “mutual understanding between countries” the countries are "
        "those who are to understand each other; it is not said on which level anyone acts. Only those whom "
        "the rest of the sentence makes the actors are taken out of an aim."
    ),
    _(
        "Subject matter, which “on” or “concerning” brings in, is scope, even where it names a plane. Inside "
        "an aim it belongs to the aim."
    ),
    _(
        "A frame (“in the context of …”) is scope, for it says within what the sentence holds. International "
        "relations, foreign policy, the international arena and world politics are planes, and so level."
    ),
    _(
        "An attribute is set apart if by itself it says the plane or the extent of the activity: "
        "“international”, “individual or collective”. Attributes of anything else, of problems or of "
        "alliances, stay where they are."
    ),
    _(
        "A thing that is called an actor, a player or a phenomenon is not marked: this says neither what is "
        "done nor who does it. The notion that is explained is marked only where it acts itself."
    ),
    _(
        "Functions that are listed as doings are activity; a function, role or task that is to bring "
        "something about is purpose."
    ),
    _(
        "A phrase begins with its article or its attributes. Words that only tie it to its sentence stay "
        "outside: “of”, “by”, “to”, “through”, “as”, “for”, and verbs of being, becoming, serving and "
        "performing. Words that say where, between whom or on what belong to it. What cannot be understood "
        "is left unmarked."
    ),
)


class Rule(NamedTuple):
    """A question, what is marked under it, and how often."""

    question: Element.Question
    says: Any
    answered: int
    phrases: int


class Session(NamedTuple):
    """Phrases marked by one person on one day; empty or None where it was not recorded."""

    coder: str
    coded_on: date | None
    phrases: int


class Noted(NamedTuple):
    """A definition with the phrases on which an editor left a note."""

    definition: Definition
    phrases: list[Phrase]


@dataclass(frozen=True)
class Coding:
    """All that is known of the marking of some definitions."""

    table: Matrix
    settled = SETTLED

    @property
    def rules(self) -> list[Rule]:
        """The five questions with their rules and counts."""
        return [
            Rule(each.question, RULES[each.question], each.answered, each.phrases)
            for each in self.table.columns
        ]

    @property
    def _phrases(self) -> list[Phrase]:
        return [phrase for row in self.table.rows for cell in row.cells for phrase in cell.phrases]

    @property
    def example(self) -> Definition | None:
        """The shortest definition that answers most of the questions and leaves some open, if any."""
        most = range(len(Element.Question) // 2 + 1, len(Element.Question))
        rows = [row for row in self.table.rows if row.answered in most]
        return min((row.definition for row in rows), key=lambda each: len(each.text), default=None)

    @property
    def sessions(self) -> list[Session]:
        """Who marked how much and when, in order of time; what was not recorded last."""
        counted = Counter((each.element.coder, each.element.coded_on) for each in self._phrases)
        found = [Session(coder, coded_on, number) for (coder, coded_on), number in counted.items()]
        return sorted(found, key=lambda each: (each.coded_on or date.max, each.coder))

    @property
    def read_again(self) -> tuple[Any, ...]:
        """How the marking was read again, in sentences; none where it is another than the one read."""
        marked = {(each.coder, each.coded_on) for each in self.sessions}
        return READ_AGAIN.says if (READ_AGAIN.coder, READ_AGAIN.coded_on) in marked else ()

    @property
    def noted(self) -> list[Noted]:
        """The definitions with phrases that have a note, each phrase in the order of the words."""
        found = []
        for row in self.table.rows:
            phrases = [each for cell in row.cells for each in cell.phrases if each.element.note]
            if phrases:
                found.append(Noted(row.definition, sorted(phrases, key=lambda each: each.element.start)))
        return found

    @property
    def notes(self) -> int:
        """How many phrases have a note."""
        return sum(len(each.phrases) for each in self.noted)

    @property
    def silent(self) -> list[Definition]:
        """The definitions that answer none of the questions."""
        return [row.definition for row in self.table.rows if not row.phrases]

    @property
    def left_unmarked(self) -> list[Unmarked]:
        """Words that a reader would mark and the editors did not."""
        return list(left_unmarked(row.definition for row in self.table.rows))

    @property
    def marked_percent(self) -> int:
        """How much of the words is marked, in hundredths of their letters, rounded; 0 without any."""
        letters = sum(len(row.definition.text) for row in self.table.rows)
        marked = sum(len(each.element.words) for each in self._phrases)
        return round(100 * marked / letters) if letters else 0


def coding(definitions: Iterable[Definition]) -> Coding:
    """The marking of `definitions`, whose elements should be prefetched."""
    return Coding(matrix(definitions))
