"""Addresses are in small letters: what is asked for with capitals is found all the same. Knows no app."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect


class SmallLetters:
    """A view of one record that leads from its slug in other letters to its address; 404 if it has none."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or the way to it."""
        given = kwargs["slug"]
        slug = given.lower()
        if slug != given and self.get_queryset().filter(slug=slug).exists():  # type: ignore[attr-defined]
            address = request.get_full_path().replace(f"/{given}/", f"/{slug}/", 1)
            return redirect(address, permanent=True)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
