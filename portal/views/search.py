"""The search through the whole portal."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from institutions.filters import InstitutionFilter
from portal import search
from portal.choosing import unknown
from portal.filtering import LONGEST_QUERY, TOO_LONG, readable, validate_readable
from portal.naming import spaced
from sources.page_evidence import LinkedEvidence

#: What an address of the search may hold.
PARAMETERS = ("q", "kind", "page")
#: Hits of each kind beside those of other kinds, and of one kind alone.
FEW, PAGE = 4, 25
#: Up to so many hits, the page asks whether another question was meant.
DOUBTFUL = 3
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
        label=_("Words"),
        max_length=LONGEST_QUERY,
        required=False,
        validators=[validate_readable],
        error_messages=TOO_LONG,
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
        context["unknown"] = unknown(self.request.GET, PARAMETERS)
        question = form.cleaned_data.get("q", "") if form.is_valid() else ""
        chosen = search.KINDS.get(form.cleaned_data["kind"]) if form.is_valid() else None
        context["question"] = question
        if not chosen and (self.request.GET.get("page") or "1") != "1":
            raise Http404(_("What was found of all kinds is one page."))
        if not search.words_of(question):
            return context
        asked = search.Asked(question)
        counted = search.count(asked)
        total = sum(counted.values())
        together = search.states_named(asked)
        context |= {
            "total": total,
            "meant": [] if together else self._meant(asked, total),
            "together": together,
            "lists": [] if search.KINDS["institutions"].exact(asked) else lists_named(question),
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
            return context | self._one(chosen, asked)
        return context | {"groups": self._several(counted, asked)}

    def _meant(self, asked: search.Asked, total: int) -> list[dict[str, Any]]:
        """Other questions with what they find, where this one finds little or nothing."""
        found = search.meant(asked, total) if total <= DOUBTFUL else []
        return [{"question": each, "count": number, "url": self._url(each)} for each, number in found]

    @staticmethod
    def _url(question: str, **more: str) -> str:
        return "?" + urlencode({"q": question, **more})

    def _one(self, kind: search.Kind, asked: search.Asked) -> dict[str, Any]:
        """One page of the hits of one kind."""
        paginator = Paginator(kind.ranked(asked).prefetch_related(*kind.read), PAGE)
        try:
            page = paginator.page(self.request.GET.get("page", 1))
        except InvalidPage as error:
            raise Http404 from error
        found = search.hits(kind, page.object_list, asked)
        return {"page_obj": page, "groups": [self._group(kind, found, paginator.count, asked)]}

    def _several(self, counted: dict[str, int], asked: search.Asked) -> list[dict[str, Any]]:
        """The first hits of each kind that has any; kinds with a record of this very name come first."""
        kinds = [search.KINDS[name] for name, number in counted.items() if number]
        kinds.sort(key=lambda kind: not kind.exact(asked))
        limit = FEW if len(kinds) > 1 else PAGE
        return [
            self._group(
                kind,
                search.hits(kind, kind.ranked(asked).prefetch_related(*kind.read)[:limit], asked),
                counted[kind.name],
                asked,
            )
            for kind in kinds
        ]

    def _group(
        self, kind: search.Kind, found: list[search.Hit], number: int, asked: search.Asked
    ) -> dict[str, Any]:
        url = self._url(asked.question, kind=kind.name)
        return {"kind": kind, "hits": found, "count": number, "url": url}


def lists_named(question: str) -> list[tuple[str, str]]:
    """The lists of institutions whose filter the question names: “directly elected”, with their addresses.

    A label of one word, such as World, is too often meant otherwise.
    """
    asked = spaced(question)
    return [
        (f"{each.label}: {label}", f"{reverse('institutions:institution_list')}?{urlencode({name: value})}")
        for name, each in InstitutionFilter.base_filters.items()
        for value, label in getattr(each.extra.get("choices"), "choices", ())
        if len(spaced(str(label)).split()) > 1 and spaced(str(label)) in asked
    ]
