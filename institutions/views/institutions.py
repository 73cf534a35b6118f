"""Pages of institutions."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from institutions.as_of import PARAMETER
from institutions.body_as_data import as_shown, roll_as_data, whole
from institutions.filters import InstitutionFilter
from institutions.member_lists import extent, extents, is_open
from institutions.models import Institution
from institutions.overlap import last_day
from institutions.profile import Profile
from institutions.related import sharing, siblings
from institutions.roll import Roll
from institutions.small_timeline import SmallTimeline
from institutions.views.as_of import OnADay
from institutions.world_map import WorldMap
from portal.choosing import unknown
from portal.downloads import FORMATS, csv_response, json_response, table_of
from portal.filtering import NOT_STATED, ListPage
from portal.small_letters import SmallLetters
from sources.page_evidence import LinkedEvidence, QuotedEvidence

#: The page of a body with more citations than this has no room for cards without words.
MOST_CARDS = 70

#: The format of a table with rung and places of the evidence of each fact.
EVIDENCE = "evidence"

#: What the address of a body may hold.
PARAMETERS = (PARAMETER, "format")


class InstitutionList(ListPage):
    """All institutions as rows or a table, narrowed by what they are, do and belong to, and by their year.

    Fewer a page than in other lists, since each brings its citations.
    """

    paginate_by = 20
    queryset = Institution.objects.for_list()
    filterset_class = InstitutionFilter
    formats = ("csv", EVIDENCE, "json")
    extra_context = {"section": "institutions", "row_template": "institutions/_institution_row.html"}

    def get_queryset(self) -> Any:
        """The bodies with what the view prints of them."""
        return Institution.objects.for_table() if "view" in self.request.GET else super().get_queryset()

    def file(self, file_format: str, filters: Any) -> HttpResponse:
        """The table as it is shown; otherwise all that is known of each body, with the places of evidence."""
        if file_format == "csv" and filters.view:
            bodies = filters.qs.prefetch_related(None).for_file()
            return csv_response("institutions", *as_shown(list(bodies), filters.columns))
        return super().file(file_format, filters)

    def as_data(self, record: Any, absolute: Any, columns: list[str]) -> dict[str, Any]:
        """The body as a file says it: no number of members where no source names any."""
        data = super().as_data(record, absolute, columns)
        return {**data, "members": data["members"] or None} if "members" in data else data

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Makes marks without a card lead to their citations, and the states chosen to where they meet."""
        kwargs["page_evidence"] = LinkedEvidence() if self.filterset.view else QuotedEvidence()
        states = [pair for pair in self.filterset.kept if pair[0] == "state" and pair[1] != NOT_STATED]
        context = super().get_context_data(
            both_query=f"?{urlencode(states)}" if states else "",
            several=self.filterset.names_of("state", but=NOT_STATED) if len(states) > 1 else "",
            in_pairs=len(states) > 2,
            **kwargs,
        )
        shown = [each.name for each in self.filterset.columns if each.is_shown] if self.filterset.view else []
        if "succeeded_by" in shown:
            ended = [each for each in context["object_list"] if each.has_ended]
            prefetch_related_objects(ended, Institution.followed_in_words())
        if "members" in shown:
            found = extents(context["object_list"])
            for body in context["object_list"]:
                body.extent = found[body.pk]
        if not self.filterset.view:  # rows of text have one table, with all facts and their evidence
            context["files"] = [each for each in context["files"] if each[0] != EVIDENCE]
        return context


class InstitutionDetail(SmallLetters, OnADay, DetailView):
    """One body: what it is and does, who belongs to it today or on a day, its history and its relations."""

    queryset = Institution.objects.for_detail()
    context_object_name = "record"
    extra_context = {"section": "institutions"}
    object: Institution

    @cached_property
    def roll(self) -> Roll:
        """Who belongs to the body."""
        return Roll(self.object, self.asked.day)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; with ?format=json the body as a file, with ?format=csv its members."""
        asked = self.given.getlist("format")
        if not asked:
            return super().get(request, *args, **kwargs)
        if len(asked) > 1 or asked[0] not in FORMATS or self.asked.error:
            raise Http404(_("There is no such file of this body."))
        if unknown(self.given, PARAMETERS):  # the page says so
            return super().get(request, *args, **kwargs)
        self.object = self.get_object()
        return self.file(asked[0])

    def file(self, file_format: str) -> HttpResponse:
        """The body with all that its page says, or its members as a table."""
        absolute = self.request.build_absolute_uri
        if file_format == "json":
            return json_response(self.object.slug, whole(self.object, self.roll, absolute))
        return csv_response(f"{self.object.slug}-members", *table_of(roll_as_data(self.roll, absolute)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds what is told beside the fields, the roll of members, the timeline and related bodies."""
        body, day = self.object, self.asked.day
        profile = Profile(body)
        if len(profile.citations) > MOST_CARDS:
            kwargs["page_evidence"] = QuotedEvidence()
        also = f"&on={day}" if day else ""
        # nobody belongs today to a body that ended: its map shows its last day, if members of it are known
        on_map, shown = day, WorldMap([body], day)
        if not day and last_day(body) and (at_its_end := WorldMap([body], last_day(body))).overlap.counted:
            on_map, shown = last_day(body), at_its_end
        return super().get_context_data(
            profile=profile,
            roll=self.roll,
            extent=extent(body.member_lists.all()) if self.roll and not body.has_ended else "",
            list_is_open=is_open(body.member_lists.all()),
            on_map=on_map,
            map_key=shown.key,
            life=SmallTimeline(body, day),
            siblings=siblings(body),
            sharing=sharing(body, day),
            files=[("csv", f"?format=csv{also}"), ("json", f"?format=json{also}")],
            unknown=unknown(self.given, PARAMETERS),
            **kwargs,
        )
