"""How far the list of the members of a body goes: to which day, or no further than single sources.

A body without a list of members has members that sources name one by one, so that more may belong to it. A
number of members that rests on such a list, or on one of an earlier day, says so wherever it stands.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from institutions.models import Institution, MemberList
from portal.data_version import kept


def is_open(lists: Iterable[MemberList]) -> bool:
    """Whether `lists`, all those of a body, are none, so that more may belong to it than sources name."""
    return not list(lists)


def extent(lists: Iterable[MemberList]) -> str:
    """What is to be said of `lists`, all those of a body that has members; nothing if one has no day."""
    known = list(lists)
    if is_open(known):
        return _("list open")
    if not all(each.listed for each in known):
        return ""
    latest = max(known, key=lambda each: each.listed.latest or each.listed.earliest)
    return _("list of %(when)s") % {"when": latest.listed}


def lists_by_body() -> dict[int, list[MemberList]]:
    """The published lists of members by the key of their body."""

    def read() -> dict[int, list[MemberList]]:
        found = defaultdict(list)
        for each in MemberList.objects.published().order_by("pk"):
            found[each.institution_id].append(each)
        return dict(found)

    return kept(("lists of members",), read)


def open_and_dated(bodies: Iterable[Institution]) -> tuple[int, int]:
    """Of how many of `bodies` the list is open, and of how many it is of a day."""
    lists = lists_by_body()
    known = [lists.get(each.pk, []) for each in bodies]
    closed = [each for each in known if not is_open(each)]
    return len(known) - len(closed), sum(bool(extent(each)) for each in closed)


def extents(bodies: Iterable[Institution]) -> dict[int, str]:
    """What is to be said of the list of each of `bodies`, by its key."""
    lists = lists_by_body()
    return {each.pk: extent(lists.get(each.pk, ())) for each in bodies}
