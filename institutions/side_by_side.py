"""Bodies side by side: what each row says of each body, whether they differ, and the comparison as data."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from institutions.as_of import PARAMETER, AskedDay, Standing, life_of
from institutions.member_lists import is_open
from institutions.models import Detail, Institution
from institutions.overlap import Overlap, last_day
from sources.as_data import place
from sources.templatetags.evidence import value as shown_value

#: The heading by the number of bodies.
HEADINGS = {
    2: gettext_lazy("Two bodies side by side"),
    3: gettext_lazy("Three bodies side by side"),
    4: gettext_lazy("Four bodies side by side"),
    5: gettext_lazy("Five bodies side by side"),
}
#: The bodies together, by their number, before what is said of all of them.
ALL = {
    2: gettext_lazy("Both"),
    3: gettext_lazy("All three"),
    4: gettext_lazy("All four"),
    5: gettext_lazy("All five"),
}
#: All rows that can be chosen, by their names in an address.
ROWS: dict[str, str | Promise] = {
    **{fact.name: fact.label for fact in Institution.FACTS},
    "members": gettext_lazy("Member states"),
    "lists": gettext_lazy("How its members are known"),
    "names": gettext_lazy("Other names"),
    "functions": gettext_lazy("Functions"),
    "figures": gettext_lazy("Figures"),
    "documents": gettext_lazy("Legal documents"),
    "offices": gettext_lazy("Offices"),
    **{f"detail-{kind.value}": kind.label for kind in Detail.Kind},
    "stated": gettext_lazy("Facts stated here"),
}
#: The rows that are shown unless the address names others.
USUAL = (*(fact.name for fact in Institution.FACTS), "members", "lists", "functions", "figures", "stated")
#: If more things are said, their marks lead to the quotations, which do not stand on the page.
LONG = 150
#: The columns of the comparison as a table of data: a row for each thing that is said of a body.
COLUMNS = [
    *("row", "label", "comparison", "institution", "name", "applies", "value", "of", "since", "until"),
    *("places", "permalink"),
]


@dataclass(frozen=True)
class Said:
    """One thing that a row says of a body, with the record and the facts whose evidence supports it."""

    text: str
    #: What is printed, if it is more than the text.
    shown: Any = ""
    record: Any = None
    fact: str = ""
    also: str = ""
    #: What the value is of, where a row holds several kinds.
    of: str = ""
    since: str = ""
    until: str = ""
    language: str = ""
    url: str = ""
    #: Whether sources could state it; otherwise the text says that they cannot, and states nothing.
    applies: bool = True

    @property
    def same(self) -> str:
        """What makes it the same as what is said of another body."""
        return " ".join(f"{self.of} {self.text} {self.since} {self.until}".casefold().split())

    @property
    def evidence(self) -> list[Any]:
        """The evidence of its facts."""
        rows = self.record.evidence.all() if self.record else ()
        return [row for row in rows if row.fact in (self.fact, self.also)]

    @property
    def places(self) -> str:
        """The places of its evidence, in words."""
        found = (place(row.citation) for row in self.evidence)
        return " | ".join(dict.fromkeys(found))


#: What is called otherwise in every body.
NAMES = ("name", "acronym")
#: Rows of a place, of which one source may say more than another: the city, or the building in it too.
PLACES = ("seat",)
#: The city at the head of such a row; none if it begins with the number of a house or names several places.
CITY = re.compile(r"(?!\d)[^,;(]+(?=[^;]*$)")


@dataclass(frozen=True)
class Row:
    """A row of the comparison: what is said of each body, in their order."""

    name: str
    label: Any
    cells: list[list[Said]] = field(default_factory=list)

    SAME, CITY, DIFFERS, SOME, NOT_STATED = "same", "city", "differs", "some", "not-stated"
    WORDS = {
        SAME: gettext_lazy("= same in all"),
        CITY: gettext_lazy("= same city; of some the sources say more"),
        DIFFERS: gettext_lazy("differs"),
        SOME: gettext_lazy("stated of some only"),
        NOT_STATED: gettext_lazy("○ not stated of any"),
    }

    @cached_property
    def verdict(self) -> str:
        """Whether all cells say the same or name the same city, differ, or are empty in some or in all.

        That a fact does not apply to a body states nothing, though it differs from what is stated of another.
        """
        said = [frozenset(each.same for each in cell) for cell in self.cells]
        if any(said) and len(set(said)) == 1:
            return self.SAME
        if not any(each.applies for cell in self.cells for each in cell):
            return self.NOT_STATED
        if not all(said):
            return self.SOME
        return self.CITY if self._is_of_one_city else self.DIFFERS

    @property
    def _is_of_one_city(self) -> bool:
        """Whether all name one city, and at least one no more than that: what another adds denies nothing."""
        places = {each.same for cell in self.cells for each in cell}
        cities = {found[0].strip() if (found := CITY.match(place)) else place for place in places}
        return self.name in PLACES and len(cities) == 1 and cities <= places

    @property
    def is_empty(self) -> bool:
        """Whether no cell says anything, not even that the fact does not apply."""
        return not any(self.cells)

    @property
    def words(self) -> Any:
        """The verdict in words; ≠ is not among its signs, since it says that sources disagree."""
        return self.WORDS[self.verdict]

    @property
    def differs(self) -> bool:
        """Whether the row stays where only differences are shown; names, which always differ, do not."""
        return self.verdict in (self.DIFFERS, self.SOME) and self.name not in NAMES

    @property
    def once(self) -> list[Said]:
        """What is printed once because all say it: with the words of the first body."""
        return self.cells[0] if self.verdict == self.SAME else []

    @property
    def records(self) -> list[Said]:
        """What is said of each body, for the marks of what is printed once; none that adds no mark."""
        seen: set[tuple[str, str]] = set()
        found = []
        for each in (each for cell in self.cells for each in cell if each.record):
            marks = {(row.citation.slug, row.sign) for row in each.evidence}
            if marks - seen:
                found.append(each)
            seen |= marks
        return found


class SideBySide:
    """Two to five bodies in the order of their list, the chosen rows, and their members on a day."""

    def __init__(
        self,
        bodies: list[Institution],
        asked: AskedDay,
        rows: Iterable[str] = (),
        only: bool = False,
    ) -> None:
        self.bodies = bodies
        self.asked = asked
        wanted = set(rows)
        named = tuple(name for name in ROWS if name in wanted)
        self.named = () if set(named) == set(USUAL) else named
        self.only = only
        self.overlap = Overlap(bodies, asked.day)

    def __str__(self) -> str:
        return _("%(names)s compared") % {"names": ", ".join(body.short for body in self.bodies)}

    @property
    def heading(self) -> Any:
        """How many bodies are compared, in words."""
        return HEADINGS[len(self.bodies)]

    @property
    def all(self) -> str:
        """The bodies together, in words, before what is said of all of them."""
        return str(ALL[len(self.bodies)])

    @property
    def updated(self) -> datetime:
        """When the last of the bodies was changed."""
        return max(each.updated for each in self.bodies)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the rows that are shown."""
        return self.named or USUAL

    @cached_property
    def rows(self) -> list[Row]:
        """All chosen rows that anything can be said in."""
        return [row for name in self.chosen for row in self._rows(name)]

    @property
    def shown(self) -> list[Row]:
        """The rows that are printed."""
        return [row for row in self.rows if row.differs] if self.only else self.rows

    @property
    def is_long(self) -> bool:
        """Whether so much is said that the quotations do not fit on the page."""
        return sum(len(cell) for row in self.shown for cell in row.cells) > LONG

    @property
    def hidden(self) -> int:
        """How many rows are left out because only differences are shown."""
        return len(self.rows) - len(self.shown)

    def _rows(self, name: str) -> Iterator[Row]:
        """The rows to which a name stands: one, or one for each kind of function and each figure."""
        if name in FACTS:
            yield Row(name, ROWS[name], [_fact(body, name) for body in self.bodies])
        elif name == "members":
            yield Row(name, self._members_label, [self._members(body) for body in self.bodies])
        elif name in MANY:
            relation, label, said = MANY[name]
            held = [getattr(body, relation).all() for body in self.bodies]
            if label is None:
                yield Row(name, ROWS[name], [[said(each) for each in records] for records in held])
                return
            for each in dict.fromkeys(label(record) for records in held for record in records):
                cells = [[said(one) for one in records if label(one) == each] for records in held]
                yield Row(name, each, cells)
        elif name.startswith("detail-"):
            kind = name.removeprefix("detail-")
            cells = [[_detail(each) for each in b.details.all() if each.kind == kind] for b in self.bodies]
            yield Row(name, ROWS[name], cells)
        else:
            yield Row(name, ROWS[name], [[_completeness(body)] for body in self.bodies])

    @property
    def _members_label(self) -> Any:
        if self.asked.day is None:
            return ROWS["members"]
        return _("Member states on %(day)s") % {"day": _day(self.asked.day)}

    def _members(self, body: Institution) -> list[Said]:
        if not body.memberships.all():
            return []
        if not self.asked.day and body.has_ended:
            return [Said(_("none today: the body has ended"), url="#overlap")]
        number = len(self.overlap.members_of(body))
        unknown = sum(body.pk in row.unknown for row in self.overlap.rows)
        if not self.asked.day and not number:
            return []  # the ties that are known are of other roles, or have ended
        counted = {"n": number, "unknown": unknown}
        if not unknown:
            text = ngettext("%(n)d state", "%(n)d states", number) % counted
        elif number:
            text = (
                ngettext(
                    "at least %(n)d state; of %(unknown)d more it is not known",
                    "at least %(n)d states; of %(unknown)d more it is not known",
                    number,
                )
                % counted
            )
        else:
            text = _("no state for certain; of %(unknown)d it is not known") % counted
        return [Said(text, url="#overlap")]

    @property
    def lives(self) -> list[str]:
        """Which of the bodies did not exist on the day asked for, or are not known to have, in sentences."""
        return list(_lives(self.bodies, self.asked.day)) if self.asked.day else []

    @property
    def open_lists(self) -> list[Institution]:
        """The bodies with members of which no source lists them all, so that more may belong to them."""
        return [
            each
            for each in self.bodies
            if is_open(each.member_lists.all()) and self.overlap.members_of(each)  # type: ignore[attr-defined]
        ]

    @property
    def together(self) -> tuple[date, Institution] | None:
        """The last day before the first of the bodies ended, and which; None if all go on.

        Only if the others are known to have been founded by then.
        """
        ended = [(day, body) for body in self.bodies if (day := last_day(body))]
        if not ended:
            return None
        day, first = min(ended, key=lambda each: each[0])
        begun = all(not each.founded.earliest or each.founded.earliest <= day for each in self.bodies)
        return (day, first) if begun and day != self.asked.day else None

    def query(self, **form: str) -> list[tuple[str, str]]:
        """What the one address of this comparison holds, in this form of it: `format="csv"`."""
        return [
            *(("i", each.slug) for each in self.bodies),
            *(("row", name) for name in self.named),
            *([("only", "differences")] if self.only else []),
            *([(PARAMETER, self.asked.day.isoformat())] if self.asked.day else []),
            *form.items(),
        ]

    def _url(self, *left_out: str, **form: str) -> str:
        return address([pair for pair in self.query() if pair[0] not in left_out] + list(form.items()))

    def get_absolute_url(self) -> str:
        """The one address of this comparison."""
        return address(self.query())

    @property
    def columns(self) -> list[tuple[Institution, str, str]]:
        """Each body with its short name and the address of the comparison without it."""
        rest = self.query()
        return [
            (each, each.short, address([pair for pair in rest if pair != ("i", each.slug)]))
            for each in self.bodies
        ]

    @property
    def only_url(self) -> str:
        """The address with only the rows that differ, or with all again."""
        return self._url("only", **({} if self.only else {"only": "differences"}))

    @property
    def together_url(self) -> str:
        """The address as of the last day of all bodies."""
        return self._url(PARAMETER, **{PARAMETER: self.together[0].isoformat()}) if self.together else ""

    @property
    def choice_url(self) -> str:
        """The address of the offer of all bodies, these ticked."""
        return address([*(("i", each.slug) for each in self.bodies), ("show", "choice")])

    @property
    def ties_url(self) -> str:
        """The address of the ties of all states to these bodies."""
        return self._url("row", "only", show="ties")

    @property
    def table_url(self) -> str:
        """The address of the comparison, from that of the ties."""
        return self._url("row", "only")

    @property
    def map_url(self) -> str:
        """The address of the members of these bodies on the map."""
        day = [(PARAMETER, self.asked.day.isoformat())] if self.asked.day else []
        query = [*(("i", each.slug) for each in self.bodies), *day]
        return f"{reverse('institutions:map')}?{urlencode(query)}"

    @property
    def csv_url(self) -> str:
        """The address of the rows as a table."""
        return address(self.query(format="csv"))

    @property
    def json_url(self) -> str:
        """The address of the comparison as data."""
        return address(self.query(format="json"))

    def things(self, absolute: Callable[[str], str]) -> Iterator[dict[str, Any]]:
        """The rows of `COLUMNS`, of what is shown; `absolute` makes a whole address of a path."""
        for row in self.shown:
            for body, cell in zip(self.bodies, row.cells, strict=True):
                known = {
                    "row": row.name,
                    "label": str(row.label),
                    "comparison": row.verdict,
                    "institution": body.slug,
                    "name": str(body),
                    "permalink": absolute(body.get_absolute_url()),
                }
                for said in cell or [Said("")]:
                    yield known | {
                        "applies": said.applies,
                        "value": said.text if said.applies and said.text else None,
                        "of": said.of,
                        "since": said.since,
                        "until": said.until,
                        "places": said.places,
                    }

    def data(self, absolute: Callable[[str], str]) -> dict[str, Any]:
        """The whole comparison as data: what is shown, and the ties of each state."""
        return {
            "title": str(self),
            "permalink": absolute(self.get_absolute_url()),
            "rights": _("Data: CC BY 4.0. The quotations belong to their authors."),
            "on": self.asked.day,
            "institutions": [
                {"slug": each.slug, "name": str(each), "permalink": absolute(each.get_absolute_url())}
                for each in self.bodies
            ],
            "rows": list(self.things(absolute)),
            "overlap": [
                {
                    "group": group.label,
                    "counted": group.kind in Overlap.COUNTED,
                    "institutions": [each.slug for each in group.bodies],
                    "states": [each.name for each in group.states],
                }
                for group in self.overlap.groups
            ],
            "ties": self.overlap.data(absolute),
        }


FACTS = {fact.name for fact in Institution.FACTS}


def _fact(body: Institution, name: str) -> list[Said]:
    shown = shown_value(body, name)
    declared = next(each for each in Institution.FACTS if each.name == name)
    held = getattr(body, name)
    if name == "succeeded_by" and body.followers:
        return [Said(each.value, "", each, "value") for each in body.followers]
    if declared.value(body) is None or (isinstance(held, Institution) and not held.is_published):
        return [] if declared.applies(body) else [Said(_("does not apply"), applies=False)]
    labelled = getattr(body, f"get_{name}_display", None)
    return [Said(str(labelled() if labelled else held), shown, body, name)]


def _function(each: Any) -> Said:
    return Said(each.says, "", each, "says", "kind")


def _figure(each: Any) -> Said:
    return Said(each.value, "", each, "value", "measured", since=str(each.measured))


def _name(each: Any) -> Said:
    return Said(
        each.name,
        "",
        each,
        "name",
        of=each.get_kind_display(),
        since=str(each.start),
        until=str(each.end),
        language=each.language,
    )


def _list(each: Any) -> Said:
    text = ". ".join(part for part in (str(each.get_basis_display()), each.says) if part)
    return Said(text, "", each, "basis", "says", since=str(each.listed))


def _document(each: Any) -> Said:
    return Said(
        str(each.document),
        "",
        each,
        "role",
        of=each.get_role_display(),
        url=each.document.get_absolute_url(),
    )


def _office(each: Any) -> Said:
    return Said(each.title, "", each, "title", "rank", of=each.rank)


def _detail(each: Any) -> Said:
    return Said(
        each.value,
        "",
        each,
        "value",
        of=each.label,
        since=str(each.start or each.measured),
        until=str(each.end),
    )


def _completeness(body: Institution) -> Said:
    found = body.completeness()
    return Said(_("%(stated)d of %(facts)d") % {"stated": found.stated, "facts": found.total})


#: Rows that are records: their relation, what each row of several is named after, what is said.
MANY: dict[str, tuple[str, Callable[[Any], Any] | None, Callable[[Any], Said]]] = {
    "lists": ("member_lists", None, _list),
    "names": ("other_names", None, _name),
    "functions": ("functions", lambda each: each.get_kind_display(), _function),
    "figures": ("figures", lambda each: each.label, _figure),
    "documents": ("legal_bases", None, _document),
    "offices": ("offices", None, _office),
}


def _lives(bodies: Iterable[Institution], day: date) -> Iterator[str]:
    for body in bodies:
        life, known = life_of(body, day), {"name": body.name, "day": _day(day)}
        if life is Standing.NOT_YET:
            yield _("On %(day)s %(name)s was not founded yet.") % known
        elif life is Standing.ENDED:
            yield _("On %(day)s %(name)s had ended.") % known
        elif life is Standing.UNKNOWN:
            yield (
                _(
                    "The dates of %(name)s itself do not settle whether it existed on %(day)s; its members "
                    "are those whose own dates prove it."
                )
                % known
            )


def _day(day: date) -> str:
    from django.utils.formats import date_format  # noqa: PLC0415

    return date_format(day, "DATE_FORMAT")


def address(query: list[tuple[str, str]]) -> str:
    """The address of the page that compares bodies, with a query."""
    return f"{reverse('institutions:institution_compare')}?{urlencode(query)}"
