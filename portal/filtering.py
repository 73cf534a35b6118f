"""List pages that a visitor narrows: filters with counts, chips, a summary, and one canonical address.

A list page declares a FilterSet of facets (choices with counts under the other filters), years and words.
The filter object knows its chips, their removal links, the clear link and its summary in a sentence; the
template only prints. Knows no app.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial, reduce
from operator import and_
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

import django_filters
from django import forms
from django.core.paginator import Paginator
from django.core.validators import EMPTY_VALUES, MaxValueValidator, MinValueValidator, RegexValidator
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import format_lazy, get_text_list
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_filters.views import FilterView

from portal.choosing import MOST, NAMED, Choice, short, short_list
from portal.downloads import FORMATS, csv_response, json_response, table_of
from portal.facet_index import FacetIndex, Values, facet_index
from portal.partial_dates import overlapping

#: The value of a facet for records of which no source states the fact.
NOT_STATED = "not-stated"
#: The publication of a record that a visitor sees.
PUBLISHED = "published"
#: Rows on a page of a list.
PAGE = 25
#: Longest question in words that is answered.
LONGEST_QUERY = 200
#: What is said of a longer one.
TOO_LONG = {"max_length": _("Write at most %(limit_value)d characters; these are %(show_value)d.")}
#: Stands for a character that could not be read: Django puts it for bytes that are no text.
UNREADABLE = "\ufffd"
#: Refuses words with such a character, with a sentence.
validate_readable = RegexValidator(
    UNREADABLE, _("This holds a character that cannot be read."), inverse_match=True
)
#: Parameters of a list page that are no filters; `more` names the facets that show all of their options.
PAGE_PARAMETERS = frozenset({"page", "more", "format"})
#: The parameter by which a button turns a page of a list: the query of that page, without what is ticked.
TURN = "turn"
#: A facet of more options shows so many of them, the most frequent ones, and those that are chosen.
SHOWN = 6
#: What is said of a value that a list does not offer.
NOT_OFFERED = _("%(value)s is not one of the available choices.")


def readable(data: QueryDict | None) -> QueryDict | None:
    """`data` with null characters, which no page may hold, as characters that could not be read."""
    return data and QueryDict(data.urlencode().replace("%00", quote(UNREADABLE)))


class NotOnListError(Http404):
    """The list has no such page or record: its sentence is told, and the visitor is led to the list.

    `back` is the query of the list to which it leads.
    """

    def __init__(self, said: Any, back: str = "") -> None:
        super().__init__(said)
        self.back = back


@dataclass(frozen=True)
class Option:
    """One choice of a facet, with the number of records it would show under the other filters."""

    value: str
    label: Any
    count: int
    chosen: bool
    #: Whether any record of the whole list has the value.
    occurs: bool = True
    #: What the value means, in a few words, where its label does not say it.
    meaning: Any = ""


@dataclass(frozen=True)
class Facet:
    """A filter as the page prints it: a legend with options that occur; of many, the most frequent ones."""

    name: str
    label: Any
    options: list[Option]
    #: Whether the list has more of them than are usually shown.
    is_long: bool = False
    #: What `more` is in the address at which all options are shown; empty if they are.
    more: str = ""
    #: What the reader must know of the options.
    note: Any = ""
    #: The word between several that are chosen, where it is not "or".
    joined: Any = ""
    #: Whether a record without a value surely belongs nowhere.
    absence_is_known: bool = False

    @cached_property
    def shown(self) -> list[Option]:
        """The options that are printed, in the order of all; those that would find nothing come last."""
        known = [each for each in self.options if each.occurs or each.chosen]
        if self.more:
            frequent = sorted(known, key=lambda option: option.count, reverse=True)[:SHOWN]
            known = [
                each
                for each in known
                if each.chosen or each.value == NOT_STATED or (each.count and each in frequent)
            ]
        return sorted(known, key=lambda option: (option.value == NOT_STATED, not option.count))

    @property
    def left_out(self) -> int:
        """How many options that could find something are not printed."""
        return sum(each.occurs for each in self.options) - sum(each.occurs for each in self.shown)


@dataclass(frozen=True)
class Chip:
    """One value that is on, and the address of the list without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Unstated:
    """A facet that is on, how many records it puts neither there nor elsewhere, and their address.

    `option` is what the facet calls them; of some it `is_known` that they belong nowhere.
    """

    label: Any
    count: int
    url: str
    option: Any
    is_known: bool


@dataclass(frozen=True)
class View:
    """A way in which the list can be seen, and its address."""

    label: Any
    url: str
    is_current: bool


@dataclass(frozen=True)
class Column:
    """A column that the table can have; `order` says how it is sorted by it, in the words of `aria-sort`."""

    name: str
    label: Any
    is_shown: bool
    order: str


def _direction(name: str, sorts: list[str]) -> str:
    """In which order a table is by its column `name`, as `aria-sort` has it; empty if in none."""
    return "ascending" if name in sorts else "descending" if f"-{name}" in sorts else ""


class FacetFilter(django_filters.MultipleChoiceFilter):
    """A filter by one or more values of a vocabulary or of a related record; values are joined by "or".

    `choices` is a vocabulary, or None for the values that occur, labelled by the column `labelled_by` or
    named by the function `name_of`. With `not_stated` records without a value can be chosen too,
    under this label if it is one. `absence_is_known` says that it is no fact which a source may have left
    unsaid.
    `published_through` names the relations to records that a visitor must be able to see: a value that is
    held only through a draft is neither offered nor counted nor found, as if it were not stated. A value may
    be given in any letter case, and by the column `also_by`; the canonical address has the value itself.
    `note` is what a reader must know of the options, `joined` the word between several that are
    chosen, where it is not "or"; `meanings` says by value what an option means.

    What it counts is read into a FacetIndex: `columns` and `values` say what of a record. Whatever finds
    records, `having`, `held` and `nothing`, says the same in the database's terms.
    """

    #: Reads the rows of several facets at once, each a dict with "pk" and what their `values` need.
    rows: Callable[[QuerySet], Iterable[dict[str, Any]]] | None = None
    #: The column by which the database finds a value again, where it is not the value itself.
    keeps = ""

    def __init__(
        self,
        *args: Any,
        labelled_by: str = "",
        name_of: Callable[[str], Any] | None = None,
        not_stated: Any = False,
        absence_is_known: bool = False,
        published_through: tuple[str, ...] = (),
        choices: Any = None,
        also_by: str = "",
        note: Any = "",
        joined: Any = "",
        meanings: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self.labelled_by, self.name_of, self.not_stated = labelled_by, name_of, not_stated
        self.also_by, self.note, self.joined = also_by, note, joined
        self.meanings = meanings or {}
        self.absence_is_known = absence_is_known
        kwargs.setdefault("error_messages", {"invalid_choice": NOT_OFFERED})
        self.public = {f"{relation}__publication": PUBLISHED for relation in published_through}
        super().__init__(*args, choices=choices or [], **kwargs)

    def choose_from(self, known: Values) -> None:
        """Offer the vocabulary or the values that occur, and "not stated" if wanted."""
        offered = self.extra["choices"]
        self.known = known
        choices = list(getattr(offered, "choices", offered)) or list(known.labels.items())
        without = _("Not stated") if self.not_stated is True else self.not_stated
        self.extra["choices"] = [*choices, (NOT_STATED, without)] if without else choices

    def is_plain(self, model: Any) -> bool:
        """Whether a record of `model` has one row of this facet, not several."""
        for part in () if self.rows else self.field_name.split("__"):
            relation = model._meta.get_field(part)
            if relation.one_to_many or relation.many_to_many:
                return False
            model = relation.related_model
        return not self.rows

    def columns(self) -> list[str]:
        """The columns that `values` reads."""
        return [*filter(None, (self.field_name, self.labelled_by, self.also_by)), *self.public]

    def computed(self, model: Any) -> dict[str, Any]:
        """Further columns that `values` reads, as expressions by name."""
        return {}

    def values(self, row: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
        """The values in a row of the columns, each with its label."""
        value = row[self.field_name]
        if value not in (None, "") and all(row[name] == PUBLISHED for name in self.public):
            yield value, self.name_of(value) if self.name_of else row[self.labelled_by or self.field_name]

    def counts(self, row: dict[str, Any]) -> bool:
        """Whether the record of `row` counts for its value, not only offers it."""
        return True

    def names(self, value: Any, row: dict[str, Any]) -> Iterator[str]:
        """What else an address may call a value, in small letters."""
        yield str(value).casefold()
        if self.also_by and row[self.also_by]:
            yield row[self.also_by].casefold()

    def related_rows(self, records: QuerySet) -> Iterator[dict[str, Any]]:
        """The rows of the columns where a record has several."""
        names = ["pk", *self.columns()]
        for row in records.filter(self.occurs()).order_by().values_list(*names).distinct():
            yield dict(zip(names, row, strict=True))

    def in_order(self, labels: dict[Any, Any]) -> list[Any]:
        """The values of `labels` in the order of the page: that of the labels."""
        return sorted(labels, key=lambda value: (str(labels[value]).casefold(), value))

    def mask(self, index: FacetIndex, name: str, value: list[str]) -> int:
        """The records of `index` with any of the values of `value`, the facet being called `name`."""
        known = index.facets[name]
        return known.of(value) | (index.all & ~known.stated if NOT_STATED in value else 0)

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        """`qs` narrowed to records with any of the values."""
        if not value:
            return qs
        condition = self.having([each for each in value if each != NOT_STATED])
        if NOT_STATED in value:
            condition |= self.nothing(qs)
        return qs.filter(condition).distinct()

    def having(self, values: list[str]) -> Q:
        """Records with any of `values`."""
        return Q(**{f"{self.field_name}__in": values}, **self.public)

    def held(self) -> Q:
        """Records with any value at all."""
        return Q(**{f"{self.field_name}__gt": ""}, **self.public)

    def occurs(self) -> Q:
        """Records with any value that is offered."""
        return self.held()

    def nothing(self, records: QuerySet) -> Q:
        """Those of `records` without any value."""
        return ~Q(pk__in=records.model._default_manager.filter(self.held()).values("pk"))


class DecadeFilter(FacetFilter):
    """A facet of the decades into which a partial date can fall; a span stands in each of its decades."""

    def is_plain(self, model: Any) -> bool:
        """A record has one date."""
        return True

    def columns(self) -> list[str]:
        """The ends of the date."""
        return [f"{self.field_name}_earliest", f"{self.field_name}_latest"]

    def values(self, row: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
        """The decades of the date, by their first years."""
        first, last = (row[name] for name in self.columns())
        if first is not None:
            for decade in range(first.year // 10 * 10, last.year + 1, 10):
                yield decade, format_lazy(_("{decade}s"), decade=decade)

    def in_order(self, labels: dict[Any, Any]) -> list[Any]:
        """The decades in order of time."""
        return sorted(labels)

    def having(self, values: list[str]) -> Q:
        """Records whose date can fall into any of the decades."""
        decades = (overlapping(self.field_name, int(value), int(value) + 9) for value in values)
        return Q(*decades, pk__in=[], _connector=Q.OR)

    def held(self) -> Q:
        """Records with a date."""
        return Q(**{f"{self.field_name}_earliest__isnull": False})


#: What can be wrong with a whole number within bounds.
NUMBER_ERRORS = ("invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits")


class YearFilter(django_filters.NumberFilter):
    """A filter by the year from which, or until which, a partial date can fall.

    With `end_name`, a second partial date, it is the whole time from the one to the other that counts.
    """

    def __init__(self, *args: Any, bound: str, end_name: str = "", **kwargs: Any) -> None:
        self.bound, self.end_name = bound, end_name
        kwargs.setdefault("validators", [MinValueValidator(1), MaxValueValidator(9999)])
        kwargs.setdefault("decimal_places", 0)
        kwargs.setdefault("error_messages", dict.fromkeys(NUMBER_ERRORS, _("Write a year, such as 1990.")))
        super().__init__(*args, **kwargs)

    def get_max_validator(self) -> None:
        """No other bound than the calendar's."""

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        """`qs` narrowed to records whose date can fall on this side of the year."""
        if value is None:
            return qs
        first, last = (int(value), None) if self.bound == "first" else (None, int(value))
        return qs.filter(overlapping(self.field_name, first, last, self.end_name))

    def mask(self, index: FacetIndex, name: str, value: Any) -> int:
        """The records of `index` whose date can fall on this side of the year."""
        date, year = index.years[self.field_name], int(value)
        if self.bound == "last":
            return date.until(year)
        end = index.years[self.end_name].since(year) if self.end_name else 0
        return date.since(year) | end & date.dated


class WordsFilter(django_filters.CharFilter):
    """A filter by words, in any letter case: asks the queryset's `search`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_QUERY)
        kwargs.setdefault("error_messages", TOO_LONG)
        kwargs.setdefault("validators", [validate_readable])
        super().__init__(*args, **kwargs)

    def filter(self, qs: Any, value: str) -> QuerySet:
        """`qs` narrowed to records in which every word occurs."""
        return qs.search(value) if value else qs


class Look:
    """A parameter of how a list is shown, not of what it holds: order, view, columns.

    It stands in the canonical address like a filter, but is none: no chip, nothing to clear, nothing counted.
    What of it is not understood is left out and named, and the list is shown nevertheless.
    """

    extra: dict[str, Any]
    #: Whether another part of the page says what was not understood.
    told_elsewhere = False

    def understands(self, value: str) -> bool:
        """Whether `value` is one of its choices."""
        return value in [str(choice) for choice, _label in self.extra["choices"]]


class ViewFilter(Look, django_filters.ChoiceFilter):
    """The view of a list; without it, the list is rows of text."""

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """The same records."""
        return qs


class ColumnsFilter(Look, django_filters.MultipleChoiceFilter):
    """The columns of a table; without any, those that are `usual`."""

    def __init__(self, *args: Any, usual: tuple[str, ...], **kwargs: Any) -> None:
        self.usual = usual
        super().__init__(*args, **kwargs)

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        """The same records."""
        return qs


class ChosenField(forms.MultipleChoiceField):
    """Slugs of records; those that nobody can see were left out before."""

    def valid_value(self, value: str) -> bool:
        """Every one."""
        return True


class ChosenFilter(Look, django_filters.MultipleChoiceFilter):
    """The records ticked on a list to stand side by side on the page named `compared`.

    They go along while the list is paged, narrowed and sorted: all its boxes and buttons are of one form.
    """

    field_class = ChosenField

    def __init__(self, *args: Any, compared: str, **kwargs: Any) -> None:
        self.compared = compared
        kwargs.setdefault("label", _("Compare"))
        super().__init__(*args, **kwargs)

    @cached_property
    def offered(self) -> list[Any]:
        """The records that the address names, in the order in which the comparison has them."""
        slugs = self.parent.data.getlist(self.field_name)
        return list(self.model.objects.to_choose().filter(slug__in=slugs)) if slugs else []

    def understands(self, value: str) -> bool:
        """Whether `value` is the slug of a record that a visitor can see."""
        return value in {each.slug for each in self.offered}

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        """The same records."""
        return qs


class SortFilter(Look, django_filters.OrderingFilter):
    """The order of a list, chosen from a few columns, either way."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Sort by"))
        kwargs.setdefault("empty_label", _("Usual order"))
        super().__init__(*args, **kwargs)

    def understands(self, value: str) -> bool:
        """Whether `value` names columns of its order, divided by commas."""
        return all(super(SortFilter, self).understands(each) for each in value.split(","))

    def get_ordering_value(self, param: str) -> Any:
        """The column that `param` names, records without a value last either way."""
        column = super().get_ordering_value(param)
        name = F(column.removeprefix("-"))
        return name.desc(nulls_last=True) if column.startswith("-") else name.asc(nulls_last=True)

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        """`qs` in the order chosen; equal values always in the same order, on every page."""
        return qs.order_by(*map(self.get_ordering_value, value), "pk") if value else qs


class FiltersForm(forms.Form):
    """The form of the filters of a list; refuses a first year that lies after the last."""

    #: For each date that is filtered from and until a year: the names of the two fields.
    spans: ClassVar[list[tuple[str, str]]] = []

    def clean(self) -> dict[str, Any]:
        """The values, less the last year of a span that runs backwards."""
        cleaned = super().clean() or self.cleaned_data
        for first, last in self.spans:
            begin, end = cleaned.get(first), cleaned.get(last)
            if begin is not None and end is not None and begin > end:
                self.add_error(last, _("The first year lies after the last."))
        return cleaned


class PortalFilterSet(django_filters.FilterSet):
    """The filters of one list page; what the page prints of them comes from here."""

    #: What the list holds: one, several.
    things: ClassVar[tuple[Any, Any]] = (_("record"), _("records"))

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(readable(data), *args, **kwargs)
        facets = {name: each for name, each in self.filters.items() if isinstance(each, FacetFilter)}
        self.index = facet_index(type(self).__qualname__, self.queryset, facets, self._dates())
        self.data = self._canonical_values(facets)
        self.not_understood = self._leave_out()
        for name, each in facets.items():
            each.choose_from(self.index.facets[name])
        if self.choice and "sort" in self.filters:  # all that goes along with a choice is of one form
            self.filters["sort"].field.widget.attrs["form"] = "filters"

    def _canonical_values(self, facets: dict[str, FacetFilter]) -> Any:
        """The parameters, values of facets under the one name that their list has for them."""
        data = self.data.copy()
        for name in facets:
            known = self.index.facets[name]
            if name in data:
                values = (
                    each if each in known.masks else known.names.get(each.casefold(), each)
                    for each in data.getlist(name)
                )
                data.setlist(name, list(dict.fromkeys(values)))
        return data

    def _leave_out(self) -> list[tuple[str, str]]:
        """Take out of the parameters what no look understands, and name it."""
        left_out = []
        for name, each in self.filters.items():
            given = self.data.getlist(name) if isinstance(each, Look) and name in self.data else []
            if strange := [value for value in given if value and not each.understands(value)]:
                left_out += [(name, value) for value in dict.fromkeys(strange)]
                self.data.setlist(name, [value for value in given if value not in strange])
        return left_out

    def _dates(self) -> list[str]:
        """The partial dates by whose years the list is filtered."""
        years = [each for each in self.filters.values() if isinstance(each, YearFilter)]
        return list(
            dict.fromkeys(name for each in years for name in (each.field_name, each.end_name) if name)
        )

    def get_form_class(self) -> type[forms.Form]:
        """The form of the filters, which knows which years belong together."""
        bounds: dict[str, dict[str, str]] = {}
        for name, each in self.filters.items():
            if isinstance(each, YearFilter):
                bounds.setdefault(each.field_name, {})[each.bound] = name
        spans = [(each["first"], each["last"]) for each in bounds.values() if len(each) == 2]
        return type("Form", (FiltersForm, super().get_form_class()), {"spans": spans})

    @cached_property
    def facets(self) -> list[Facet]:
        """The facets with their options, each counted under the other filters."""
        return [
            self._facet(name, each) for name, each in self.filters.items() if isinstance(each, FacetFilter)
        ]

    def _facet(self, name: str, facet: FacetFilter) -> Facet:
        under = self._passing(lambda other: other != name)
        chosen = self.data.getlist(name) if self.data else []
        options = []
        for value, label in facet.extra["choices"]:
            mask = facet.mask(self.index, name, [str(value)])
            count = (mask & under).bit_count()
            meaning = facet.meanings.get(value, "")
            options.append(Option(str(value), label, count, str(value) in chosen, bool(mask), meaning))
        is_long = sum(each.occurs for each in options) > SHOWN + 3
        more = self._more(name) if is_long else ""
        rules = (facet.note, facet.joined, facet.absence_is_known)
        return Facet(name, facet.label, options, is_long, more, *rules)

    @cached_property
    def shows_more(self) -> list[str]:
        """The facets that are asked to show all of their options, divided by spaces in the address."""
        return [each for value in self.data.getlist("more") for each in value.split()] if self.data else []

    def _more(self, name: str) -> str:
        """What `more` is in the address at which a facet shows all of its options, too; empty if it does."""
        known = [each for each in self.shows_more if each in self.filters and each != name]
        return "" if name in self.shows_more else " ".join([*dict.fromkeys(known), name])

    @cached_property
    def _masks(self) -> dict[str, int]:
        """The records that pass each filter that is on, by its name; the order is no filter."""
        cleaned = getattr(self.form, "cleaned_data", {}) if self.is_valid() else {}
        return {
            name: self._mask(name, self.filters[name], value)
            for name, value in cleaned.items()
            if value not in EMPTY_VALUES and not isinstance(self.filters[name], Look)
        }

    def _mask(self, name: str, each: Any, value: Any) -> int:
        if isinstance(each, FacetFilter | YearFilter):
            return each.mask(self.index, name, value)
        return self.index.found((name, str(value)), lambda: each.filter(self.queryset, value))

    def _passing(self, by: Callable[[str], bool] = lambda name: True) -> int:
        """The records that pass all filters whose names `by` lets pass."""
        return reduce(and_, (mask for name, mask in self._masks.items() if by(name)), self.index.all)

    @property
    def number(self) -> int:
        """How many records pass all filters; none if a value was not understood."""
        return self._passing().bit_count() if not self.is_bound or self.is_valid() else 0

    @cached_property
    def undated(self) -> int:
        """How many records a filter by year leaves out because their year is not known."""
        by_year = {name: each for name, each in self.filters.items() if isinstance(each, YearFilter)}
        dates = {each.field_name for name, each in by_year.items() if name in self._masks}
        if not dates:
            return 0
        dated = reduce(and_, (self.index.years[name].dated for name in dates))
        return (self._passing(lambda name: name not in by_year) & ~dated).bit_count()

    @property
    def unstated(self) -> list[Unstated]:
        """Of each facet that is on, how many records say nothing and are left out for it."""
        left_out = []
        for facet in self.facets:
            chosen = {each.value for each in facet.options if each.chosen}
            for each in facet.options:
                if each.value == NOT_STATED and each.count and chosen and NOT_STATED not in chosen:
                    keep = partial(self._is_other, facet.name)
                    url = self.url(keep, also=[(facet.name, NOT_STATED)])
                    known = facet.absence_is_known
                    left_out.append(Unstated(facet.label, each.count, url, each.label, known))
        return left_out

    @property
    def finds_any(self) -> bool:
        """Whether several ticks of each facet find any of them."""
        return not any(facet.joined for facet in self.facets)

    @staticmethod
    def _is_other(name: str, each: str, _value: str) -> bool:
        return each != name

    @property
    def errors(self) -> list[tuple[Any, str]]:
        """What was not understood: the label of the filter and the sentence."""
        return [
            (self.filters[name].label or name, self._shortened(name, sentence))
            for name, sentences in self.form.errors.items()
            for sentence in sentences
        ]

    def _shortened(self, name: str, sentence: str) -> str:
        """A sentence on a value, which it repeats whole however long it is, with the value cut."""
        for value in self.data.getlist(name):
            sentence = sentence.replace(value, short(value))
        return sentence

    @property
    def strange_looks(self) -> list[tuple[Any, str]]:
        """Orders, views and columns that this list does not have: what they were to be, and their names."""
        return [
            (self.filters[name].label, short(value))
            for name, value in self.not_understood
            if not self.filters[name].told_elsewhere
        ][:NAMED]

    @property
    def plain_fields(self) -> list[Any]:
        """The bound fields that are no facets and change no look: words and years."""
        return [
            self.form[name] for name, each in self.filters.items() if not isinstance(each, FacetFilter | Look)
        ]

    @property
    def sort_field(self) -> Any:
        """The bound field of the order, or None."""
        return self.form["sort"] if "sort" in self.filters else None

    @cached_property
    def choice(self) -> Choice | None:
        """The records that are ticked to stand side by side; None if the list offers none."""
        for name, each in self.filters.items():
            if isinstance(each, ChosenFilter):
                return Choice(self.data, name, each.offered)
        return None

    @property
    def compare_url(self) -> str:
        """The address at which the chosen records stand side by side; empty if they cannot."""
        if not self.choice or not self.choice.fits:
            return ""
        name = self.choice.name
        query = urlencode([(name, slug) for slug in self.choice.slugs])
        return f"{reverse(self.filters[name].compared)}?{query}"

    @property
    def on(self) -> QueryDict:
        """The parameters of which a button that turns a page makes its query: what is on but ticks."""
        return QueryDict(urlencode([pair for pair in self._addressed() if not self._is_choice(pair[0])]))

    @property
    def turned(self) -> str:
        """The query of the page to which a button turns, with what is ticked; empty if none is asked for.

        The button sends along the whole form of filters: what is ticked in it and not yet applied is left.
        """
        if not self.choice or TURN not in self.data:
            return ""
        page = QueryDict(self.data[TURN].removeprefix("?"), mutable=True)
        page.setlist(self.choice.name, self.data.getlist(self.choice.name))
        return "?" + page.urlencode()

    @property
    def problems_of_choice(self) -> list[str]:
        """What is wrong with the choice, once it is too large or its comparison was asked for."""
        if not self.choice or not ("compare" in self.data or len(self.choice.chosen) > MOST):
            return []
        if self.choice.problems or self.choice.chosen:
            return self.choice.problems
        numbers = {"fewest": self.choice.fewest, "most": self.choice.most}
        return [str(_("Nothing is chosen: tick %(fewest)d to %(most)d.")) % numbers]

    def _values(self) -> Iterator[tuple[str, str]]:
        """The parameters that are filters of this list, in the order of the page."""
        for name in self.filters:
            for value in sorted(set(self.data.getlist(name))) if self.data else []:
                if value:
                    yield name, value

    def url(
        self,
        keep: Callable[[str, str], bool] = lambda name, value: True,
        also: Iterable[tuple[str, str]] = (),
    ) -> str:
        """The query of the canonical address, the values that `keep` lets pass and `also`; "?" if none."""
        return "?" + urlencode([*(pair for pair in self._addressed() if keep(*pair)), *also])

    def _addressed(self) -> list[tuple[str, str]]:
        """Of the values, those that an address repeats: none that is longer than any can be."""
        return [(name, value) for name, value in self._values() if len(value) <= LONGEST_QUERY]

    def canonical(self, page: int = 1) -> str:
        """The query of the one address of a page of the list: known filters, sorted, and its number."""
        pairs = [pair for pair in self._addressed() if not self._is_choice(pair[0])]
        if page > 1:
            pairs.append(("page", str(page)))
        return f"?{urlencode(pairs)}" if pairs else ""

    @cached_property
    def chips(self) -> list[Chip]:
        """The values that are on, each with the address without it."""
        return [
            Chip(
                f"{self.filters[name].label}: {self._label(name, value)}",
                self.url(lambda n, v, name=name, value=value: (n, v) != (name, value)),  # type: ignore[misc]
            )
            for name, value in self._values()
            if not self._is_look(name)
        ]

    def _is_look(self, name: str) -> bool:
        return isinstance(self.filters[name], Look)

    def _is_choice(self, name: str) -> bool:
        return isinstance(self.filters[name], ChosenFilter)

    def _label(self, name: str, value: str) -> str:
        choices = self.filters[name].extra.get("choices", [])
        return str(dict((str(key), label) for key, label in choices).get(value, short(value)))

    def names_of(self, facet: str, but: str = "") -> str:
        """The labels of the values that are chosen of a facet, without that of `but`, joined in words."""
        options = self._facet(facet, self.filters[facet]).options
        chosen = [str(each.label) for each in options if each.chosen and each.value != but]
        return get_text_list(chosen, str(_("and")))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The parameters that a change of the order keeps."""
        return [pair for pair in self._addressed() if pair[0] != "sort"]

    @property
    def clear_url(self) -> str:
        """The address with no filter on; order, view and columns are kept."""
        return self.url(lambda name, value: self._is_look(name))

    @property
    def looks(self) -> list[tuple[str, str]]:
        """The parameters that a change of the filters keeps and that no other field of their form holds."""
        fields = ["sort", self.choice.name] if self.choice else []
        return [pair for pair in self._values() if self._is_look(pair[0]) and pair[0] not in fields]

    @property
    def kept_by_columns(self) -> list[tuple[str, str]]:
        """The parameters that a change of the columns keeps."""
        return [pair for pair in self._values() if pair[0] != "column"]

    @cached_property
    def view(self) -> str:
        """The view that is asked for; empty for rows of text."""
        cleaned = getattr(self.form, "cleaned_data", {}) if self.is_bound and self.is_valid() else {}
        return cleaned.get("view") or ""

    @cached_property
    def views(self) -> list[View]:
        """The views of the list and their addresses; none if there is one only."""
        if "view" not in self.filters:
            return []
        pages = [("", _("List")), *self.filters["view"].extra["choices"]]
        return [
            View(
                label,
                self.url(
                    lambda name, value: name not in ("view", "column"), [("view", view)] if view else []
                ),
                self.view == view,
            )
            for view, label in pages
        ]

    @cached_property
    def chosen_columns(self) -> list[str]:
        """The columns that the address names, in the order of the page."""
        cleaned = getattr(self.form, "cleaned_data", {}) if self.is_bound and self.is_valid() else {}
        chosen = cleaned.get("column") or ()
        return (
            [value for value, _label in self.filters["column"].extra["choices"] if value in chosen]
            if chosen
            else []
        )

    @cached_property
    def columns(self) -> list[Column]:
        """All columns of the table; those that are shown are chosen."""
        shown, sorts = self.chosen_columns or self.filters["column"].usual, self.data.getlist("sort")
        return [
            Column(value, label, value in shown, _direction(value, sorts))
            for value, label in self.filters["column"].extra["choices"]
        ]

    @property
    def name_order(self) -> str:
        """How the table is sorted by its first column, the name."""
        return _direction("name", self.data.getlist("sort") or ["name"])

    @cached_property
    def unknown(self) -> list[str]:
        """Parameters of the address that this list does not know."""
        known = {*self.filters, *PAGE_PARAMETERS, *(["compare"] if self.choice else [])}
        asked = [name for name in self.data if name not in known]
        more = [each for each in self.shows_more if each not in self.filters]
        return short_list(sorted(asked) + more)

    @cached_property
    def summary(self) -> str:
        """What is shown, in one sentence after the number."""
        parts = []
        for name, each in self.filters.items():
            values = [self._label(name, value) for other, value in self._values() if other == name]
            if values and not self._is_look(name):
                between = getattr(each, "joined", "") or _("or")
                parts.append(f"{str(each.label).lower()} {get_text_list(values, str(between))}")
        if not parts:
            return str(_("No filter is on."))
        return str(format_lazy(_("Shown: {what}."), what="; ".join(parts)))

    @property
    def thing(self) -> Any:
        """What the list holds, in the plural."""
        return self.things[1]


class CountedPaginator(Paginator):
    """Pages of a list whose length is known; it is set by the list page."""

    count = 0


class ListPage(FilterView):
    """A list of records, 25 a page, narrowed by its FilterSet; all of its state is in the address."""

    paginate_by: int | None = PAGE
    template_name_suffix = "_list"
    #: The file formats in which the list is given: records say their `as_data`, querysets read `for_file`.
    formats: ClassVar[tuple[str, ...]] = FORMATS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list; fields left empty leave the address; a list that is not divided has no second page.

        A file is made of an address that is known whole; of another the page says what it does not know.
        """
        if TURN in request.GET:
            filters = self.get_filterset(self.get_filterset_class())
            if filters.turned:
                return redirect(f"{request.path}{filters.turned}")
        given = request.GET.copy()
        for name in list(given):
            given.setlist(name, [value for value in given.getlist(name) if value])
        if any(not values for _name, values in given.lists()):
            return redirect(f"{request.path}?{given.urlencode()}".rstrip("?"))
        if not self.paginate_by and request.GET.get("page", "1") != "1":
            raise NotOnListError(_("This list is one page."))
        if "compare" in request.GET:
            filters = self.get_filterset(self.get_filterset_class())
            if filters.compare_url and not filters.not_understood:
                return redirect(filters.compare_url)
        if request.GET.get("format") in self.formats:
            filters = self.get_filterset(self.get_filterset_class())
            if filters.is_valid() and not filters.not_understood and not filters.unknown:
                return self.file(request.GET["format"], filters)
        return super().get(request, *args, **kwargs)

    def file(self, file_format: str, filters: PortalFilterSet) -> HttpResponse:
        """All that passes the filters, in the order chosen, with the columns chosen, as a file."""
        name = self.request.path.strip("/").rpartition("/")[2]
        absolute = self.request.build_absolute_uri
        columns = filters.chosen_columns if "column" in filters.filters else []
        records = [
            self.as_data(each, absolute, columns) for each in filters.qs.prefetch_related(None).for_file()
        ]
        if file_format != "json":
            return csv_response(name, *table_of(records))
        about = {
            "address": absolute(f"{self.request.path}{filters.canonical()}"),
            "shown": f"{filters.number} / {filters.index.total} {filters.thing}. {filters.summary}",
        }
        return json_response(name, {**about, "records": records})

    def as_data(self, record: Any, absolute: Callable[[str], str], columns: list[str]) -> dict[str, Any]:
        """What a file says of `record`."""
        return record.as_data(absolute, columns)

    def get_paginator(self, *args: Any, **kwargs: Any) -> Paginator:
        """The pages of what passes the filters, which are counted already."""
        paginator = CountedPaginator(*args, **kwargs)
        paginator.count = self.filterset.number
        return paginator

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> Any:
        """The page that is asked for; one that the list does not have is named."""
        try:
            return super().paginate_queryset(queryset, page_size)
        except Http404 as error:
            asked = short(self.request.GET.get("page", "").replace("\0", UNREADABLE))
            pages = self.get_paginator(queryset, page_size).num_pages
            said = ngettext(
                "This list has no page “%(page)s”; under these filters it is one page.",
                "This list has no page “%(page)s”; under these filters it has %(pages)d pages.",
                pages,
            )
            sentence = said % {"page": asked, "pages": pages}
            raise NotOnListError(sentence, self.filterset.url().rstrip("?")) from error

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the number of all records and the canonical query to what the layout prints."""
        context = super().get_context_data(total=self.filterset.index.total, **kwargs)
        page = context["page_obj"]
        asked = self.request.GET.get("format", "")
        return context | {
            "canonical": self.filterset.canonical(page.number if page else 1),
            "files": [(each, self.filterset.url(also=[("format", each)])) for each in self.formats],
            "unknown_format": asked if asked not in self.formats else "",
        }


class PlacedListPage(ListPage):
    """A list in which each record has a lasting address: `?at=slug` leads to its page and place.

    So the address of a record that has no page of its own does not change when others are added.
    """

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list, or the way to the place of one record in it."""
        if request.GET.get("at"):
            return redirect(self.place_of(request.GET["at"]))
        return super().get(request, *args, **kwargs)

    def place_of(self, slug: str) -> str:
        """The page of the whole list, and the place on it, of the record `slug`; 404 if the list has none."""
        slugs = list(self.get_queryset().prefetch_related(None).values_list("slug", flat=True))
        if slug not in slugs:
            said = _("This list has no record called “%(name)s”.")
            raise NotOnListError(said % {"name": short(slug.replace("\0", UNREADABLE))})
        page = slugs.index(slug) // PAGE + 1
        return f"{self.request.path}{f'?page={page}' if page > 1 else ''}#{slug}"
