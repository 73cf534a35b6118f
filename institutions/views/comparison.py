"""The pages that set several bodies beside each other: in a table, and on the map."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from institutions.as_of import PARAMETER
from institutions.models import Institution
from institutions.side_by_side import COLUMNS, ROWS, SideBySide, address
from institutions.views.as_of import OnADay
from institutions.world_map import STYLE_HASH, WorldMap
from portal.choosing import MOST, NAMED, Choice, elsewhere, short_list, unknown
from portal.downloads import FORMATS, csv_response, json_response
from portal.filtering import readable
from sources.page_evidence import LinkedEvidence, QuotedEvidence

#: The bodies that the texts of the portal name together: the comparison that is offered first.
SHOWCASE = ("eurasec-ipa", "ipa-cis", "csto-pa")
#: So many ties of states stand below the comparison; more have a page of their own, so many states on each.
TIES, STATES_ON_A_PAGE = 40, 40


class OfBodies(OnADay, View):
    """What both pages do: the bodies that the address names, each once, in the order of their list."""

    http_method_names = ["get", "head", "options"]
    #: What the address may hold, in this order, and the values of those that have a vocabulary.
    parameters: tuple[str, ...] = ()
    forms: dict[str, tuple[str, ...]] = {}
    fewest = 1

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Makes of null characters, which no page may hold, characters that could not be read."""
        request.GET = readable(request.GET) or request.GET  # type: ignore[assignment]
        super().setup(request, *args, **kwargs)

    @cached_property
    def given(self) -> Any:
        """What the address holds, without the body in whose place another was put."""
        given = self.request.GET.copy()
        for slug in given.pop("out", []):
            given.setlist("i", [each for each in given.getlist("i") if each != slug])
        return given

    @cached_property
    def choice(self) -> Choice:
        """The bodies that are chosen, among all."""
        return Choice(self.given, "i", Institution.objects.to_choose(), self.fewest)

    @cached_property
    def form(self) -> dict[str, str]:
        """The form of the page and the kind of file that are asked for."""
        return {name: str(self.given[name]) for name in self.forms if self.given.get(name)}

    @property
    def misnamed(self) -> list[str]:
        """The forms and files that there are not."""
        return [value for name, value in self.form.items() if value not in self.forms[name]]

    @property
    def misnamed_shortly(self) -> list[str]:
        """The first of them, each cut where it goes on too long."""
        return short_list(self.misnamed[:NAMED])

    @property
    def unknown(self) -> list[str]:
        """The names of parameters of which the page knows nothing."""
        return unknown(self.given, self.parameters)

    @property
    def file_asked(self) -> str:
        """The kind of file that is asked for; none if the page has to say what is wrong with its address."""
        return "" if self.asked.error or self.unknown else self.form.get("format", "")

    def groups(self, offered: Iterable[Institution]) -> dict[Any, list[Institution]]:
        """The bodies on offer by their kind, inter-parliamentary ones first."""
        groups: dict[Any, list[Institution]] = {kind: [] for kind in Institution.INTER_PARLIAMENTARY}
        for each in offered:
            groups.setdefault(Institution.Kind(each.kind), []).append(each)
        return {Institution.Kind(kind).label: bodies for kind, bodies in groups.items() if bodies}

    def moved(self, wanted: list[tuple[str, str]]) -> str:
        """The query to which the address is to be redirected; empty if it is the canonical one."""
        if self.asked.error:  # the page says so as long as the address holds it
            days = [(PARAMETER, value) for value in self.given.getlist(PARAMETER)]
            wanted = sorted([*wanted, *days], key=lambda pair: self.parameters.index(pair[0]))
        other = elsewhere(self.given, self.parameters, wanted)
        if other is None and "out" not in self.request.GET:
            return ""
        return urlencode(wanted if other is None else other)

    def of_the_day(self) -> dict[str, Any]:
        """What the form for the day needs."""
        hidden = [pair for pair in self.as_of_hidden() if pair[0] != "show"]
        return {
            "asked": self.asked,
            "as_of_hidden": hidden,
            "today_url": f"{self.request.path}?{urlencode(hidden)}",
        }

    def choose(self, template: str, offered: Iterable[Institution], problems: list[str]) -> HttpResponse:
        """The offer of bodies, with what was wrong; not found if the address asks for what is not."""
        problems = [*self.choice.problems, *problems]
        if "format" in self.form and not self.choice.asked:
            problems.append(_("A file holds chosen bodies: choose them first."))
        if self.asked.error:
            problems.append(self.asked.error)
        context = {
            "section": "institutions",
            "choice": self.choice,
            "problems": problems,
            "unknown": self.unknown,
            "groups": self.groups(offered),
            "form": {PARAMETER: self.asked.day.isoformat()} if self.asked.day else {},
            "showcase": [each for each in self.choice.offered if each.slug in SHOWCASE],
        }
        missing = self.choice.unknown or self.misnamed or "format" in self.form
        return render(self.request, template, context, status=404 if missing else 200)


class InstitutionCompare(OfBodies):
    """Two to five bodies side by side, as a page, with all ties of their states, or as a file."""

    parameters = ("i", "row", "only", PARAMETER, "show", "page", "format")
    forms = {"only": ("differences",), "show": ("choice", "ties"), "format": FORMATS}
    fewest = 2

    @property
    def misnamed(self) -> list[str]:
        """The rows, forms and files that there are not."""
        return [*super().misnamed, *(name for name in self.given.getlist("row") if name and name not in ROWS)]

    def get(self, request: HttpRequest) -> HttpResponse:
        """The comparison, or the offer of bodies where it cannot be made."""
        if self.misnamed or not self.choice.fits or self.form.get("show") == "choice":
            sentence = _("There is no row, form or file called “%s”.")
            problems = [sentence % name for name in self.misnamed_shortly]
            return self.choose("institutions/institution_choice.html", self.choice.offered, problems)
        found = {each.slug: each for each in Institution.objects.for_comparison(self.choice.slugs)}
        bodies = [found[slug] for slug in self.choice.slugs]
        with_ties = self.form.get("show") == "ties"  # a page on which no row is chosen
        rows = [] if with_ties else self.given.getlist("row")
        compared = SideBySide(bodies, self.asked, rows, "only" in self.form and not with_ties)
        form: dict[str, str] = {name: self.form[name] for name in ("show", "format") if name in self.form}
        if with_ties and self.given.get("page", "1") != "1":
            form["page"] = self.given["page"]
        wanted = sorted(compared.query(**form), key=lambda pair: self.parameters.index(pair[0]))
        if query := self.moved(wanted):
            return redirect(f"{request.path}?{query}")
        if self.file_asked:
            return self.file(compared, self.file_asked)
        if "show" in form:
            return self.ties(compared)
        few = compared.overlap.number_of_ties <= TIES
        context = {
            "section": "institutions",
            "compared": compared,
            "canonical": address(compared.query()),
            "unknown": self.unknown,
            "rows": [(name, label, name in compared.chosen) for name, label in ROWS.items()],
            "others": self.choice.offered,
            "is_full": len(compared.bodies) == MOST,
            "ties": list(compared.overlap.table()) if few else [],
            "page_evidence": LinkedEvidence() if compared.is_long else QuotedEvidence(),
            **self.of_the_day(),
        }
        return render(request, "institutions/institution_compare.html", context)

    def ties(self, compared: SideBySide) -> HttpResponse:
        """The ties of all states to the bodies, with their evidence."""
        pages = Paginator(list(compared.overlap.table()), STATES_ON_A_PAGE)
        number = self.given.get("page", "1")
        if not number.isdecimal() or int(number[:6]) not in pages.page_range:
            raise Http404(_("There is no such page."))
        context = {
            "section": "institutions",
            "compared": compared,
            "canonical": compared.ties_url,
            "unknown": self.unknown,
            "page_obj": pages.page(number),
            "page_evidence": LinkedEvidence(),
            **self.of_the_day(),
        }
        context["as_of_hidden"] = [*context["as_of_hidden"], ("show", "ties")]
        return render(self.request, "institutions/institution_ties.html", context)

    def file(self, compared: SideBySide, kind: str) -> HttpResponse:
        """The comparison as a table of what is said, or whole as data."""
        name = "_".join(["compared", *self.choice.slugs])[:120]
        absolute = self.request.build_absolute_uri
        if kind == "csv":
            return csv_response(name, COLUMNS, compared.things(absolute))
        return json_response(name, compared.data(absolute))


class Map(OfBodies):
    """The members of one to five bodies on the map, with the list of them; as a picture or a file."""

    parameters = ("i", PARAMETER, "format")
    forms = {"format": (*FORMATS, "svg")}

    def get(self, request: HttpRequest) -> HttpResponse:
        """The map, or the offer of bodies."""
        members = set(Institution.objects.with_any_member().values_list("pk", flat=True))
        offered = [each for each in self.choice.offered if each.pk in members]
        if self.misnamed or not self.choice.fits:
            problems = [_("There is no file called “%s”.") % name for name in self.misnamed_shortly]
            return self.choose("institutions/map_choice.html", offered, problems)
        found = {each.slug: each for each in Institution.objects.with_members(self.choice.slugs)}
        shown = WorldMap([found[slug] for slug in self.choice.slugs], self.asked.day)
        day = [(PARAMETER, self.asked.day.isoformat())] if self.asked.day else []
        bodies = [*(("i", slug) for slug in self.choice.slugs), *day]
        if query := self.moved([*bodies, *self.form.items()]):
            return redirect(f"{request.path}?{query}")
        if self.file_asked:
            return self.file(shown, self.file_asked)
        prefetch_related_objects(shown.ended, "evidence")
        context = {
            "section": "institutions",
            "map": shown,
            "bodies": bodies,
            "canonical": f"{request.path}?{urlencode(bodies)}",
            "unknown": self.unknown,
            "columns": [
                (
                    each,
                    each.short,
                    f"{request.path}?{urlencode([pair for pair in bodies if pair != ('i', each.slug)])}",
                )
                for each in shown.bodies
            ],
            "others": [each for each in offered if each not in self.choice.chosen],
            "is_full": len(shown.bodies) == MOST,
            "compare_url": address(bodies) if len(shown.bodies) > 1 else "",
            "files": [
                (kind, f"{request.path}?{urlencode([*bodies, ('format', kind)])}")
                for kind in self.forms["format"]
            ],
            "page_evidence": LinkedEvidence(),
            **self.of_the_day(),
        }
        return render(request, "institutions/map.html", context)

    def file(self, shown: WorldMap, kind: str) -> HttpResponse:
        """The map as a picture by itself, or its states as data."""
        name = "_".join(["members", *self.choice.slugs])[:120]
        if kind == "svg":
            return picture(shown)
        data = shown.data(self.request.build_absolute_uri)
        if kind == "csv":
            ties = data["ties"]
            return csv_response(name, list(ties[0]) if ties else ["state"], ties)
        return json_response(name, data)


def picture(shown: WorldMap) -> HttpResponse:
    """The map as a picture that stands by itself, to be kept for a while by whoever shows it."""
    title = _("Members of %(names)s on the map of the world") % {"names": shown.names}
    response = HttpResponse(shown.picture(title), "image/svg+xml; charset=utf-8")
    response["Cache-Control"] = "public, max-age=600"
    response._csp_update = {"style-src": [STYLE_HASH]}  # type: ignore[attr-defined]  # as csp_update does
    return response
