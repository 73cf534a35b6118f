"""Pages for what went wrong: each says what it is and how to go on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from portal.filtering import NotOnListError


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The address or the form could not be read."""
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page is not for this visitor."""
    return render(request, "errors/403.html", status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token: it was open too long, or cookies are off."""
    return render(request, "errors/403.html", {"form_expired": True}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is nothing at this address; of a list, what is not on it."""
    if not isinstance(exception, NotOnListError):
        return render(request, "errors/404.html", status=404)
    said = {"sentence": str(exception), "back": exception.back}
    return render(request, "errors/404.html", said, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The portal failed. Asks neither the database nor a context processor: they may be what failed."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)
