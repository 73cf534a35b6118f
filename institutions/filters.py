"""The filters of the list pages of this app."""

import re
from collections.abc import Iterator
from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from institutions import members, named_in
from institutions.completeness import settled
from institutions.computed_facets import STATUS_HELP, BodyStatusFilter
from institutions.models import Function, Institution
from portal.filtering import (
    ChosenFilter,
    ColumnsFilter,
    FacetFilter,
    PortalFilterSet,
    SortFilter,
    ViewFilter,
    WordsFilter,
    YearFilter,
)
from sources.models import Evidence

#: What a reader must know of the regions.
ONE_REGION = _(
    "Each body stands at one region: for all of Asia, Europe or the Americas, tick their parts too."
)


def kind_facet(label: Any, body: str = "") -> FacetFilter:
    """A facet of the kinds of bodies; `body` is the way to the body, such as "institution__"."""
    help_text = _("Kind of body, read by an editor.")
    return FacetFilter(field_name=f"{body}kind", choices=Institution.Kind, label=label, help_text=help_text)


def region_facet(label: Any, body: str = "") -> FacetFilter:
    """A facet of the regions of bodies; `body` as for their kinds."""
    return FacetFilter(
        field_name=f"{body}region",
        choices=Institution.Region,
        not_stated=True,
        label=label,
        note=ONE_REGION,
        help_text=_("Region, read from the name."),
    )


class MemberStateFilter(FacetFilter):
    """A facet of the member states of a body today; a state with another tie is offered, but not counted."""

    #: What dates the end of a tie, or of the body.
    ENDS = tuple(
        f"memberships__{name}"
        for name in (
            "end_earliest",
            "end_printed",
            "institution__ended_earliest",
            "institution__ended_printed",
        )
    )
    STATUS = "memberships__institution__status"

    def columns(self) -> list[str]:
        """The state, and what makes it a member."""
        return [
            *super().columns(),
            "memberships__role",
            *self.ENDS,
            self.STATUS,
        ]

    def counts(self, row: dict[str, Any]) -> bool:
        """Whether the tie of `row` makes a member."""
        ended = any(row[name] for name in self.ENDS) or row[self.STATUS] in Institution.ENDED
        return row["memberships__role"] in members.ROLES and not ended

    def having(self, values: list[str]) -> Q:
        """Bodies of which any of the states is a member."""
        return Q(**{f"{self.field_name}__in": values}, **members.conditions("memberships"))

    def held(self) -> Q:
        """Bodies with any member."""
        return Q(**members.conditions("memberships"))

    def occurs(self) -> Q:
        """Bodies with any tie to a state."""
        return super().held()


class LanguageFilter(FacetFilter):
    """A facet of the languages that a field lists, divided by commas, semicolons or "and"."""

    BETWEEN = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+")

    @property
    def keeps(self) -> str:  # type: ignore[override]
        """A language is found again by the lists in which it stands."""
        return self.field_name

    def values(self, row: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
        """The languages of the list: “English, French and Arabic” are three."""
        for language in dict.fromkeys(self.BETWEEN.split(row[self.field_name].strip())):
            if language:
                yield language, language

    def having(self, values: list[str]) -> Q:
        """Bodies whose list names any of the languages."""
        lists = {each for value in values for each in self.known.held.get(value, ())}
        return Q(**{f"{self.field_name}__in": lists})


class TextFilter(FacetFilter):
    """A facet of the source texts on which anything rests that is said of a body, its name included."""

    rows = staticmethod(named_in.text_rows)

    def values(self, row: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
        """The text of the row."""
        yield row["slug"], row["short"]

    def having(self, values: list[str]) -> Q:
        """Bodies named in any of the texts."""
        return named_in.named_in(values)

    def held(self) -> Q:
        """Bodies named in any text."""
        return named_in.named_in()


class RungFilter(FacetFilter):
    """A facet of the highest rung that any fact of a body reaches, so that each body stands on one."""

    rows = staticmethod(named_in.rung_rows)

    def values(self, row: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
        """The rung of the row."""
        yield row["rung"], row["rung"]

    def having(self, values: list[str]) -> Q:
        """Bodies whose highest rung is any of these."""
        return Q(*map(named_in.highest_rung, values), pk__in=[], _connector=Q.OR)

    def held(self) -> Q:
        """Bodies of which any fact is supported."""
        return named_in.rests_on_any()


class BodySort(SortFilter):
    """An order in which bodies that are equal in it stand by name."""

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        """`qs` in the order chosen."""
        return qs.order_by(*map(self.get_ordering_value, value), "name_en", "pk") if value else qs


class InstitutionFilter(PortalFilterSet):
    """Narrows the list of institutions."""

    things = (_("institution"), _("institutions"))

    q = WordsFilter(label=_("Words"), help_text=_("Words of the name, the acronym or the description."))
    founded_min = YearFilter(
        field_name="founded", bound="first", label=_("Founded from"), help_text=_("Year, for example 1889.")
    )
    founded_max = YearFilter(
        field_name="founded", bound="last", label=_("Founded until"), help_text=_("Year, for example 1995.")
    )
    kind = kind_facet(_("Type"))
    region = region_facet(_("Region"))
    status = BodyStatusFilter(label=_("Status"), help_text=STATUS_HELP)
    mandate = FacetFilter(
        field_name="mandate",
        choices=Institution.Mandate,
        not_stated=True,
        label=_("How its members come"),
        help_text=_("Whether they are elected directly, read by an editor."),
    )
    function = FacetFilter(
        field_name="functions__kind",
        choices=Function.Kind,
        published_through=("functions",),
        not_stated=True,
        label=_("Function"),
        help_text=_("What the body does, as a source says."),
    )
    parent = FacetFilter(
        field_name="parent__slug",
        labelled_by="parent__name_en",
        published_through=("parent",),
        not_stated=True,
        label=_("Parent body"),
        help_text=_("The body of which it is a part."),
    )
    state = MemberStateFilter(
        field_name="memberships__state__slug",
        labelled_by="memberships__state__name_en",
        also_by="memberships__state__iso2",
        published_through=("memberships", "memberships__state"),
        not_stated=_("No member today, or none stated"),
        absence_is_known=True,
        label=_("Member state"),
        help_text=_("Member or associate member today; observers and former members are not counted."),
    )
    seat_state = FacetFilter(
        field_name="seat_state__slug",
        labelled_by="seat_state__name_en",
        also_by="seat_state__iso2",
        published_through=("seat_state",),
        not_stated=True,
        label=_("Country of the seat"),
        help_text=_("The state in which the body has its seat."),
    )
    working_language = LanguageFilter(
        field_name="working_languages",
        not_stated=True,
        label=_("Working language"),
        help_text=_("Each language that a source lists."),
    )
    named_in = TextFilter(
        not_stated=True,
        absence_is_known=True,
        label=_("Named in"),
        help_text=_("The source text on which anything rests that is said of the body."),
    )
    rung = RungFilter(
        choices=Evidence.Rung,
        not_stated=True,
        absence_is_known=True,
        label=_("Best evidence"),
        help_text=_("The highest rung of evidence that any fact of the body reaches."),
    )
    sort = BodySort(
        fields=[
            ("name_en", "name"),
            ("founded_earliest", "founded"),
            ("members", "members"),
            ("facts_stated", "stated"),
        ],
        field_labels={
            "name_en": _("Name"),
            "founded_earliest": _("Year founded"),
            "members": _("Member states"),
            "facts_stated": _("Facts stated"),
        },
    )
    view = ViewFilter(
        choices=[("table", _("Table"))], label=_("View"), help_text=_("A table in place of rows of text.")
    )
    column = ColumnsFilter(
        choices=[
            *((fact.name, fact.label) for fact in Institution.FACTS if fact.name != "name"),
            ("functions", _("Functions")),
            ("members", _("Member states")),
            ("stated", _("Facts stated")),
        ],
        usual=("kind", "region", "founded", "functions", "members"),
        label=_("Columns"),
        help_text=_("What the table and the files show of each body."),
    )
    i = ChosenFilter(compared="institutions:institution_compare")

    class Meta:
        model = Institution
        fields: list[str] = []


class FactFilter(FacetFilter):
    """A facet of the facts of a body; a value finds the bodies of which no source states that fact."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        choices = [(fact.name, fact.label) for fact in Institution.FACTS]
        super().__init__(*args, choices=choices, **kwargs)

    def having(self, values: list[str]) -> Q:
        """Bodies of which any of the facts is not stated."""
        facts = [fact for fact in Institution.FACTS if fact.name in values]
        return Q(*(~settled(Institution, fact) for fact in facts), _connector=Q.OR)

    def is_plain(self, model: Any) -> bool:
        """Whether a fact is stated is computed with the record."""
        return True

    def columns(self) -> list[str]:
        """All is computed."""
        return []

    def computed(self, model: Any) -> dict[str, Any]:
        """Of each fact, whether it is not stated."""
        return {
            f"lacks_{fact.name}": Case(When(settled(model, fact), then=False), default=True)
            for fact in model.FACTS
        }

    def values(self, row: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
        """The facts that are not stated."""
        for fact in Institution.FACTS:
            if row[f"lacks_{fact.name}"]:
                yield fact.name, fact.label


class NotStatedFilter(PortalFilterSet):
    """Narrows the list of what no source states of the bodies."""

    things = (_("body"), _("bodies"))

    q = WordsFilter(label=_("Words"), help_text=_("Words of the name, the acronym or the description."))
    fact = FactFilter(
        label=_("Not stated"), help_text=_("A fact that no source in the portal states of the body.")
    )
    kind = kind_facet(_("Type"))
    region = region_facet(_("Region"))
    sort = BodySort(
        fields=[("name_en", "name"), ("facts_stated", "stated")],
        field_labels={"name_en": _("Name"), "facts_stated": _("Facts stated")},
    )

    class Meta:
        model = Institution
        fields: list[str] = []
