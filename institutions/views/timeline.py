"""The timeline."""

from typing import Any

from django.core.paginator import Page
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property

from institutions.models import Institution, Milestone
from institutions.timeline import entries, picture
from institutions.timeline_filters import TimelineFilter
from portal.downloads import csv_response, json_response, table_of
from portal.filtering import CountedPaginator, ListPage
from sources.models import LegalDocument
from sources.page_evidence import LinkedEvidence

#: Lines on a page of the list, unless there are more milestones.
LINES = 50


class FirstWholePaginator(CountedPaginator):
    """Pages of which the first has room for `first` lines, so that all milestones keep their address."""

    first = 0

    @property
    def _room(self) -> int:
        return max(self.first, self.per_page)

    @cached_property
    def num_pages(self) -> int:
        """The first page, and as many as the rest fills."""
        return 1 + -(-max(self.count - self._room, 0) // self.per_page)

    def page(self, number: Any) -> Page:
        """The lines of a page."""
        number = self.validate_number(number)
        begin = 0 if number == 1 else self._room + (number - 2) * self.per_page
        return Page(self.object_list[begin : self.end(number)], number, self)

    def end(self, number: int) -> int:
        """The number of the last line of a page."""
        return self._room + (number - 1) * self.per_page

    def page_of(self, line: int) -> int:
        """The page of a line, by its number in the whole list."""
        return 1 + -(-max(line - self._room, 0) // self.per_page)


class Timeline(ListPage):
    """Milestones, treaties and bodies in order of time: whole as pictures, and as a list in pages."""

    queryset = Milestone.objects.for_timeline()
    filterset_class = TimelineFilter
    template_name = "institutions/milestone_list.html"
    paginate_by = LINES
    extra_context = {"section": "timeline"}

    def get_paginator(self, *args: Any, **kwargs: Any) -> FirstWholePaginator:
        """The pages; the first has all milestones that pass."""
        paginator = FirstWholePaginator(*args, **kwargs)
        paginator.count, paginator.first = self.filterset.number, self.filterset.milestones
        return paginator

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the pictures of all that passes, and the lines of the page with their evidence."""
        context = super().get_context_data(page_evidence=LinkedEvidence(), **kwargs)
        filters: TimelineFilter = self.filterset
        page, paginator = context["page_obj"], context["paginator"]

        def address(line: int) -> str:
            number = paginator.page_of(line)
            return "" if number == page.number else filters.canonical(number) or self.request.path

        lines = entries(self.object_list, address)
        begin = 0 if page.number == 1 else paginator.end(page.number - 1)
        shown = lines[begin : paginator.end(page.number)]
        prefetch_related_objects([each.record for each in shown if each.is_body], "evidence")
        ended = [each.record for each in shown if each.is_body and each.has_ended and not each.successor]
        prefetch_related_objects(ended, Institution.followed_in_words())
        return context | {
            "total": filters.total,
            "lines": shown,
            "picture": picture(lines, timezone.localdate(), filters.years) if lines else None,
        }

    def file(self, file_format: str, filters: Any) -> HttpResponse:
        """All that passes the filters as a file, each with its lane."""
        absolute = self.request.build_absolute_uri
        documents = Prefetch("documents", LegalDocument.objects.published())
        both: tuple[Any, ...] = (
            filters.found.prefetch_related(None).for_file().prefetch_related(documents),
            filters.bodies.qs.prefetch_related(None).for_file(),
        )
        lines = entries([record for records in both for record in records])
        records = [
            {"number": each.number, "lane": each.lane, **each.record.as_data(absolute)} for each in lines
        ]
        if file_format == "csv":
            return csv_response("timeline", *table_of(records))
        about = {
            "address": absolute(f"{self.request.path}{filters.canonical()}"),
            "shown": f"{filters.number} / {filters.total} {filters.thing}. {filters.summary}",
        }
        return json_response("timeline", {**about, "records": records})
