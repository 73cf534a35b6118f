"""Pages of states: all of them, one, two side by side, and what the sources tell of one."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from institutions.as_of import PARAMETER
from institutions.models import State
from institutions.of_a_state import Belonging, Shared, Story
from institutions.state_filters import StateFilter
from institutions.views.as_of import OnADay
from portal.choosing import short, unknown
from portal.downloads import FORMATS, csv_response, json_response, table_of
from portal.filtering import ListPage
from portal.folding import fold
from portal.small_letters import SmallLetters
from sources.page_evidence import LinkedEvidence, PageEvidence, PlacedEvidence, QuotedEvidence

#: What an address of a state may ask for: another state, a day, a page of its story, a file.
PARAMETERS = ("with", PARAMETER, "show", "format")


class StateList(ListPage):
    """All states, former states and territories, narrowed by words, by what they are and belong to."""

    queryset = State.objects.for_list()
    filterset_class = StateFilter
    extra_context = {"section": "memberships", "row_template": "institutions/_state_row.html"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Makes the marks lead to their citations: most names rest on the same two lists."""
        context = super().get_context_data(page_evidence=LinkedEvidence(), **kwargs)
        return context | {"letters": self._letters(context["paginator"])}

    def _letters(self, paginator: Paginator) -> list[tuple[str, str]]:
        """The letters with which names begin, each with the first page that has one; none on one page."""
        if paginator.num_pages == 1 or self.request.GET.get("sort", "name") != "name":
            return []
        names = self.filterset.qs.values_list(State.NAMES[0], flat=True)
        first: dict[str, int] = {}
        for place, name in enumerate(names):
            first.setdefault(fold(name)[:1].upper(), place // paginator.per_page + 1)
        return [
            (letter, self.filterset.canonical(page) or self.request.path)
            for letter, page in sorted(first.items())
        ]


class StateDetail(SmallLetters, OnADay, DetailView):
    """One state: where it belongs, today or on a day, alone or beside another; its law and its story."""

    queryset = State.objects.for_detail()
    context_object_name = "record"
    extra_context = {"section": "memberships"}
    #: The pages of its story, by what the address asks to show.
    PAGES: ClassVar = {
        "mechanism": "institutions/state_mechanism.html",
        "statements": "institutions/state_statements.html",
        "discrepancies": "institutions/state_discrepancies.html",
    }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or a file of what it shows; fields left empty leave the address."""
        if any(not value for _name, values in request.GET.lists() for value in values):
            kept = [(name, each) for name, values in request.GET.lists() for each in values if each]
            return redirect(f"{request.path}?{urlencode(kept)}".rstrip("?"))
        self.object = self.get_object()
        if self.show:
            self._check_show()
        elsewhere = self._elsewhere()
        if elsewhere is not None:
            return redirect(f"{request.path}?{urlencode(elsewhere)}")
        wrong = self.problem or self.asked.error or unknown(self.given, PARAMETERS)
        if self.request.GET.get("format") in FORMATS and not wrong:
            return self.file(request.GET["format"])
        return self.render_to_response(self.get_context_data())

    @property
    def show(self) -> str:
        """Which page of its story is asked for; empty for the page of the state."""
        return self.request.GET.get("show", "")

    def _check_show(self) -> None:
        """404 unless the address asks for one page of the story, and there is something to show."""
        given = self.request.GET
        alone = len(given.getlist("show")) == 1 and not any(
            name in given for name in ("with", PARAMETER, "format")
        )
        found = {
            "mechanism": lambda: self.story.bodies,
            "statements": lambda: self.story.numbers,
            "discrepancies": lambda: self.story.number_of_discrepancies,
        }
        if not alone or self.show not in found or not found[self.show]():
            raise Http404(_("This state has no such page."))

    @cached_property
    def story(self) -> Story:
        """What the sources tell of it."""
        return Story(self.object)

    @cached_property
    def states(self) -> list[State]:
        """All other states, from which one is chosen."""
        return list(State.objects.published().exclude(pk=self.object.pk).order_by("name_en", "pk"))

    @cached_property
    def other(self) -> State | None:
        """The state beside which it is asked for; by its slug or its code, in any letter case."""
        if len(set(self.given.getlist("with"))) != 1:
            return None
        asked = str(self.given["with"]).casefold()
        return next(
            (each for each in self.states if asked in (each.slug.casefold(), each.iso2.casefold())), None
        )

    @cached_property
    def problem(self) -> str:
        """What is wrong with the other state, in a sentence; empty if nothing is."""
        asked = self.given.getlist("with")
        if not asked or self.other:
            return ""
        if len(set(asked)) > 1:
            return _("One other state can be chosen; the address names several.")
        if asked[0].casefold() in (self.object.slug.casefold(), self.object.iso2.casefold()):
            return _("%(state)s was to be shown beside itself: choose another state.") % {
                "state": self.object
            }
        said = _("No state here is called “%(name)s”: choose one from the list.")
        return said % {"name": short(asked[0])}

    def _wanted(self) -> list[tuple[str, str]]:
        """The query of the one address of this page, without a file."""
        wanted = [("show", self.show)] if self.show else []
        if self.other:
            wanted.append(("with", self.other.slug))
        if self.asked.day:
            wanted.append((PARAMETER, str(self.asked.day)))
        return wanted

    def _elsewhere(self) -> list[tuple[str, str]] | None:
        """The query to which the address is redirected: another state under its one name, each once."""
        if self.other is None or self.given.getlist("with") == [self.other.slug]:
            return None
        rest = [(name, value) for name, values in self.given.lists() if name != "with" for value in values]
        return [("with", self.other.slug), *rest]

    def file(self, file_format: str) -> HttpResponse:
        """The memberships that the page shows, as a file."""
        absolute = self.request.build_absolute_uri
        day = self.asked.day
        name = f"memberships-{self.object.slug}"
        if self.other:
            name += f"-{self.other.slug}"
            rows = Shared(self.object, self.other, day).file(absolute)
        else:
            rows = Belonging(self.object, day).file(absolute)
        if file_format == "csv":
            return csv_response(name, *table_of(rows))
        query = urlencode(self._wanted())
        about = {
            "address": absolute(f"{self.request.path}{f'?{query}' if query else ''}"),
            "state": self.object.slug,
            "on": str(day) if day else None,
        }
        return json_response(name, {**about, "records": rows})

    def get_template_names(self) -> list[str]:
        """The template of the page that is asked for."""
        return [self.PAGES.get(self.show, "institutions/state_detail.html")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds what the page shows, its one address and what of the address it does not know."""
        wanted = self._wanted()
        asked_format = self.given.get("format", "")
        about: dict[str, Any] = {
            "page_evidence": self._page_evidence(),
            "story": None if self.other or self.asked.day else self.story,
            "canonical": f"?{urlencode(wanted)}" if wanted else "",
            "unknown": unknown(self.given, PARAMETERS),
            "unknown_format": asked_format if asked_format not in FORMATS else "",
        }
        if not self.show:
            about |= {
                "belonging": None if self.other else Belonging(self.object, self.asked.day),
                "shared": Shared(self.object, self.other, self.asked.day) if self.other else None,
                "other": self.other,
                "cited": self._title(),
                "states": self.states,
                "problem": self.problem,
                "files": [(each, f"?{urlencode([*wanted, ('format', each)])}") for each in FORMATS],
                "day_query": f"&on={self.asked.day}" if self.asked.day else "",
            }
        return super().get_context_data(**about, **kwargs)

    def _title(self) -> str:
        """What the page is called, the day included."""
        if self.other:
            title = _("%(one)s and %(other)s") % {"one": self.object, "other": self.other}
        else:
            title = str(self.object)
        if self.asked.day:
            title += _(", as of %(day)s") % {"day": date_format(self.asked.day)}
        return title

    def _page_evidence(self) -> PageEvidence:
        return PlacedEvidence() if self.show else QuotedEvidence()
