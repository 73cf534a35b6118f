"""Pages of memberships: states and bodies as a matrix or a list, and which states meet where."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from institutions import members, memberships
from institutions.as_of import Standing
from institutions.member_lists import extents, open_and_dated
from institutions.membership_filters import MembershipFilter, TogetherFilter
from institutions.memberships import Matrix, Tie
from institutions.models import Membership
from institutions.together import Pairs
from institutions.views.as_of import OnADay
from portal.downloads import csv_response, json_response, table_of
from portal.filtering import PAGE, ListPage
from sources.page_evidence import LinkedEvidence

#: A list of so few memberships shows its evidence as cards; in a longer one the marks lead to it.
WITH_CARDS = 5
#: So many pairs are divided into pages; nobody turns to the four hundredth, and the files hold all.
PAIRS = 250
#: Of so many states that are chosen the names stand in the head; of more, their number.
NAMED = 4
#: The order in which a list shows the standings.
STANDINGS = [Standing.IN_FORCE, Standing.UNKNOWN, Standing.ENDED]


class NearbyPaginator(Paginator):
    """Pages of a long list: the first, the last and those near the page that is shown."""

    at = 1

    def page(self, number: Any) -> Any:
        """The page, which is remembered."""
        found = super().page(number)
        self.at = found.number
        return found

    @property
    def page_range(self) -> Any:
        """The numbers that are worth a link."""
        near = range(self.at - 3, self.at + 4)
        return [each for each in range(1, self.num_pages + 1) if each in (1, self.num_pages) or each in near]


class OfMemberships(OnADay, ListPage):
    """What both pages do: the memberships of today or of the day in the address."""

    paginator_class = NearbyPaginator
    extra_context = {"section": "memberships"}

    @property
    def with_former(self) -> bool:
        """Whether ties that have ended are asked for."""
        return False

    @cached_property
    def ties(self) -> dict[Any, Tie]:
        """All ties that the page can show."""
        return memberships.read(self.asked.day, self.with_former)

    def get_queryset(self) -> Any:
        """The memberships of these ties."""
        found = memberships.visible()
        if self.asked.day:
            return found.filter(
                pk__in=sorted(self.ties) or [0]
            )  # no key is 0: of an empty list no query is made
        return found if self.with_former else found.filter(**members.in_force())

    def get_paginator(self, *args: Any, **kwargs: Any) -> Paginator:
        """The pages; what is on them was counted here."""
        return self.paginator_class(*args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the day, and which parameters its form keeps."""
        filters = self.filterset
        kept = [pair for pair in filters.kept if pair[0] != "on"]
        return super().get_context_data(
            as_of_hidden=kept,
            today_url=filters.url(lambda name, value: name != "on"),
            **kwargs,
        )


class Memberships(OfMemberships):
    """All states and bodies as a matrix on one page, or their ties as a list; either as a file."""

    filterset_class = MembershipFilter
    template_name = "institutions/memberships.html"

    @property
    def with_former(self) -> bool:
        """Whether ties that have ended are asked for."""
        return self.request.GET.get("former") == "1"

    @property
    def is_list(self) -> bool:
        """Whether the list is asked for, not the matrix."""
        return self.request.GET.get("view") == "list"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page or the file; the matrix is one page."""
        if not self.is_list and request.GET.get("page", "1") not in ("1", ""):
            raise Http404(_("The matrix is one page."))
        return super().get(request, *args, **kwargs)

    def get_paginate_by(self, queryset: Any) -> int | None:
        """The matrix is not divided."""
        return PAGE if self.is_list else None

    def in_order(self, filters: MembershipFilter) -> list[Tie]:
        """The ties that pass the filters: those in force first, then by state and body."""
        found = [self.ties[pk] for pk in filters.passing() if pk in self.ties]
        return sorted(
            found,
            key=lambda each: (
                STANDINGS.index(each.standing),
                memberships.by_name(each.membership.state),
                memberships.by_name(each.membership.institution),
                each.membership.pk,
            ),
        )

    def matrix(self, filters: MembershipFilter) -> Matrix:
        """The matrix of what passes the filters, with the states and bodies that are chosen."""
        found = [self.ties[pk] for pk in filters.passing() if pk in self.ties]
        day = str(self.asked.day or "")
        matrix = Matrix(found, filters.chosen("state"), filters.chosen("i"), day)
        said = extents(matrix.bodies)
        for body in matrix.bodies:
            body.extent = said[body.pk]  # type: ignore[attr-defined]
        return matrix

    def file(self, file_format: str, filters: Any) -> HttpResponse:
        """The matrix as CSV; as JSON, or from the list, a row for each membership."""
        if file_format == "csv" and not self.is_list:
            return csv_response("memberships-matrix", *self.matrix(filters).file())
        ties = self.in_order(filters)
        found = memberships.visible().select_related("state", "institution").for_file()
        records = found.in_bulk([each.membership.pk for each in ties])
        absolute = self.request.build_absolute_uri
        rows = [
            memberships.as_data(each, records[each.membership.pk], absolute, self.asked.day) for each in ties
        ]
        if file_format == "csv":
            return csv_response("memberships", *table_of(rows))
        about = {
            "address": absolute(f"{self.request.path}{filters.canonical()}"),
            "shown": f"{len(rows)} / {filters.index.total} {filters.thing}. {filters.summary}",
        }
        return json_response("memberships", {**about, "records": rows})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the matrix, or the rows of the page of the list with their evidence."""
        filters = self.filterset
        if not self.is_list:
            return super().get_context_data(
                **{**kwargs, "object_list": []},
                matrix=self.matrix(filters),
                former_url=filters.url(
                    lambda name, value: name != "former", [] if self.with_former else [("former", "1")]
                ),
                list_url=filters.url(lambda name, value: name != "view", [("view", "list")]),
            )
        ties = self.in_order(filters)
        if len(ties) > WITH_CARDS:
            kwargs["page_evidence"] = LinkedEvidence()
        context = super().get_context_data(**{**kwargs, "object_list": ties})
        shown = context["object_list"]
        found = memberships.visible().select_related("state", "institution").prefetch_related("evidence")
        records = found.in_bulk([each.membership.pk for each in shown])
        rows = [(each, records[each.membership.pk]) for each in shown]
        parts = [(each, [row for row in rows if row[0].standing is each]) for each in STANDINGS]
        return context | {"parts": [part for part in parts if part[1]]}


class Together(OfMemberships):
    """Each two states and how many bodies they share, those that share most first."""

    filterset_class = TogetherFilter
    template_name = "institutions/together.html"

    def get_queryset(self) -> Any:
        """The memberships that make members."""
        return super().get_queryset().filter(role__in=members.ROLES)

    def passing(self, filters: TogetherFilter) -> list[Tie]:
        """The ties of all states that pass the other filters."""
        return [self.ties[pk] for pk in filters.passing(without="state") if pk in self.ties]

    def uncertain(self, filters: TogetherFilter) -> int:
        """How many of them, of the states chosen if several are, are not certain on the day asked for."""
        chosen = filters.chosen("state")
        return sum(
            each.may_make_member and (len(chosen) < 2 or each.membership.state.slug in chosen)
            for each in self.passing(filters)
        )

    def pairs(self, filters: TogetherFilter) -> Pairs:
        """The pairs that are asked for, of the memberships that pass the filters."""
        found = self.passing(filters)
        valid = not filters.is_bound or filters.is_valid()
        least = (filters.form.cleaned_data.get("least") if filters.is_bound and valid else None) or 1
        return Pairs(found, filters.chosen("state"), int(least))

    def file(self, file_format: str, filters: Any) -> HttpResponse:
        """All pairs that are asked for, as a file."""
        rows = [each.as_data() for each in self.pairs(filters)]
        if file_format == "csv":
            return csv_response("memberships-together", *table_of(rows))
        about = {
            "address": self.request.build_absolute_uri(f"{self.request.path}{filters.canonical()}"),
            "shown": f"{len(rows)} {_('pairs of states')}. {filters.summary}",
        }
        return json_response("memberships-together", {**about, "records": rows})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the pairs of the page and the picture."""
        filters = self.filterset
        pairs = self.pairs(filters)
        several = len(pairs.chosen) > 1
        open_lists, dated_lists = open_and_dated({each.institution for each in pairs.counted})
        derived = sum(each.basis == Membership.Basis.PARENT for each in pairs.counted)
        own = ("state", "least")
        of_matrix = [each for each in filters.kept if each[0] not in own[several:]]
        return super().get_context_data(
            **{**kwargs, "object_list": pairs[:PAIRS]},
            pairs=pairs,
            one=filters.names_of("state") if len(pairs.chosen) == 1 else "",
            chosen=filters.names_of("state") if 1 < len(pairs.chosen) <= NAMED else "",
            matrix_query=f"?{urlencode(of_matrix)}",
            uncertain=self.uncertain(filters),
            derived=derived,
            open_lists=open_lists,
            dated_lists=dated_lists,
            pages_hold=PAIRS,
            narrowed="".join(f"&{urlencode([each])}" for each in filters.kept if each[0] not in own),
            named_url=filters.url(lambda name, value: name != "basis", [("basis", "named")]),
        )
