"""Records chosen to stand side by side: the choice lives in the address, `?d=one&d=two`. Knows no app.

One comparison has one address: each record once, in the order in which the list offers them. What cannot be
compared is named in sentences, so that the page can offer the choice again.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

#: So many records may stand side by side.
FEWEST, MOST = 2, 5
#: Of a name that no record has, so many letters are repeated to the visitor, and of so many names.
NAMED_LETTERS, NAMED = 60, 5


class Choice:
    """Which of the `offered` records the parameter `name` of an address chooses."""

    most = MOST

    def __init__(self, data: QueryDict, name: str, offered: Iterable[Any], fewest: int = FEWEST) -> None:
        self.name = name
        self.fewest = fewest
        self.offered = list(offered)
        self.asked = [slug for slug in data.getlist(name) if slug]

    @cached_property
    def chosen(self) -> list[Any]:
        """The records that are asked for, in the order of the offer."""
        return [record for record in self.offered if record.slug in self.asked]

    @property
    def slugs(self) -> list[str]:
        """The slugs of the records that are asked for, in the order of the offer."""
        return [record.slug for record in self.chosen]

    @cached_property
    def unknown(self) -> list[str]:
        """What is asked for and not offered, in the order of the address."""
        known = {record.slug for record in self.offered}
        return [slug for slug in dict.fromkeys(self.asked) if slug not in known]

    @property
    def fits(self) -> bool:
        """Whether the choice can stand side by side: known records, not too few and not too many."""
        return not self.unknown and self.fewest <= len(self.chosen) <= self.most

    @property
    def problems(self) -> list[str]:
        """What is wrong with the choice, in sentences; nothing is wrong with an empty one."""
        said = []
        if self.unknown:
            names = [f"“{short(slug)}”" for slug in self.unknown[:NAMED]]
            if len(self.unknown) > NAMED:
                names.append(_("others"))
            sentence = ngettext(
                "Nothing here is called %(names)s.",
                "None of these is known here: %(names)s.",
                len(names),
            )
            said.append(sentence % {"names": get_text_list(names, _("and"))})
        if len(self.chosen) > self.most:
            sentence = _("%(number)d are chosen, but at most %(most)d stand side by side: take some out.")
            said.append(sentence % {"number": len(self.chosen), "most": self.most})
        repeated = [str(each) for each in self.chosen if Counter(self.asked)[each.slug] > 1]
        if repeated and len(self.chosen) < self.fewest:
            said.append(_("%(name)s was named more than once.") % {"name": get_text_list(repeated, _("and"))})
        if len(self.chosen) == 1 < self.fewest:
            said.append(_("Only %(name)s is chosen: choose at least one more.") % {"name": self.chosen[0]})
        return said


def elsewhere(
    given: QueryDict, parameters: Collection[str], wanted: list[tuple[str, str]]
) -> list[tuple[str, str]] | None:
    """The query to which an address is to be redirected; None if it holds what is `wanted`, in that order.

    What the page knows nothing of goes along, so that the page can say so.
    """
    held = [(name, value) for name in parameters for value in given.getlist(name)]
    return None if held == wanted else [*wanted, *strange(given, parameters)]


def strange(given: QueryDict, parameters: Collection[str]) -> list[tuple[str, str]]:
    """What of an address the page knows nothing of."""
    return [(name, str(given[name])) for name in given if name not in parameters]


def unknown(given: QueryDict, parameters: Collection[str] = ()) -> list[str]:
    """The names of what the page knows nothing of, as it tells them again: cut, and no more than a few."""
    return short_list([name.replace("\0", "\ufffd") for name, _value in strange(given, parameters)])


def short(given: str) -> str:
    """What a visitor gave and is told again, cut where it goes on too long."""
    return f"{given[:NAMED_LETTERS]}…" if len(given) > NAMED_LETTERS else given


def short_list(given: list[str]) -> list[str]:
    """Several things that a visitor gave, each cut, and no more than a few of them."""
    return [*map(short, given[:NAMED]), *([_("others")] if len(given) > NAMED else [])]
