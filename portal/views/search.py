"""The search through the whole portal."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from portal import search
from portal.filtering import LONGEST_QUERY, readable, validate_readable
from sources.page_evidence import LinkedEvidence

#: Hits of each kind beside those of other kinds, and of one kind alone.
FEW, PAGE = 4, 25
#: Questions to begin with; each finds something in the portal as it is delivered.
EXAMPLES = (
    "legislation",
    "democratic legitimacy",
    "Kurultai",
    "Article 53",
    "observers",
    "парламентская",
    "Қазақстан",
)


class SearchForm(forms.Form):
    """A question in words, and the kind of record to look through."""

    q = forms.CharField(
        label=_("Words"), max_length=LONGEST_QUERY, required=False, validators=[validate_readable]
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[(kind.name, kind.label) for kind in search.KINDS.values()],
    )


class Search(TemplateView):
    """What is found, in groups by kind of record; or 25 a page of one kind."""

    template_name = "portal/search.html"
    extra_context = {"section": "search", "examples": EXAMPLES}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The question, the groups with their numbers, and the hits."""
        context = super().get_context_data(page_evidence=LinkedEvidence(), **kwargs)
        given = readable(self.request.GET)
        form = context["form"] = SearchForm(given)
        context["unknown"] = sorted(set(given or {}) - {"q", "kind", "page"})
        question = form.cleaned_data.get("q", "") if form.is_valid() else ""
        chosen = search.KINDS.get(form.cleaned_data["kind"]) if form.is_valid() else None
        context["question"] = question
        if not chosen and (self.request.GET.get("page") or "1") != "1":
            raise Http404(_("What was found of all kinds is one page."))
        if not search.words_of(question):
            return context
        counted = search.count(question)
        context |= {
            "total": sum(counted.values()),
            "chosen": chosen,
            "everything_url": self._url(question),
            "facets": [
                {
                    "kind": kind,
                    "count": counted[name],
                    "url": self._url(question, kind=name),
                    "chosen": kind is chosen,
                }
                for name, kind in search.KINDS.items()
            ],
        }
        if chosen:
            return context | self._one(chosen, question)
        return context | {"groups": self._several(counted, question)}

    @staticmethod
    def _url(question: str, **more: str) -> str:
        return "?" + urlencode({"q": question, **more})

    def _one(self, kind: search.Kind, question: str) -> dict[str, Any]:
        """One page of the hits of one kind."""
        paginator = Paginator(kind.found(question).prefetch_related(*kind.read), PAGE)
        try:
            page = paginator.page(self.request.GET.get("page", 1))
        except InvalidPage as error:
            raise Http404 from error
        found = search.hits(kind, page.object_list, question)
        return {"page_obj": page, "groups": [self._group(kind, found, paginator.count, question)]}

    def _several(self, counted: dict[str, int], question: str) -> list[dict[str, Any]]:
        """The first hits of each kind that has any."""
        kinds = [search.KINDS[name] for name, number in counted.items() if number]
        limit = FEW if len(kinds) > 1 else PAGE
        return [
            self._group(
                kind,
                search.hits(kind, kind.found(question).prefetch_related(*kind.read)[:limit], question),
                counted[kind.name],
                question,
            )
            for kind in kinds
        ]

    def _group(
        self, kind: search.Kind, found: list[search.Hit], number: int, question: str
    ) -> dict[str, Any]:
        return {"kind": kind, "hits": found, "count": number, "url": self._url(question, kind=kind.name)}
