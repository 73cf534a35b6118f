"""What the checks of the data say today.

Both answers cost seconds and are the same for everybody, so each is kept until anything is committed; the
commands `verify` and `export_evidence` always prove everything anew.
"""

from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView, View

from portal.data_version import kept
from portal.downloads import zip_response, zipped
from sources.export import package
from sources.rungs import Rung, State
from sources.verification import verify

#: Failures that the page names; the command names all.
NAMED = 25


class Status(TemplateView):
    """The figures of `manage.py verify`, of one run since the last change."""

    template_name = "portal/status.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The figures, and the rungs and states in the order of their tables."""
        result = kept("verification", verify)
        return super().get_context_data(
            result=result,
            failures=result.failures[:NAMED],
            more_failures=max(0, len(result.failures) - NAMED),
            rungs=[rung.label for rung in Rung],
            totals=[result.rungs[rung] for rung in Rung],
            kinds=[(kind, [kind.rungs[rung] for rung in Rung]) for kind in result.kinds],
            states=[(state.label, result.states[state]) for state in State],
            **kwargs,
        )


class Evidence(View):
    """The package of `manage.py export_evidence` as one file for everybody, made anew after each change."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file, which unpacks into a folder `evidence`; who holds one of the same evidence is told so."""
        packed, tag = kept("evidence", _packed)
        response = zip_response("evidence", packed)
        response["ETag"] = tag
        return response


def _packed() -> tuple[bytes, str]:
    """The file, and a weak tag of what is in it: the same for what was proved again at another moment."""
    files, result = package()
    said = {**files, "README.md": "", "totals.json": str({**result.as_data(), "at": ""})}
    return zipped("evidence", files), f'W/"{sha256(str(said).encode()).hexdigest()}"'
