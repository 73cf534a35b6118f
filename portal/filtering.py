"""List pages that a visitor narrows: filters with counts, chips, a summary, and one canonical address.

A list page declares a FilterSet of facets (choices with counts under the other filters), years and words.
The filter object knows its chips, their removal links, the clear link and its summary in a sentence; the
template only prints. Knows no app.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db.models import Count, F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.text import format_lazy, get_text_list
from django.utils.translation import gettext_lazy as _
from django_filters.views import FilterView

from portal.choosing import short, short_list
from portal.partial_dates import overlapping

#: The value of a facet for records of which no source states the fact.
NOT_STATED = "not-stated"
#: The publication of a record that a visitor sees.
PUBLISHED = "published"
#: Rows on a page of a list.
PAGE = 25
#: Longest question in words that is answered.
LONGEST_QUERY = 200
#: Stands for a character that could not be read: Django puts it for bytes that are no text.
UNREADABLE = "\ufffd"
#: Refuses words with such a character, with a sentence.
validate_readable = RegexValidator(
    UNREADABLE, _("This holds a character that cannot be read."), inverse_match=True
)
#: Parameters of a list page that are no filters.
PAGE_PARAMETERS = frozenset({"page"})


def readable(data: QueryDict | None) -> QueryDict | None:
    """`data` with null characters, which no page may hold, as characters that could not be read."""
    return data and QueryDict(data.urlencode().replace("%00", quote(UNREADABLE)))


@dataclass(frozen=True)
class Option:
    """One choice of a facet, with the number of records it would show under the other filters."""

    value: str
    label: Any
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A filter as the page prints it: a legend with options."""

    name: str
    label: Any
    options: list[Option]


@dataclass(frozen=True)
class Chip:
    """One value that is on, and the address of the list without it."""

    label: str
    url: str


class FacetFilter(django_filters.MultipleChoiceFilter):
    """A filter by one or more values of a vocabulary or of a related record; values are joined by "or".

    `choices` is a vocabulary, or None for the values that occur, labelled by the column `labelled_by` or
    named by the function `name_of`. With `not_stated` records without a value can be chosen too.
    `published_through` names the relations to records that a visitor must be able to see: a value that is
    held only through a draft is neither offered nor counted nor found, as if it were not stated.
    """

    def __init__(
        self,
        *args: Any,
        labelled_by: str = "",
        name_of: Callable[[str], Any] | None = None,
        not_stated: bool = False,
        published_through: tuple[str, ...] = (),
        choices: Any = None,
        **kwargs: Any,
    ) -> None:
        self.labelled_by, self.name_of, self.not_stated = labelled_by, name_of, not_stated
        self.public = {f"{relation}__publication": PUBLISHED for relation in published_through}
        super().__init__(*args, choices=choices or [], **kwargs)

    def choose_from(self, records: QuerySet) -> None:
        """Offer the vocabulary or the values that occur in `records`, and "not stated" if wanted."""
        offered = self.extra["choices"]
        choices = list(getattr(offered, "choices", offered)) or self.occurring(records)
        self.extra["choices"] = [*choices, (NOT_STATED, _("Not stated"))] if self.not_stated else choices

    def occurring(self, records: QuerySet) -> list[tuple[str, Any]]:
        """The values that occur in `records` with their labels, in the order of the labels."""
        columns = self.field_name, self.labelled_by or self.field_name
        pairs = set(records.filter(self.held()).order_by().values_list(*columns))
        named = [(value, self.name_of(value) if self.name_of else label) for value, label in pairs]
        return sorted(named, key=lambda pair: (str(pair[1]).casefold(), pair[0]))

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

    def nothing(self, records: QuerySet) -> Q:
        """Those of `records` without any value."""
        return ~Q(pk__in=records.model._default_manager.filter(self.held()).values("pk"))

    def counts(self, records: QuerySet) -> dict[str, int]:
        """How many of `records` have each value."""
        counted = self.count_values(records)
        if self.not_stated:
            counted[NOT_STATED] = records.filter(self.nothing(records)).count()
        return counted

    def count_values(self, records: QuerySet) -> dict[str, int]:
        """How many of `records` have each value that is stated."""
        held = records.filter(self.held()).order_by()
        return dict(held.values_list(self.field_name).annotate(Count("pk", distinct=True)))


class DecadeFilter(FacetFilter):
    """A facet of the decades into which a partial date can fall; a span stands in each of its decades."""

    def occurring(self, records: QuerySet) -> list[tuple[str, Any]]:
        """The decades that occur in `records`, in order of time."""
        decades = sorted({decade for each in self._decades(records) for decade in each})
        return [(str(decade), format_lazy(_("{decade}s"), decade=decade)) for decade in decades]

    def having(self, values: list[str]) -> Q:
        """Records whose date can fall into any of the decades."""
        decades = (overlapping(self.field_name, int(value), int(value) + 9) for value in values)
        return Q(*decades, pk__in=[], _connector=Q.OR)

    def held(self) -> Q:
        """Records with a date."""
        return Q(**{f"{self.field_name}_earliest__isnull": False})

    def count_values(self, records: QuerySet) -> dict[str, int]:
        """How many of `records` can fall into each decade."""
        return Counter(str(decade) for each in self._decades(records) for decade in each)

    def _decades(self, records: QuerySet) -> Iterator[range]:
        """The decades of each dated record, by their first years."""
        columns = f"{self.field_name}_earliest", f"{self.field_name}_latest"
        for first, last in records.filter(self.held()).order_by().values_list(*columns):
            yield range(first.year // 10 * 10, last.year + 1, 10)


class YearFilter(django_filters.NumberFilter):
    """A filter by the year from which, or until which, a partial date can fall.

    With `end_name`, a second partial date, it is the whole time from the one to the other that counts.
    """

    def __init__(self, *args: Any, bound: str, end_name: str = "", **kwargs: Any) -> None:
        self.bound, self.end_name = bound, end_name
        kwargs.setdefault("validators", [MinValueValidator(1), MaxValueValidator(9999)])
        kwargs.setdefault("decimal_places", 0)
        super().__init__(*args, **kwargs)

    def get_max_validator(self) -> None:
        """No other bound than the calendar's."""

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        """`qs` narrowed to records whose date can fall on this side of the year."""
        if value is None:
            return qs
        first, last = (int(value), None) if self.bound == "first" else (None, int(value))
        return qs.filter(overlapping(self.field_name, first, last, self.end_name))


class WordsFilter(django_filters.CharFilter):
    """A filter by words, in any letter case: asks the queryset's `search`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_QUERY)
        kwargs.setdefault("validators", [validate_readable])
        super().__init__(*args, **kwargs)

    def filter(self, qs: Any, value: str) -> QuerySet:
        """`qs` narrowed to records in which every word occurs."""
        return qs.search(value) if value else qs


class SortFilter(django_filters.OrderingFilter):
    """The order of a list, chosen from a few columns, either way."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Sort by"))
        kwargs.setdefault("empty_label", _("Usual order"))
        super().__init__(*args, **kwargs)

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
        for each in self.filters.values():
            if isinstance(each, FacetFilter):
                each.choose_from(self.queryset)

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
        counted = facet.counts(self._narrowed(lambda other: other != name))
        chosen = self.data.getlist(name) if self.data else []
        options = [
            Option(str(value), label, counted.get(str(value), 0), str(value) in chosen)
            for value, label in facet.extra["choices"]
        ]
        return Facet(name, facet.label, options)

    def _narrowed(self, by: Callable[[str], bool]) -> QuerySet:
        """All records that pass the filters whose names `by` lets pass; the order is no filter."""
        records = self.queryset
        cleaned = getattr(self.form, "cleaned_data", {}) if self.is_valid() else {}
        for name, value in cleaned.items():
            if by(name) and not isinstance(self.filters[name], django_filters.OrderingFilter):
                records = self.filters[name].filter(records, value)
        return self.queryset.model._default_manager.filter(pk__in=records.order_by().values("pk"))

    @cached_property
    def undated(self) -> int:
        """How many records a filter by year leaves out because their year is not known."""
        cleaned = self.form.cleaned_data if self.is_valid() else {}
        dates = {
            each.field_name
            for name, each in self.filters.items()
            if isinstance(each, YearFilter) and cleaned.get(name) is not None
        }
        if not dates:
            return 0
        others = self._narrowed(lambda name: not isinstance(self.filters[name], YearFilter))
        unknown = Q(*((f"{name}_earliest__isnull", True) for name in dates), _connector=Q.OR)
        return others.filter(unknown).count()

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
    def plain_fields(self) -> list[Any]:
        """The bound fields that are no facets and not the order: words and years."""
        return [
            self.form[name]
            for name, each in self.filters.items()
            if not isinstance(each, FacetFilter | django_filters.OrderingFilter)
        ]

    @property
    def sort_field(self) -> Any:
        """The bound field of the order, or None."""
        return self.form["sort"] if "sort" in self.filters else None

    def _values(self) -> Iterator[tuple[str, str]]:
        """The parameters that are filters of this list, in the order of the page."""
        for name in self.filters:
            for value in sorted(set(self.data.getlist(name))) if self.data else []:
                if value:
                    yield name, value

    def url(self, keep: Callable[[str, str], bool] = lambda name, value: True) -> str:
        """The query of the canonical address, with the values that `keep` lets pass; "?" if none."""
        return "?" + urlencode([pair for pair in self._addressed() if keep(*pair)])

    def _addressed(self) -> list[tuple[str, str]]:
        """Of the values, those that an address repeats: none that is longer than any can be."""
        return [(name, value) for name, value in self._values() if len(value) <= LONGEST_QUERY]

    def canonical(self, page: int = 1) -> str:
        """The query of the one address of a page of the list: known filters, sorted, and its number."""
        pairs = self._addressed()
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
            if name != "sort"
        ]

    def _label(self, name: str, value: str) -> str:
        choices = self.filters[name].extra.get("choices", [])
        return str(dict((str(key), label) for key, label in choices).get(value, short(value)))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The parameters that a change of the order keeps."""
        return [pair for pair in self._addressed() if pair[0] != "sort"]

    @property
    def clear_url(self) -> str:
        """The address with no filter on, the order kept."""
        return self.url(lambda name, value: name == "sort")

    @cached_property
    def unknown(self) -> list[str]:
        """Parameters of the address that this list does not know."""
        return short_list(
            sorted(name for name in self.data if name not in self.filters and name not in PAGE_PARAMETERS)
        )

    @cached_property
    def summary(self) -> str:
        """What is shown, in one sentence after the number."""
        parts = []
        for name, each in self.filters.items():
            values = [self._label(name, value) for other, value in self._values() if other == name]
            if values and name != "sort":
                parts.append(f"{str(each.label).lower()} {get_text_list(values, str(_('or')))}")
        if not parts:
            return str(_("No filter is on."))
        return str(format_lazy(_("Shown: {what}."), what="; ".join(parts)))

    @property
    def thing(self) -> Any:
        """What the list holds, in the plural."""
        return self.things[1]


class ListPage(FilterView):
    """A list of records, 25 a page, narrowed by its FilterSet; all of its state is in the address."""

    paginate_by: int | None = PAGE
    template_name_suffix = "_list"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list; fields left empty leave the address; a list that is not divided has no second page."""
        given = request.GET.copy()
        for name in list(given):
            given.setlist(name, [value for value in given.getlist(name) if value])
        if any(not values for _name, values in given.lists()):
            return redirect(f"{request.path}?{given.urlencode()}".rstrip("?"))
        if not self.paginate_by and request.GET.get("page", "1") != "1":
            raise Http404(_("This list is one page."))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the number of all records and the canonical query to what the layout prints."""
        context = super().get_context_data(total=self.filterset.queryset.count(), **kwargs)
        page = context["page_obj"]
        return context | {"canonical": self.filterset.canonical(page.number if page else 1)}


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
            raise Http404(_("This list has no record of this name."))
        page = slugs.index(slug) // PAGE + 1
        return f"{self.request.path}{f'?page={page}' if page > 1 else ''}#{slug}"
