"""Pages of sources."""

from typing import Any

from django.core.validators import slug_re
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import DetailView

from portal.choosing import short, unknown
from portal.filtering import UNREADABLE, ListPage
from sources.annotation import CONTENT_TYPE, annotation, collection, document
from sources.drawn import Drawn, Quotation, by_quotation
from sources.filters import SourceFilter
from sources.models import Citation, Passage, Source
from sources.outline import outline, statement_kinds, statements_by_kind
from sources.page_evidence import PlacedEvidence, place_url
from sources.reading import Reading
from sources.texts import shown

#: What an address of a source may ask for, one at a time, and all that it may name.
VIEWS = ("passage", "citation", "show")
PARAMETERS = (*VIEWS, "format")


class NoSuchPlaceError(Http404):
    """The address of a source that is here asks for something that it does not have."""

    def __init__(self, source: Source, sentence: str, status: int = 404) -> None:
        super().__init__(sentence)
        self.source, self.sentence, self.status = source, sentence, status


def named(value: str) -> str:
    """What an address named, as a page tells it again: cut, and readable."""
    return short(value.replace("\0", UNREADABLE))


class SourceList(ListPage):
    """The bibliography, narrowed by words, year, role, type and language."""

    queryset = Source.objects.for_list()
    filterset_class = SourceFilter
    extra_context = {"section": "sources", "row_template": "sources/_source_row.html"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Makes the marks lead to the entries of the reference lists, which the rows would only repeat."""
        return super().get_context_data(page_evidence=PlacedEvidence(), **kwargs)


@require_safe
def source_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The page of a source and its views, by the query of the address.

    ?show=statements is all that it says, ?passage=5 what one passage gave, ?citation=ab5-words the place of
    one citation; ?format=jsonld gives the source, a passage or a citation as web annotations.
    """
    try:
        return _view(request, slug)
    except NoSuchPlaceError as error:
        context = {"record": error.source, "sentence": error.sentence, "status": error.status}
        return render(request, "sources/no_such_place.html", context, status=error.status)


def _view(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The view that the address asks for."""
    asked = [key for key in VIEWS if key in request.GET]
    if len(asked) > 1:
        said = _("This address asks for several things at once: %(what)s. It may ask for one.")
        raise NoSuchPlaceError(published_source(slug), said % {"what": ", ".join(asked)})
    view = asked[0] if asked else ""
    if "format" in request.GET:
        return annotations(request, slug, view)
    if view == "citation":
        return to_citation(request, slug)
    page = {"passage": PassageDetail, "show": SourceStatements}.get(view, SourceDetail)
    return page.as_view()(request, slug=slug)


def published_source(slug: str) -> Source:
    """The source of an address, if a visitor may see it."""
    return get_object_or_404(Source.objects.published(), slug=slug)


def to_citation(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Leads from the address of a citation to its words: in the text, if it is read here, or quoted."""
    source, passage, quotations = _drawn_from(request, slug, "citation")
    citation, page = quotations[0].citation, source.get_absolute_url()
    text = shown(source) if passage and not passage.is_reference else None
    if text and citation.found_in == text.stored.sha256:
        return redirect(f"{page}#c-{citation.slug}")
    return redirect(place_url(citation) if passage else f"{page}#{citation.slug}")


def annotations(request: HttpRequest, slug: str, view: str) -> HttpResponseBase:
    """The citations of a source or of a passage, or one, as W3C Web Annotations (`sources/annotation.py`)."""
    asked = request.GET["format"]
    if view == "show":
        said = _(
            "The list of statements of a source is no file; the source itself is one, of the format jsonld."
        )
        raise NoSuchPlaceError(published_source(slug), said, status=400)
    if asked != "jsonld":
        said = _("This page is no file of the format “%(format)s”; its only format is jsonld.")
        raise NoSuchPlaceError(published_source(slug), said % {"format": named(asked)}, status=400)
    source, passage, quotations = _drawn_from(request, slug, view)
    loaded = shown(source)
    text = loaded.as_shown(each.citation for each in quotations) if loaded else None
    absolute = request.build_absolute_uri
    if view == "citation":
        content = annotation(quotations[0], text, absolute)
    else:
        query = {"passage": passage.key, "format": "jsonld"} if passage else {"format": "jsonld"}
        label = f"{source}, {passage.describe()}" if passage else str(source)
        path = f"{source.get_absolute_url()}?{urlencode(query)}"
        content = collection(path, label, quotations, text, absolute)
    return JsonResponse(
        document(content, absolute),
        content_type=CONTENT_TYPE,
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )


def _drawn_from(request: HttpRequest, slug: str, view: str) -> tuple[Source, Passage | None, list[Quotation]]:
    """The source of an address, the passage if it names one or a citation, and what was drawn from it.

    A citation on which nothing published rests is not found.
    """
    source = published_source(slug)
    if not view:
        return source, None, by_quotation(Drawn(source).uses)
    asked = request.GET[view]
    if view == "passage":
        passage = next((each for each in source.passages.all() if each.key == asked), None)
        if passage is None:
            raise no_such_passage(source, asked)
        return source, passage, by_quotation(Drawn(source, passage).uses)
    known = slug_re.match(asked) and source.citations.filter(slug=asked).select_related("passage").first()
    quotations = by_quotation(Drawn(source, known.passage).uses) if known else []
    found = [each for each in quotations if known and each.citation.pk == known.pk]
    if not known or not found:
        said = _("Nothing that is published rests on a citation “%(asked)s” of this source.")
        raise NoSuchPlaceError(source, said % {"asked": named(asked)})
    return source, known.passage, found


def no_such_passage(source: Source, asked: str) -> NoSuchPlaceError:
    """What is to be raised for a passage that the source does not have."""
    said = _("This source has no passage “%(asked)s” in its outline.")
    return NoSuchPlaceError(source, said % {"asked": named(asked)})


class SourceDetail(DetailView):
    """One source in any role: its data, outline, what was drawn from it, references, where it is cited."""

    queryset = Source.objects.for_detail()
    context_object_name = "record"
    extra_context = {"section": "sources"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds what was drawn from the source, and its passages by section, with their words if loaded."""
        drawn = Drawn(self.object)
        if self.object.is_source_text:
            kwargs["page_evidence"] = PlacedEvidence()
        text = shown(self.object) if self.object.passages.all() else None
        return super().get_context_data(
            drawn=drawn,
            is_read=text is not None,
            sections=outline(self.object, drawn, text.read(drawn.citations) if text else None),
            statement_kinds=statement_kinds(self.object),
            unknown=unknown(self.request.GET, PARAMETERS),
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
        statements, asked = self.object.statements.all(), self.request.GET["show"]
        if asked != "statements":
            said = _("There is nothing to show of a source that is called “%(asked)s”, only its statements.")
            raise NoSuchPlaceError(self.object, said % {"asked": named(asked)})
        if not statements:
            raise NoSuchPlaceError(self.object, _("No statement of this source is published here."))
        return super().get_context_data(
            kinds=statements_by_kind(statements),
            page_evidence=PlacedEvidence(),
            unknown=unknown(self.request.GET, PARAMETERS),
            **kwargs,
        )


class PassageDetail(DetailView):
    """One passage: the words that were drawn on, each with every fact that rests on it; what it cites."""

    template_name = "sources/passage_detail.html"
    extra_context = {"section": "sources"}

    def get_object(self, queryset: Any = None) -> Passage:
        """The passage that the address names, with those before and after it."""
        self.source = published_source(self.kwargs["slug"])
        passages = list(self.source.passages.all())
        for at, passage in enumerate(passages):
            if passage.key == self.request.GET["passage"]:
                self.before = passages[at - 1] if at else None
                self.after = passages[at + 1] if at + 1 < len(passages) else None
                return passage
        raise no_such_passage(self.source, self.request.GET["passage"])

    def _reading(self, citations: list[Citation]) -> Reading | None:
        """The words of the passage with those of `citations` marked; none if no text is here to be shown."""
        text = shown(self.source)
        return text.read(citations).get(self.object.key) if text else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the quotations in the order of the text, what rests on them, and the references cited."""
        quotations = by_quotation(Drawn(self.source, self.object).uses)
        quotations.sort(key=lambda each: each.citation.spans)
        return super().get_context_data(
            record=self.source,
            quotations=quotations,
            reading=self._reading([each.citation for each in quotations]),
            cited=self.object.uses.select_related("entry__work"),
            unknown=unknown(self.request.GET, PARAMETERS),
            before=self.before,
            after=self.after,
            **kwargs,
        )
