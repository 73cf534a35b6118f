"""The filters of the timeline: milestones and bodies, two tables of the database, in one list.

Each has a FilterSet of the same names and the same vocabularies, so that one address narrows both; a fact
that only bodies have is held by no milestone. `TimelineFilter` adds up what the two count.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from institutions.computed_facets import ENDED, STATES, BodyStatusFilter, ComputedFacet
from institutions.models import Institution, Milestone
from institutions.models.institution import ended
from portal.facet_index import FacetIndex
from portal.filtering import (
    NOT_STATED,
    PUBLISHED,
    SHOWN,
    Facet,
    FacetFilter,
    Option,
    PortalFilterSet,
    WordsFilter,
    YearFilter,
)
from portal.partial_dates import overlapping
from sources.models import LegalDocument, published

Lane = Milestone.Lane

#: The lane of milestones of law that concern a document of one of these kinds.
TREATIES = "treaties"
TREATY_KINDS = (LegalDocument.Kind.CONVENTION, LegalDocument.Kind.CHARTER)
#: The lanes in the order of the page.
LANES = [
    (Lane.KAZAKHSTAN.value, Lane.KAZAKHSTAN.label),
    (Lane.WORLD.value, Lane.WORLD.label),
    (Lane.REGION.value, Lane.REGION.label),
    (TREATIES, _("Treaties and charters")),
    (Lane.LAW.value, Lane.LAW.label),
    (Lane.TERM.value, Lane.TERM.label),
    (Lane.BODIES.value, _("Bodies")),
]
KINDS = [*Milestone.Kind.choices, *Institution.Kind.choices]
#: Parliaments of one state stand on the timeline if a source says that they ended.
OF_ONE_STATE = (Institution.Kind.PARLIAMENT, Institution.Kind.CHAMBER, Institution.Kind.HISTORICAL)

#: Why the timeline counts fewer bodies than their list.
NOT_HERE = _(
    "On the timeline are inter-parliamentary bodies, and parliaments and historical assemblies that ended; "
    "the list of institutions has all."
)
#: Which entries a region finds.
REGIONS = _(
    "Each body stands at one region; those of the CIS have their own. A milestone stands at the regions of "
    "its bodies and of those that its document founds or governs; one of Kazakhstan, at Central Asia."
)


def concerns_treaty() -> Q:
    """Milestones of law that concern a published treaty or charter."""
    concerned = LegalDocument.objects.published().filter(milestones=OuterRef("pk"), kind__in=TREATY_KINDS)
    return Q(Exists(concerned), lane=Lane.LAW)


def bodies() -> QuerySet:
    """The bodies of the timeline, in order of time: inter-parliamentary ones, and parliaments that ended."""
    known = Institution.objects.published()
    return (
        known.filter(Q(kind__in=Institution.INTER_PARLIAMENTARY) | Q(kind__in=OF_ONE_STATE) & ended())
        .select_related("succeeded_by")
        .prefetch_related(published("predecessors", Institution))
        .order_by(
            F("founded_earliest").asc(nulls_last=True), F("founded_latest").asc(nulls_last=True), "slug"
        )
    )


class MilestoneLaneFilter(ComputedFacet):
    """A facet of the lanes of milestones; treaties have one of their own."""

    def conditions(self) -> dict[str, Q]:
        """Treaties first; what is left of law has no treaty."""
        return {TREATIES: concerns_treaty(), **{each.value: Q(lane=each) for each in Lane}}


class MilestoneRegionFilter(FacetFilter):
    """A facet of the regions of a milestone, by all that it concerns.

    These are the regions of its bodies, those of the bodies to which one of its documents is a legal
    basis, and that of Kazakhstan where it stands in its lane or has a document of its jurisdiction.
    """

    #: The relations by which a milestone concerns a body, from the first to the last; all are published.
    BODIES = (
        ("institutions",),
        ("documents", "documents__legal_bases", "documents__legal_bases__institution"),
    )
    OF_KAZAKHSTAN = Institution.Region.CENTRAL_ASIA.value

    def is_plain(self, model: Any) -> bool:
        """A milestone has the regions of all that it concerns."""
        return False

    def columns(self) -> list[str]:
        """Lane, jurisdiction, and the way to each region."""
        ways = {f"{relation}__publication": None for way in self.BODIES for relation in way}
        return ["lane", "documents__jurisdiction", *ways, *(f"{way[-1]}__region" for way in self.BODIES)]

    def occurs(self) -> Q:
        """All are read."""
        return Q()

    def values(self, row: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
        """The regions in the row."""
        for way in self.BODIES:
            region = row[f"{way[-1]}__region"]
            if region and all(row[f"{relation}__publication"] == PUBLISHED for relation in way):
                yield region, region
        of_its_law = row["documents__jurisdiction"] == "KZ" and row["documents__publication"] == PUBLISHED
        if of_its_law or row["lane"] == Lane.KAZAKHSTAN:
            yield self.OF_KAZAKHSTAN, self.OF_KAZAKHSTAN

    def having(self, values: list[str]) -> Q:
        """Milestones of any of the regions."""
        return self._found("in", values, self.OF_KAZAKHSTAN in values)

    def held(self) -> Q:
        """Milestones of any region."""
        return self._found("gt", "", True)

    def _found(self, lookup: str, value: Any, of_kazakhstan: bool) -> Q:
        found = Q(pk__in=[])
        for way in self.BODIES:
            public = {f"{relation}__publication": PUBLISHED for relation in way}
            found |= Q(**public, **{f"{way[-1]}__region__{lookup}": value})
        if of_kazakhstan:
            of_its_law = Q(documents__jurisdiction="KZ", documents__publication=PUBLISHED)
            found |= Q(lane=Lane.KAZAKHSTAN) | of_its_law
        return found


class BodyLaneFilter(ComputedFacet):
    """A facet of lanes in which every body stands in the one of bodies."""

    def conditions(self) -> dict[str, Q]:
        """Every body."""
        return {Lane.BODIES.value: Q(pk__isnull=False)}


class OfBodiesFilter(ComputedFacet):
    """A facet of bodies on which no milestone stands, not even as "not stated"."""

    def conditions(self) -> dict[str, Q]:
        """None."""
        return {"": Q(pk__in=[])}

    def mask(self, index: FacetIndex, name: str, value: list[str]) -> int:
        """No record."""
        return 0

    def having(self, values: list[str]) -> Q:
        """No record."""
        return Q(pk__in=[])

    def nothing(self, records: QuerySet) -> Q:
        """No record."""
        return Q(pk__in=[])


class LifeFilter(YearFilter):
    """A filter by the year from which a body can have existed; one whose end is not stated, until today."""

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        """`qs` narrowed to bodies that can have existed in the year or after."""
        if value is None:
            return qs
        found = overlapping("founded", int(value), None, "ended")
        if value <= timezone.localdate().year:
            found |= Q(founded_earliest__isnull=False, ended_earliest__isnull=True) & ~ended()
        return qs.filter(found)

    def mask(self, index: FacetIndex, name: str, value: Any) -> int:
        """The same as bits."""
        found = super().mask(index, name, value)
        if value <= timezone.localdate().year:
            ended = index.facets["status"].of([ENDED])
            found |= index.years["founded"].dated & ~ended
        return found


class MilestoneFilter(PortalFilterSet):
    """Narrows the timeline, of which it holds the milestones."""

    things = (_("entry of the timeline"), _("entries of the timeline"))

    q = WordsFilter(label=_("Words"), help_text=_("Words of the milestone, or of the name of the body."))
    from_year = YearFilter(
        field_name="start",
        end_name="end",
        bound="first",
        label=_("From year"),
        help_text=_("Year, for example 1889; a period or a body counts with all of its years."),
    )
    until_year = YearFilter(
        field_name="start",
        end_name="end",
        bound="last",
        label=_("Until year"),
        help_text=_("Year, for example 2021."),
    )
    lane = MilestoneLaneFilter(
        field_name="lane",
        choices=LANES,
        label=_("Lane"),
        help_text=_("What it concerns; treaties and charters are milestones of such a document."),
    )
    region = MilestoneRegionFilter(
        field_name="institutions__region",
        choices=Institution.Region,
        not_stated=True,
        label=_("Region"),
        note=REGIONS,
        help_text=_("Region of the body, or of what the milestone concerns."),
    )
    kind = FacetFilter(
        field_name="kind", choices=KINDS, label=_("Kind"), help_text=_("Event or period, or kind of body.")
    )
    status = OfBodiesFilter(
        field_name="status",
        choices=STATES,
        not_stated=True,
        label=_("Status of the body"),
        note=NOT_HERE,
        help_text=_("Whether the body still exists, where a source says so; milestones have none."),
    )

    class Meta:
        model = Milestone
        fields: list[str] = []

    def _canonical_values(self, facets: dict[str, FacetFilter]) -> Any:
        """The parameters, values in small letters where they are of the vocabulary."""
        data = self.data.copy()
        for name, each in facets.items():
            offered = each.extra["choices"]
            known = {str(value) for value, _label in getattr(offered, "choices", offered)} | {NOT_STATED}
            if name in data:
                values = (
                    value.casefold() if value.casefold() in known else value for value in data.getlist(name)
                )
                data.setlist(name, list(dict.fromkeys(values)))
        return data


class TimelineBodyFilter(MilestoneFilter):
    """Narrows the bodies of the timeline, by the same parameters."""

    from_year = LifeFilter(field_name="founded", end_name="ended", bound="first", label=_("From year"))
    until_year = YearFilter(field_name="founded", end_name="ended", bound="last", label=_("Until year"))
    lane = BodyLaneFilter(field_name="lane", choices=LANES, label=_("Lane"))
    region = FacetFilter(field_name="region", choices=Institution.Region, not_stated=True, label=_("Region"))
    kind = FacetFilter(field_name="kind", choices=KINDS, label=_("Kind"))
    status = BodyStatusFilter(label=_("Status of the body"))

    class Meta:
        model = Institution
        fields: list[str] = []


class TimelineFilter(MilestoneFilter):
    """The filters of the whole timeline: what it counts, finds and leaves out is that of both parts."""

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.bodies = TimelineBodyFilter(data, queryset=bodies())

    def _facet(self, name: str, facet: FacetFilter) -> Facet:
        both = zip(
            super()._facet(name, facet).options,
            self.bodies._facet(name, self.bodies.filters[name]).options,
            strict=True,
        )
        options = [
            Option(a.value, a.label, a.count + b.count, a.chosen, a.occurs or b.occurs) for a, b in both
        ]
        is_long = sum(each.occurs for each in options) > SHOWN + 3
        return Facet(name, facet.label, options, is_long, self._more(name) if is_long else "", facet.note)

    @property
    def total(self) -> int:
        """How many entries the timeline has."""
        return self.index.total + self.bodies.index.total

    @property
    def milestones(self) -> int:
        """How many milestones pass all filters."""
        return super().number

    @property
    def number(self) -> int:
        """How many entries pass all filters."""
        return super().number + self.bodies.number

    @cached_property
    def undated(self) -> int:
        """How many entries a filter by year leaves out because their year is not known."""
        return super().undated + self.bodies.undated

    @property
    def found(self) -> QuerySet:
        """The milestones that pass, in order of time."""
        return super().qs

    @cached_property
    def qs(self) -> Any:
        """All that passes: milestones in order of time, then bodies in order of time."""
        return [*self.found, *self.bodies.qs]

    @property
    def years(self) -> tuple[int | None, int | None]:
        """The years from and until which the timeline is asked for."""
        cleaned = getattr(self.form, "cleaned_data", {}) if self.is_bound and self.is_valid() else {}
        first, last = cleaned.get("from_year"), cleaned.get("until_year")
        return (None if first is None else int(first), None if last is None else int(last))
