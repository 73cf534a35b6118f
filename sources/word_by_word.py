"""Two definitions word by word: which was made from the other, and what became of the words, in sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sources.comparison import ADDED, LITTLE, Comparison, Shared, compare, share, tokens
from sources.models import Definition, Evidence

#: Words in square brackets, as an author marks his own in those of another; not a mark of what was left out.
_IN_BRACKETS = re.compile(r"\[[^][]*\w[^][]*\]")


@dataclass(frozen=True)
class Pair:
    """Two definitions, of which the first is the earlier, or the one that the other amends or quotes."""

    before: Definition
    after: Definition

    @classmethod
    def of(cls, one: Definition, other: Definition) -> "Pair":
        """The pair of two definitions that stand in order of time."""
        turned = cls(other, one)
        return turned if turned.is_amendment or turned.is_quotation else cls(one, other)

    def __str__(self) -> str:
        return _("%(before)s and %(after)s") % {"before": self.before, "after": self.after}

    def __iter__(self) -> Iterator[Definition]:
        return iter((self.before, self.after))

    @property
    def value(self) -> str:
        """The pair as an address names it."""
        return f"{self.before.slug},{self.after.slug}"

    @property
    def is_amendment(self) -> bool:
        """Whether the second amends the first."""
        return self.after.amends_id == self.before.pk

    @property
    def is_quotation(self) -> bool:
        """Whether the first is quoted in the work of the second."""
        return self.after.own_work is not None and self.after.own_work == self.before.quoted_through

    @property
    def languages_differ(self) -> bool:
        """Whether the words are of two languages, so that none can be kept."""
        return self.before.language != self.after.language

    @property
    def paraphrases(self) -> list[Definition]:
        """Those of the two whose words are not their author's."""
        return [each for each in self if each.is_paraphrase]

    @cached_property
    def result(self) -> Comparison:
        """The words of the two compared."""
        return compare(self.before.text, self.after.text)

    @property
    def follows(self) -> bool:
        """Whether the second was made from the first, so that its words are kept, removed and added."""
        return self.is_amendment or (self.is_quotation and not self.result.shares_little)

    @cached_property
    def shared(self) -> Shared:
        """Which words stand in both, for two of which neither was made from the other."""
        return share(self.before.text, self.after.text)

    @property
    def says(self) -> str:
        """How many words were kept, removed and added, or stand in both or in one, in a sentence."""
        return self._says_what_became() if self.follows else self._says_what_is_shared()

    def _says_what_became(self) -> str:
        kept, removed, added = self.result.kept, self.result.removed, self.result.added
        says = _("%(kept)s, %(removed)s, %(added)s.") % {
            "kept": ngettext("%(n)d word is kept", "%(n)d words are kept", kept) % {"n": kept}
            if kept
            else _("No word is kept"),
            "removed": ngettext("%(n)d is removed", "%(n)d are removed", removed) % {"n": removed}
            if removed
            else _("none is removed"),
            "added": ngettext("%(n)d is added", "%(n)d are added", added) % {"n": added}
            if added
            else _("none is added"),
        }
        if marked := sum(added for _words, added in self._bracketed):
            more = ngettext(
                "%(n)d of those added stands in square brackets.",
                "%(n)d of those added stand in square brackets.",
                marked,
            )
            says = f"{says} {more % {'n': marked}}"
        moved = self.result.elsewhere
        if not moved:
            return says
        more = ngettext(
            "%(n)d of those removed or added stands elsewhere in the other text.",
            "%(n)d of those removed or added stand elsewhere in the other text.",
            moved,
        )
        return f"{says} {more % {'n': moved}}"

    def _says_what_is_shared(self) -> str:
        shared = self.shared
        return _("%(both)s; %(before)s, %(after)s.") % {
            "both": ngettext(
                "%(n)d word stands in both: %(words)s",
                "%(n)d words stand in both: %(words)s",
                len(shared.words),
            )
            % {"n": len(shared.words), "words": ", ".join(shared.words)}
            if shared.words
            else _("No word stands in both"),
            "before": _("%(n)d only in %(name)s") % {"n": shared.only_before, "name": self.before},
            "after": _("%(n)d only in %(name)s") % {"n": shared.only_after, "name": self.after},
        }

    @cached_property
    def _bracketed(self) -> list[tuple[str, int]]:
        """What stands in square brackets in an amendment, and how many words of it are added, if any are."""
        if not self.is_amendment:
            return []
        added, at = list[int](), 0
        for step in self.result.steps:
            for token in tokens(step.after):
                if step.kind == ADDED and token.is_word:
                    added.append(at + len(token.text.rstrip()))
                at += len(token.text)
        found = [
            (each[0], sum(each.start() < end <= each.end() for end in added))
            for each in _IN_BRACKETS.finditer(self.after.text)
        ]
        return [(words, number) for words, number in found if number]

    @property
    def in_brackets(self) -> list[str]:
        """What stands in square brackets in an amendment, with a word that it adds."""
        return [words for words, _added in self._bracketed]

    @property
    def around(self) -> list[Evidence]:
        """What the source says around an amendment, beyond its words and those that say that it amends."""
        if not self.is_amendment:
            return []
        rows = self.after.evidence.all()
        told = {row.citation_id for row in rows if row.fact in ("text", "amends")}
        return [
            row
            for row in rows
            if row.fact == "context"
            and row.stance == Evidence.Stance.SUPPORTS
            and row.citation.exact
            and row.citation_id not in told
        ]

    @property
    def shares_little(self) -> bool:
        """Whether neither was made from the other and they have few different words in common."""
        return not self.follows and self.shared.share < LITTLE

    def data(self) -> dict[str, Any]:
        """What became of the words, or which stand in both, as data."""
        names = {"before": str(self.before), "after": str(self.after), "follows": self.follows}
        if not self.follows:
            shared = self.shared
            return names | {
                "in_both": shared.words,
                "only_before": shared.only_before,
                "only_after": shared.only_after,
                "share": round(shared.share, 3),
                "before_words": [each._asdict() for each in shared.before],
                "after_words": [each._asdict() for each in shared.after],
            }
        result = self.result
        return names | {
            "kept": result.kept,
            "removed": result.removed,
            "added": result.added,
            "share": round(result.share, 3),
            "in_brackets": self.in_brackets,
            "said_around": [row.citation.exact for row in self.around],
            "steps": [step._asdict() for step in result.steps],
        }
