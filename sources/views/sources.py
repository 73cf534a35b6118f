"""Pages of sources."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from portal.filtering import ListPage
from sources.drawn import Drawn, by_quotation
from sources.filters import SourceFilter
from sources.models import Citation, Passage, Source
from sources.outline import outline, statement_kinds, statements_by_kind
from sources.page_evidence import PlacedEvidence
from sources.reading import Stretch, stretches
from sources.texts import loaded, masked


class SourceList(ListPage):
    """The bibliography, narrowed by words, year, role, type and language."""

    queryset = Source.objects.for_list()
    filterset_class = SourceFilter
    extra_context = {"section": "sources", "row_template": "sources/_source_row.html"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Makes the marks lead to the entries of the reference lists, which the rows would only repeat."""
        return super().get_context_data(page_evidence=PlacedEvidence(), **kwargs)


def source_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The page of a source; with ?show=statements all that it says, with ?passage=5 what one passage gave."""
    if "passage" in request.GET and "show" in request.GET:
        raise Http404(_("This source has no such page."))
    page = (
        PassageDetail
        if "passage" in request.GET
        else SourceStatements
        if "show" in request.GET
        else SourceDetail
    )
    return page.as_view()(request, slug=slug)


class SourceDetail(DetailView):
    """One source in any role: its data, outline, what was drawn from it, references, where it is cited."""

    queryset = Source.objects.for_detail()
    context_object_name = "record"
    extra_context = {"section": "sources"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds what was drawn from the source, and its passages by section."""
        drawn = Drawn(self.object)
        if self.object.is_source_text:
            kwargs["page_evidence"] = PlacedEvidence()
        return super().get_context_data(
            drawn=drawn,
            sections=outline(self.object, drawn),
            statement_kinds=statement_kinds(self.object),
            **kwargs,
        )


class SourceStatements(DetailView):
    """All that one source says, by kind, each statement with its parts and the way to its words."""

    queryset = Source.objects.for_statements()
    context_object_name = "record"
    template_name = "sources/source_statements.html"
    extra_context = {"section": "sources"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the statements by kind; without any, or asked to show anything else, there is no such page."""
        statements = self.object.statements.all()
        if self.request.GET["show"] != "statements" or not statements:
            raise Http404(_("This source has no such page."))
        return super().get_context_data(
            kinds=statements_by_kind(statements), page_evidence=PlacedEvidence(), **kwargs
        )


class PassageDetail(DetailView):
    """One passage: the words that were drawn on, each with every fact that rests on it; what it cites."""

    template_name = "sources/passage_detail.html"
    extra_context = {"section": "sources"}

    def get_object(self, queryset: Any = None) -> Passage:
        """The passage that the address names, with those before and after it."""
        self.source = get_object_or_404(Source.objects.published(), slug=self.kwargs["slug"])
        passages = list(self.source.passages.all())
        for at, passage in enumerate(passages):
            if passage.key == self.request.GET["passage"]:
                self.before = passages[at - 1] if at else None
                self.after = passages[at + 1] if at + 1 < len(passages) else None
                return passage
        raise Http404(_("This source has no such passage."))

    def _reading(self, citations: list[Citation]) -> list[Stretch]:
        """The words of the passage with those of `citations` marked; none if no text is here to be shown."""
        text = loaded(self.source.pk) if self.source.shows_text else None
        if text is None:
            return []
        places = {each.slug: each.spans for each in citations if each.found_in == text.stored.sha256}
        shown = masked(text.stored.raw, ((start, end) for spans in places.values() for start, end in spans))
        return stretches(shown, text.passages.get(self.object.key, []), places)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the quotations in the order of the text, what rests on them, and the references cited."""
        quotations = by_quotation(Drawn(self.source, self.object).uses)
        quotations.sort(key=lambda each: each.citation.spans)
        return super().get_context_data(
            record=self.source,
            quotations=quotations,
            reading=self._reading([each.citation for each in quotations]),
            cited=self.object.uses.select_related("entry__work"),
            before=self.before,
            after=self.after,
            **kwargs,
        )
