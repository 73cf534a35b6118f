"""Which records of a list have which value of which facet, as bits: one whole number for each value.

The n-th bit stands for the n-th record of the list. So "how many assemblies in Eurasia were founded before
1950" is two "and"s and a count of bits, whatever the number of filters, the same on every database. An index
is read from the database in one query, and one more for each facet of several values a record; it is kept
until anything is committed (`portal/data_version.py`). Knows no app.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from threading import Lock
from typing import Any

from django.db.models import QuerySet

from portal.data_version import data_version

#: So many lists are kept, and of each so many masks of words that were searched.
LISTS, SEARCHES = 64, 128


@dataclass
class Values:
    """The masks of one facet by value, in the order of the page, and the name of each value."""

    masks: dict[str, int] = field(default_factory=dict)
    labels: dict[str, Any] = field(default_factory=dict)
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
        model = records.model
        plain = {name: each for name, each in facets.items() if each.is_plain(model)}
        several: dict[Any, dict[str, Any]] = defaultdict(dict)
        for name, each in facets.items():
            if name not in plain:
                several[each.rows or name][name] = each
        at: dict[str, dict[Any, list[int]]] = {name: defaultdict(list) for name in facets}
        labels: dict[str, dict[Any, Any]] = {name: {} for name in facets}
        held: dict[str, dict[Any, set[Any]]] = {name: defaultdict(set) for name in facets}
        first: dict[str, dict[int, list[int]]] = {name: defaultdict(list) for name in dates}
        last: dict[str, dict[int, list[int]]] = {name: defaultdict(list) for name in dates}

        def enter(place: int, row: dict[str, Any], readers: dict[str, Any]) -> None:
            for name, each in readers.items():
                for value, label in each.values(row):
                    at[name][value].append(place)
                    labels[name][value] = label
                    if each.keeps:
                        held[name][value].add(row[each.keeps])

        columns, computed = ["pk"], {}
        for each in plain.values():
            columns += each.columns()
            computed |= each.computed(model)
        columns += [f"{name}_{end}" for name in dates for end in ("earliest", "latest")]
        columns = list(dict.fromkeys(columns))
        names = [*columns, *computed]
        for place, read in enumerate(records.values_list(*columns, *computed.values())):
            row = dict(zip(names, read, strict=True))
            self.places[row["pk"]] = place
            enter(place, row, plain)
            for name in dates:
                if row[f"{name}_earliest"] is not None:
                    first[name][row[f"{name}_earliest"].year].append(place)
                    last[name][row[f"{name}_latest"].year].append(place)
        for readers in several.values():
            reader = next(iter(readers.values()))
            for row in (reader.rows or reader.related_rows)(records):
                if row["pk"] in self.places:
                    enter(self.places[row["pk"]], row, readers)

        for name, each in facets.items():
            order = each.in_order(labels[name])
            masks = {str(value): self.mask(at[name][value]) for value in order}
            self.facets[name] = Values(
                masks,
                {str(value): labels[name][value] for value in order},
                {str(value): held[name][value] for value in order} if each.keeps else {},
                reduce(or_, masks.values(), 0),
            )
        for name in dates:
            self.years[name] = Years(
                {year: self.mask(places) for year, places in first[name].items()},
                {year: self.mask(places) for year, places in last[name].items()},
            )


_kept: dict[Hashable, tuple[Any, FacetIndex]] = {}
_lock = Lock()


def facet_index(
    key: Hashable, records: QuerySet, facets: dict[str, Any], dates: Iterable[str]
) -> FacetIndex:
    """The index of `records` as they are now: the one kept for the `key`, or a new one.

    The version is asked for before the records are read: an index never counts as newer than it is.
    """
    version = data_version()
    if version is None:
        return FacetIndex(records, facets, dates)
    key = (key, str(records.order_by().values("pk").query))
    with _lock:
        kept = _kept.get(key)
        if kept is None or kept[0] != version:
            if len(_kept) >= LISTS:
                _kept.clear()
            kept = _kept[key] = (version, FacetIndex(records, facets, dates))
    return kept[1]
