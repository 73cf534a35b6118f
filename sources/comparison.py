"""Two texts compared word by word: what the later keeps, leaves out and adds. No Django in it.

Words are aligned, not letters, and not the spaces between them. Two words are the same in any letter case,
with or without accents, and with either form of an apostrophe or hyphen. Punctuation is no word and is never
counted: a full stop that only one text has is marked by itself, and the word before it is kept. Brackets and
commas around words that are added belong to what is added.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from portal.folding import fold

KEPT, REMOVED, ADDED = "kept", "removed", "added"
#: Two texts share little if fewer words than this part of the average length are kept. Two authors who
#: write of the same thing share its name and “of”, “the”, “and”, up to a third of their words; a text that
#: adopts another keeps more than half, though it may add as many words again.
LITTLE = 0.4
#: So many steps stand beside each other in a table; more are read as running text.
FEW_STEPS = 5

_LETTERS = r"[\w\u0300-\u036f]"
#: A word, with its hyphens and apostrophes, or one other character; and the space after it.
_TOKEN = re.compile(rf"(?:({_LETTERS}+(?:[-\u2010\u2011'’ʼ]{_LETTERS}+)*)|\S)\s*")
_SAME = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"'})
_SAME |= dict.fromkeys(map(ord, "\u2010\u2011–—−"), "-")


class Token(NamedTuple):
    """A word or a mark of punctuation with the space after it, and what makes it the same as another."""

    text: str
    same: str
    is_word: bool


def tokens(text: str) -> list[Token]:
    """`text` as words and marks of punctuation; joined they are the text, letter by letter."""
    body = text.lstrip()
    lead = text[: len(text) - len(body)]
    cut = [
        Token(found[0], fold(found[1] or found[0]).translate(_SAME), found[1] is not None)
        for found in _TOKEN.finditer(body)
    ]
    if lead:
        first = cut[0] if cut else Token("", "", False)
        cut[:1] = [first._replace(text=lead + first.text)]
    return cut


class Step(NamedTuple):
    """A stretch that is kept, removed or added: as it stands in each text, and its number of words.

    `before` is empty for what is added, `after` for what is removed.
    """

    kind: str
    before: str
    after: str
    words: int


@dataclass(frozen=True)
class Comparison:
    """What became of the words of one text in another; the steps of each side joined are its text."""

    steps: list[Step]

    def _words(self, kind: str) -> int:
        return sum(step.words for step in self.steps if step.kind == kind)

    @property
    def kept(self) -> int:
        """How many words stand in both texts, in the same order."""
        return self._words(KEPT)

    @property
    def removed(self) -> int:
        """How many words stand only in the first text."""
        return self._words(REMOVED)

    @property
    def added(self) -> int:
        """How many words stand only in the second text."""
        return self._words(ADDED)

    @property
    def share(self) -> float:
        """The words kept as a part of the average length of the texts: 1 the same words, 0 none in common."""
        words = 2 * self.kept + self.removed + self.added
        return 2 * self.kept / words if words else 1.0

    @property
    def shares_little(self) -> bool:
        """Whether so few words are kept that they say nothing of one text in the other; see `LITTLE`."""
        return self.share < LITTLE

    @property
    def is_same(self) -> bool:
        """Whether nothing is removed and nothing added, not even punctuation."""
        return all(step.kind == KEPT for step in self.steps)

    @property
    def columns(self) -> list[list[Step]]:
        """The steps as columns of a table: each its own, or all in one where there are many."""
        return [[step] for step in self.steps] if len(self.steps) <= FEW_STEPS else [self.steps]


def compare(before: str, after: str) -> Comparison:
    """What of `before` is kept and removed, and what is added, in `after`."""
    steps = []
    for kind, moves in groupby(_moves(tokens(before), tokens(after)), key=lambda move: move[0]):
        group = list(moves)
        steps.append(
            Step(
                kind,
                "".join(old.text for _kind, old, _new in group if old),
                "".join(new.text for _kind, _old, new in group if new),
                sum((old or new).is_word for _kind, old, new in group),  # type: ignore[union-attr]
            )
        )
    return Comparison(steps)


def _moves(before: list[Token], after: list[Token]) -> Iterator[tuple[str, Token | None, Token | None]]:
    """Each token of the two texts in turn: kept (a pair), removed or added."""
    old_at = new_at = 0
    for old_end, new_end in [*_same_words(before, after), (len(before), len(after))]:
        old, new = before[old_at:old_end], after[new_at:new_end]
        head = _same_marks(old, new)
        tail = _same_marks(old[head:][::-1], new[head:][::-1])
        yield from ((KEPT, *pair) for pair in zip(old[:head], new[:head], strict=True))
        yield from ((REMOVED, token, None) for token in old[head : len(old) - tail])
        yield from ((ADDED, None, token) for token in new[head : len(new) - tail])
        # the punctuation just before the word that is kept, and the word
        old_at, new_at = old_end + 1, new_end + 1
        last = before[old_end - tail : old_at], after[new_end - tail : new_at]
        yield from ((KEPT, *pair) for pair in zip(*last, strict=True))


def _same_words(before: list[Token], after: list[Token]) -> list[tuple[int, int]]:
    """Where the words stand, in each list, that both texts have in the same order."""
    old = [at for at, token in enumerate(before) if token.is_word]
    new = [at for at, token in enumerate(after) if token.is_word]
    words = [before[at].same for at in old], [after[at].same for at in new]
    blocks = SequenceMatcher(None, *words, autojunk=False).get_matching_blocks()
    return [(old[block.a + n], new[block.b + n]) for block in blocks for n in range(block.size)]


def _same_marks(old: list[Token], new: list[Token]) -> int:
    """With how many marks of punctuation that are the same both lists begin."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one.is_word or other.is_word or one.same != other.same:
            break
        count += 1
    return count
