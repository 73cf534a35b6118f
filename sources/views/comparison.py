"""The page that compares definitions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.choosing import MOST, Choice, elsewhere, short, unknown
from portal.downloads import FORMATS, csv_response, json_response
from portal.filtering import readable
from sources.models import Concept, Definition, Element, public
from sources.side_by_side import COLUMNS, SideBySide, address

#: What the address may hold: definitions, which two word by word, the form of the page, the kind of file.
PARAMETERS = ("d", "words", "show", "format")
#: The forms of the page and the kinds of file.
FORMS = {"show": ("worksheet", "choice"), "format": FORMATS}


@require_safe
def definition_compare(request: HttpRequest) -> HttpResponse:
    """Two to five definitions side by side, as a page, a worksheet or a file; or the choice of them."""
    given = readable(request.GET) or request.GET
    choice = Choice(given, "d", Definition.objects.to_choose())
    form = {name: str(given[name]) for name in FORMS if given.get(name)}
    misnamed_form = any(form[name] not in FORMS[name] for name in form)
    if misnamed_form or not choice.fits or form.get("show") == "choice":
        return _choose(request, choice, form)
    compared = SideBySide(list(Definition.objects.for_comparison(choice.slugs)), given.get("words", ""))
    misnamed = compared.words if compared.words and not compared.asked_pair else ""
    wanted = compared.query(**form)
    if misnamed:  # another pair is shown; the page says so as long as the address names this one
        wanted = sorted([*wanted, ("words", compared.words)], key=lambda pair: PARAMETERS.index(pair[0]))
    if (other := elsewhere(given, PARAMETERS, wanted)) is not None:
        return redirect(address(other))
    strange = unknown(given, PARAMETERS)
    if "format" in form and not strange:
        return _file(request, compared, choice, form["format"])
    context = {
        "section": "definitions",
        "compared": compared,
        "canonical": address(compared.query(**{name: form[name] for name in form if name != "format"})),
        "misnamed": short(misnamed),
        "unknown": strange,
        "questions": Element.Question,
        "groups": _by_concept(choice),
        "places": [*choice.slugs, ""][:MOST],
    }
    page = "definition_worksheet" if "show" in form else "definition_compare"
    return render(request, f"sources/{page}.html", context)


def _choose(request: HttpRequest, choice: Choice, form: dict[str, str]) -> HttpResponse:
    """The offer of all definitions, with what was wrong; not found if a file or a form is asked for in vain.

    As on the list and the matrix, a value that is not known is named on a page that shows nothing for it.
    """
    problems = choice.problems
    missing = [value for name, value in form.items() if value not in FORMS[name]]
    problems += [_("There is no form or file called “%(name)s”.") % {"name": short(name)} for name in missing]
    context = {
        "section": "definitions",
        "choice": choice,
        "problems": problems,
        "unknown": unknown(request.GET, PARAMETERS),
        "groups": _by_concept(choice),
        "form": {name: value for name, value in form.items() if value in {"worksheet", *FORMATS}},
    }
    status = 404 if missing or "format" in form else 200
    return render(request, "sources/definition_choice.html", context, status=status)


def _by_concept(choice: Choice) -> dict[Concept | None, list[Definition]]:
    """The definitions on offer by the concept they speak of, those of the largest group first."""
    groups: dict[Concept | None, list[Definition]] = {}
    for each in choice.offered:
        groups.setdefault(public(each.concept), []).append(each)
    return dict(sorted(groups.items(), key=lambda group: -len(group[1])))


def _file(request: HttpRequest, compared: SideBySide, choice: Choice, kind: str) -> HttpResponse:
    """The comparison as a table of phrases, or whole as data."""
    name = "_".join(["compared", *choice.slugs])[:120]
    if kind == "csv":
        return csv_response(name, COLUMNS, compared.phrases(request.build_absolute_uri))
    return json_response(name, compared.data(request.build_absolute_uri))
