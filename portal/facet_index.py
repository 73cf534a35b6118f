"""Which records of a list have which value of which facet, as bits: one whole number for each value.

The n-th bit stands for the n-th record of the list. So "how many assemblies in Eurasia were founded before
1950" is two "and"s and a count of bits, whatever the number of filters, the same on every database. An index
is read from the database in one query, and one more for each facet of several values a record; it is kept
until anything is committed (`portal/data_version.py`). Knows no app.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import QuerySet

from portal.data_version import kept

#: Of each list, so many masks of words that were searched are kept.
SEARCHES = 128


@dataclass
class Values:
    """The masks of one facet by value, in the order of the page, and the name of each value."""

    masks: dict[str, int] = field(default_factory=dict)
    labels: dict[str, Any] = field(default_factory=dict)
    #: What else an address may call a value, in small letters.
    names: dict[str, str] = field(default_factory=dict)
    #: What the facet needs to find the value in the database again.
    held: dict[str, set[Any]] = field(default_factory=dict)
    #: The records of which any value is stated.
    stated: int = 0

    def of(self, values: Iterable[str]) -> int:
        """The records that have any of `values`."""
        return reduce(or_, (self.masks.get(value, 0) for value in values), 0)


@dataclass
class Years:
    """The masks of one partial date by the first year and by the last year that it can mean."""

    first: dict[int, int] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)

    @property
    def dated(self) -> int:
        """The records that have a date."""
        return reduce(or_, self.first.values(), 0)

    def until(self, year: int) -> int:
        """The records whose date can fall into `year` or before."""
        return reduce(or_, (mask for first, mask in self.first.items() if first <= year), 0)

    def since(self, year: int) -> int:
        """The records whose date can fall into `year` or after."""
        return reduce(or_, (mask for last, mask in self.last.items() if last >= year), 0)


class FacetIndex:
    """All `records` of a list as bits, for its facets and dates by name.

    A facet says which `columns` it reads of a record and which `values` a row of these has, each with its
    label; what has several rows a record is read by the function that it names as `rows`. Facets with the
    same function share the query.
    """

    def __init__(self, records: QuerySet, facets: dict[str, Any], dates: Iterable[str]) -> None:
        self.places: dict[Any, int] = {}
        self.facets: dict[str, Values] = {}
        self.years: dict[str, Years] = {}
        self.searched: dict[Hashable, int] = {}
        self._read(records.order_by("pk").prefetch_related(None), facets, list(dates))

    @property
    def total(self) -> int:
        """The number of records."""
        return len(self.places)

    @property
    def all(self) -> int:
        """All records."""
        return (1 << self.total) - 1

    def mask(self, places: Iterable[int]) -> int:
        """The records at `places`."""
        bits = bytearray(self.total // 8 + 1)
        for place in places:
            bits[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(bits, "little")

    def found(self, key: Hashable, records: Callable[[], QuerySet]) -> int:
        """The mask of `records`, queried if none is kept for the `key`."""
        if key not in self.searched:
            if len(self.searched) >= SEARCHES:
                self.searched.clear()
            keys = records().order_by().values_list("pk", flat=True)
            self.searched[key] = self.mask(self.places[each] for each in keys if each in self.places)
        return self.searched[key]

    def _read(self, records: QuerySet, facets: dict[str, Any], dates: list[str]) -> None:
        found = {name: _Found() for name in facets}
        spans: dict[str, tuple[dict, dict]] = {name: (defaultdict(list), defaultdict(list)) for name in dates}
        plain = {name: each for name, each in facets.items() if each.is_plain(records.model)}
        for place, row in enumerate(_rows(records, plain.values(), dates)):
            self.places[row["pk"]] = place
            for name, each in plain.items():
                found[name].enter(each, place, row)
            for name, (first, last) in spans.items():
                if row[f"{name}_earliest"] is not None:
                    first[row[f"{name}_earliest"].year].append(place)
                    last[row[f"{name}_latest"].year].append(place)
        together: dict[Any, list[str]] = defaultdict(list)
        for name in (each for each in facets if each not in plain):
            together[facets[name].rows or name].append(name)
        for names in together.values():
            reader = facets[names[0]]
            for row in (reader.rows or reader.related_rows)(records):
                if (at := self.places.get(row["pk"])) is not None:
                    for name in names:
                        found[name].enter(facets[name], at, row)
        self.facets = {name: found[name].values(each, self.mask) for name, each in facets.items()}
        self.years = {name: Years(*map(self._masks, span)) for name, span in spans.items()}

    def _masks(self, places: dict[int, list[int]]) -> dict[int, int]:
        return {year: self.mask(each) for year, each in places.items()}


@dataclass
class _Found:
    """What was read of one facet: of each value the places, the label, the names."""

    places: dict[Any, list[int]] = field(default_factory=lambda: defaultdict(list))
    labels: dict[Any, Any] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    held: dict[Any, set[Any]] = field(default_factory=lambda: defaultdict(set))

    def enter(self, facet: Any, place: int, row: dict[str, Any]) -> None:
        """Enter the values that `row` has at `place`."""
        for value, label in facet.values(row):
            if facet.counts(row):
                self.places[value].append(place)
            if value not in self.labels:
                self.labels[value] = label
                self.names.update((name, str(value)) for name in facet.names(value, row))
            if facet.keeps:
                self.held[value].add(row[facet.keeps])

    def values(self, facet: Any, mask: Callable[[Iterable[int]], int]) -> Values:
        """The masks of the values, in the order of the page."""
        order = facet.in_order(self.labels)
        masks = {str(value): mask(self.places[value]) for value in order}
        labels = {str(value): self.labels[value] for value in order}
        held = {str(value): self.held[value] for value in order if facet.keeps}
        return Values(masks, labels, self.names, held, reduce(or_, masks.values(), 0))


def _rows(records: QuerySet, facets: Iterable[Any], dates: list[str]) -> Iterator[dict[str, Any]]:
    """What the plain `facets` and the `dates` read of each of `records`, in one query."""
    columns = ["pk"]
    computed: dict[str, Any] = {}
    for each in facets:
        columns += each.columns()
        computed.update(each.computed(records.model))
    columns += [f"{name}_{end}" for name in dates for end in ("earliest", "latest")]
    columns = list(dict.fromkeys(columns))
    names = [*columns, *computed]
    for row in records.values_list(*columns, *computed.values()):
        yield dict(zip(names, row, strict=True))


def facet_index(key: Hashable, records: QuerySet, facets: dict[str, Any], dates: Iterable[str]) -> FacetIndex:
    """The index of `records` as they are now: the one kept for the `key`, or a new one."""
    asked = str(records.order_by().values("pk").query)
    return kept(("facets", key, asked), lambda: FacetIndex(records, facets, dates))
