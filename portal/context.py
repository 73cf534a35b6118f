"""What every page gets of its address. Knows no app."""

from typing import Any

from django.http import HttpRequest

from portal.choosing import unknown


def unknown_parameters(request: HttpRequest) -> dict[str, Any]:
    """The parameters of which the page knows nothing: all, unless its view says which of them it knows.

    A view with parameters gives `unknown` itself; partials/_strange.html names what is left.
    """
    return {"unknown": unknown(request.GET)}
