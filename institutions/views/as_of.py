"""The day for which a page is asked, and what its form needs (partials/_as_of.html)."""

from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from institutions.as_of import PARAMETER, AskedDay
from portal.filtering import readable

#: Parameters that another day does not keep: another day has other pages, and no file is asked for.
LEFT_OUT = (PARAMETER, "page", "format")


class OnADay:
    """A view that shows what was so on the day `?on=`, or, without one, what is so today."""

    request: HttpRequest

    @cached_property
    def given(self) -> QueryDict:
        """The address, with characters that no page may hold as such that could not be read."""
        return readable(self.request.GET) or QueryDict()

    @cached_property
    def asked(self) -> AskedDay:
        """The day that is asked for; of several, none."""
        if len(set(self.given.getlist(PARAMETER))) > 1:
            return AskedDay(error=_("Only one day can be asked for."))
        return AskedDay.read(self.given)

    def as_of_hidden(self) -> list[tuple[str, str]]:
        """The other parameters of the address, which the form and the way back to today keep."""
        given = self.given
        return [(name, value) for name in given if name not in LEFT_OUT for value in given.getlist(name)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the day, and the parameters and the address of the form."""
        hidden = self.as_of_hidden()
        kwargs.setdefault("as_of_hidden", hidden)
        kwargs.setdefault("today_url", f"?{urlencode(hidden)}" if hidden else self.request.path)
        kwargs.setdefault("asked", self.asked)
        return super().get_context_data(**kwargs)  # type: ignore[misc]
