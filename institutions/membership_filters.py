"""The filters of the memberships: of the matrix of states and bodies, and of which states meet where."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from institutions import as_of, members
from institutions.computed_facets import STATUS_HELP, BodyStatusFilter
from institutions.filters import kind_facet, region_facet
from institutions.models import Institution, Membership, State
from portal.filtering import (
    NUMBER_ERRORS,
    FacetFilter,
    Look,
    PortalFilterSet,
    View,
    ViewFilter,
    WordsFilter,
)
from portal.folding import fold
from portal.languages import columns


class DayFilter(Look, django_filters.CharFilter):
    """The day for which the memberships are asked; which were in force on it is for `as_of` to say.

    What is wrong with it is told beside the form of the day, as on every page that takes one.
    """

    told_elsewhere = True

    def understands(self, value: str) -> bool:
        """Whether `value` is a day of the past."""
        return not as_of.AskedDay.read({as_of.PARAMETER: value}).error

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """The same records."""
        return qs


class SwitchFilter(Look, django_filters.ChoiceFilter):
    """A switch that is on with the value 1."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, choices=[("1", _("Yes"))], **kwargs)

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """The same records."""
        return qs


class LeastFilter(django_filters.NumberFilter):
    """The least number of bodies that two states share; narrows pairs, not memberships."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(
            *args,
            validators=[MinValueValidator(1), MaxValueValidator(999)],
            decimal_places=0,
            error_messages=dict.fromkeys(NUMBER_ERRORS, _("Write a number from 1 to 999.")),
            **kwargs,
        )

    def get_max_validator(self) -> None:
        """No other bound than its own."""

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        """The same records."""
        return qs


class TieWordsFilter(WordsFilter):
    """A filter by words of the name of the state, or of the name or acronym of the body."""

    def filter(self, qs: Any, value: str) -> QuerySet:
        """`qs` narrowed to the ties of states, and of bodies, in whose names every word occurs."""
        words = fold(value).split() if value else []
        if not words:
            return qs
        known = State.objects.order_by().only("note", "iso2", *State.NAMES)
        states = [each.pk for each in known if all(word in fold(" ".join(each.all_names)) for word in words)]
        named = Institution.objects.order_by().values_list("pk", "acronym", *columns("name"))
        bodies = [pk for pk, *names in named if all(word in fold(" ".join(names)) for word in words)]
        return qs.filter(Q(state__in=states) | Q(institution__in=bodies))


def bodies_of_the_state(records: QuerySet) -> Iterator[dict[str, Any]]:
    """Of each of `records`, the bodies of which its state is a member today."""
    bodies = defaultdict(list)
    known = Membership.objects.filter(
        institution__publication=Institution.Publication.PUBLISHED, **members.conditions()
    )
    for state, slug, name in known.order_by().values_list(
        "state", "institution__slug", "institution__name_en"
    ):
        bodies[state].append((slug, name))
    for pk, state in records.order_by().values_list("pk", "state"):
        for slug, name in dict(bodies[state]).items():
            yield {"pk": pk, "slug": slug, "name": name}


class FellowFilter(FacetFilter):
    """A facet of the bodies of which the state is a member today, beside the body of the row."""

    rows = staticmethod(bodies_of_the_state)

    def values(self, row: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
        """The body of the row."""
        yield row["slug"], row["name"]

    def having(self, values: list[str]) -> Q:
        """Ties of states that are members of any of the bodies."""
        known = Membership.objects.filter(institution__slug__in=values, **members.conditions())
        return Q(state__in=known.values("state"))


class MembershipFilterSet(PortalFilterSet):
    """What both pages share: each value that there can be one of is given once."""

    things = (_("membership"), _("memberships"))

    def _leave_out(self) -> list[tuple[str, str]]:
        """Of several days none is asked for, either."""
        days = set(self.data.getlist(as_of.PARAMETER))
        left_out = super()._leave_out()
        if len(days) > 1:
            left_out += [(as_of.PARAMETER, day) for day in sorted(days)]
            self.data.setlist(as_of.PARAMETER, [])
        return left_out

    def get_form_class(self) -> type[forms.Form]:
        """The form, which refuses a second value where it knows only one."""
        singles = [
            name
            for name, each in self.filters.items()
            if not isinstance(each, django_filters.MultipleChoiceFilter)
        ]

        class Form(super().get_form_class()):  # type: ignore[misc]
            def clean(self) -> dict[str, Any]:
                """The values, where none of which there is one is given twice."""
                cleaned = super().clean()
                for name in singles:
                    if len(set(self.data.getlist(name))) > 1:
                        self.add_error(name, _("Only one value can be given here."))
                return cleaned

        return Form

    def passing(self, without: str = "") -> list[Any]:
        """The keys of the records that pass all filters but that called `without`."""
        if self.is_bound and not self.is_valid():
            return []
        passing = self._passing(lambda name: name != without)
        return [pk for pk, place in self.index.places.items() if passing >> place & 1]

    def chosen(self, name: str) -> list[str]:
        """The values that are chosen of a facet."""
        return self.form.cleaned_data.get(name) or [] if self.is_bound and self.is_valid() else []


class MembershipFilter(MembershipFilterSet):
    """Narrows the matrix of states and bodies on both sides, and the list of the same memberships."""

    things = (_("tie of a state to a body"), _("ties of states to bodies, in any role"))

    q = TieWordsFilter(
        label=_("State or body, words of its name"),
        help_text=_("Words of the name of the state, or of the name or acronym of the body."),
    )
    state = FacetFilter(
        field_name="state__slug",
        labelled_by="state__name_en",
        also_by="state__iso2",
        label=_("State"),
        help_text=_("The state; its slug or its code of ISO 3166-1."),
    )
    member_of = FellowFilter(
        label=_("State is a member of"),
        note=_("Counted are all ties of its member states, to other bodies too."),
        help_text=_("States that are members of this body today, with all of their ties."),
    )
    i = FacetFilter(
        field_name="institution__slug",
        labelled_by="institution__name_en",
        label=_("Body"),
        help_text=_("The slug of a body."),
    )
    kind = kind_facet(_("Type of body"), "institution__")
    region = region_facet(_("Region of the body"), "institution__")
    status = BodyStatusFilter(relation="institution", label=_("Status of the body"), help_text=STATUS_HELP)
    parent = FacetFilter(
        field_name="institution__parent__slug",
        labelled_by="institution__parent__name_en",
        published_through=("institution__parent",),
        not_stated=True,
        label=_("Parent of the body"),
        help_text=_("The body of which it is a part."),
    )
    role = FacetFilter(
        field_name="role",
        choices=Membership.Role,
        label=_("Role"),
        help_text=_("What the state is in the body."),
    )
    basis = FacetFilter(
        field_name="basis",
        choices=Membership.Basis,
        not_stated=True,
        label=_("How it is known"),
        help_text=_("Whether a source names the state, or its membership is derived."),
    )
    confidence = FacetFilter(
        field_name="confidence",
        choices=Membership.Confidence,
        not_stated=True,
        label=_("Support"),
        help_text=_("How well it is supported, where the editors noted it."),
    )
    on = DayFilter(label=_("On the day"), help_text=_("The memberships of that day, as 2010-01-01."))
    former = SwitchFilter(label=_("Former members too"), help_text=_("With 1, ties that have ended too."))
    view = ViewFilter(
        choices=[("list", _("List"))], label=_("View"), help_text=_("A list in place of the matrix.")
    )

    class Meta:
        model = Membership
        fields: list[str] = []

    @cached_property
    def views(self) -> list[View]:
        """The matrix and the list, and their addresses."""
        elsewhere = lambda name, value: name != "view"  # noqa: E731
        return [
            View(_("Matrix"), self.url(elsewhere), not self.view),
            View(_("List"), self.url(elsewhere, [("view", "list")]), self.view == "list"),
        ]


class TogetherFilter(MembershipFilterSet):
    """Narrows the pairs of states, and the memberships that are counted for them."""

    things = (_("tie of a member or associate"), _("ties of members and associate members"))

    state = FacetFilter(
        field_name="state__slug",
        labelled_by="state__name_en",
        also_by="state__iso2",
        label=_("State"),
        note=_("One state is shown beside all others, several with one another."),
        joined=_("and"),
        help_text=_("One state beside all others; or several, with one another."),
    )
    least = LeastFilter(
        label=_("At least so many bodies"), help_text=_("The least number of bodies in common.")
    )
    basis = FacetFilter(
        field_name="basis",
        choices=Membership.Basis,
        not_stated=True,
        label=_("Memberships counted"),
        help_text=_("Which memberships are counted, by how they are known."),
    )
    kind = kind_facet(_("Type of body"), "institution__")
    region = region_facet(_("Region of the body"), "institution__")
    status = BodyStatusFilter(relation="institution", label=_("Status of the body"), help_text=STATUS_HELP)
    on = DayFilter(label=_("On the day"), help_text=_("The memberships of that day, as 2010-01-01."))

    class Meta:
        model = Membership
        fields: list[str] = []
