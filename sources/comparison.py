"""Two texts compared word by word. No Django in it.

`compare` is for a text that follows another: what it keeps, leaves out and adds. Words are aligned, not
letters, and not the spaces between them, so that the words kept have the most letters: “of” is not kept at
the price of “parliamentarians”. A word that is removed at one place and added at another is told apart.
`share` is for two texts of which neither follows the other: which words stand in both, wherever they stand.

Two words are the same in any letter case, with or without accents, and with either form of an apostrophe or
hyphen. Punctuation is no word and is never counted: a full stop that only one text has is marked by itself,
and the word before it is kept. Brackets and commas around words that are added belong to what is added.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from portal.folding import fold

KEPT, REMOVED, ADDED = "kept", "removed", "added"
#: Two texts share little if fewer words than this part of the average length are kept, or stand in both. Two
#: authors who write of the same thing share its name and “of”, “the”, “and”, up to a third of their words; a
#: text that adopts another keeps more than half, though it may add as many words again.
LITTLE = 0.35
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


#: What becomes of a token: kept (a pair), removed or added.
Move = tuple[str, Token | None, Token | None]


class Step(NamedTuple):
    """A stretch that is kept, removed or added: as it stands in each text, and its number of words.

    `before` is empty for what is added, `after` for what is removed; then `elsewhere` says that the words
    are removed at one place and added at another.
    """

    kind: str
    before: str
    after: str
    words: int
    elsewhere: bool = False


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
    def elsewhere(self) -> int:
        """How many words that are removed or added stand elsewhere in the other text."""
        return sum(step.words for step in self.steps if step.elsewhere)

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
    moves = list(_moves(tokens(before), tokens(after)))
    steps = []
    for (kind, elsewhere), told in groupby(_told_apart(moves), key=lambda move: move[0]):
        group = [move for _key, move in told]
        steps.append(
            Step(
                kind,
                "".join(one.text for _kind, one, _other in group if one),
                "".join(other.text for _kind, _one, other in group if other),
                sum((one or other).is_word for _kind, one, other in group),  # type: ignore[union-attr]
                elsewhere,
            )
        )
    return Comparison(steps)


class Stretch(NamedTuple):
    """A part of a text, and whether its words stand in the other text too."""

    text: str
    in_both: bool


class Shared(NamedTuple):
    """Two texts of which neither follows the other: their parts and different words."""

    before: list[Stretch]
    after: list[Stretch]
    #: The words that stand in both, as the first text writes them: the longest first, since these say most.
    words: list[str]
    #: How many different words stand in one only.
    only_before: int
    only_after: int

    @property
    def share(self) -> float:
        """The words in both as a part of all different words: 1 the same words, 0 none in common."""
        both = 2 * len(self.words)
        words = both + self.only_before + self.only_after
        return both / words if words else 1.0


def share(before: str, after: str) -> Shared:
    """Which words of two texts stand in both."""
    old, new = tokens(before), tokens(after)
    both = _words(old) & _words(new)
    written = {token.same: token.text.strip() for token in old[::-1] if token.same in both}
    words = sorted(both, key=lambda same: (-len(same), same))
    return Shared(
        list(_stretches(old, both)),
        list(_stretches(new, both)),
        [written[same] for same in words],
        len(_words(old) - both),
        len(_words(new) - both),
    )


def _words(text: list[Token]) -> set[str]:
    """The different words of a text."""
    return {token.same for token in text if token.is_word}


def _stretches(text: list[Token], both: set[str]) -> Iterator[Stretch]:
    """A text cut where words that stand in both begin or end, their last space and punctuation outside."""
    said: list[tuple[bool, str]] = []
    for token in text:
        word = token.text.strip()
        lead, _word, space = token.text.partition(word) if word else ("", "", token.text)
        said += [(False, lead), (token.is_word and token.same in both, word), (False, space)]
    said = [part for part in said if part[1]]
    for at in range(1, len(said) - 1):  # a space between two words in both belongs to them
        if said[at][1].isspace():
            said[at] = (said[at - 1][0] and said[at + 1][0], said[at][1])
    for in_both, group in groupby(said, key=lambda part: part[0]):
        yield Stretch("".join(part for _in_both, part in group), in_both)


def _told_apart(moves: list[Move]) -> Iterator[tuple[tuple[str, bool], Move]]:
    """Each move with its kind and whether its word only changed its place; signs follow the word before."""
    removed = _words([old for kind, old, _new in moves if old and kind == REMOVED])
    added = _words([new for kind, _old, new in moves if new and kind == ADDED])
    key = ("", False)
    for kind, old, new in moves:
        token = old or new
        if kind != key[0] or (token and token.is_word):
            key = (kind, kind != KEPT and token is not None and token.same in removed & added)
        yield key, (kind, old, new)


def _moves(before: list[Token], after: list[Token]) -> Iterator[Move]:
    """Each token of the two texts in turn."""
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
    chain = _heaviest([before[at].same for at in old], [after[at].same for at in new])
    return [(old[one], new[other]) for one, other in chain]


def _heaviest(before: list[str], after: list[str]) -> list[tuple[int, int]]:
    """Pairs of places of the same words, in the order of both lists, whose words weigh most together.

    A word weighs its letters, and one more next to the one kept before it, so that neighbours stay together.
    """
    places = defaultdict(list)
    for at, word in enumerate(after):
        places[word].append(at)
    # the best chains that end up to a place of `after`: places and weights both rise
    ends: list[int] = []
    weights: list[int] = []
    chains: list[Any] = []
    beside: dict[int, tuple[int, Any]] = {}
    for at, word in enumerate(before):
        found = {}
        for place in places[word]:
            less = bisect_left(ends, place)
            weight, chain = (weights[less - 1], chains[less - 1]) if less else (0, None)
            if place - 1 in beside and beside[place - 1][0] >= weight:
                weight, chain = beside[place - 1][0] + 1, beside[place - 1][1]
            found[place] = (weight + len(word), (at, place, chain))
        for place, (weight, chain) in found.items():
            at_end = bisect_left(ends, place)
            if at_end and weights[at_end - 1] >= weight:
                continue
            worse = at_end
            while worse < len(ends) and weights[worse] <= weight:
                worse += 1
            if worse == at_end < len(ends) and ends[at_end] == place:
                continue
            ends[at_end:worse], weights[at_end:worse], chains[at_end:worse] = [place], [weight], [chain]
        beside = found
    pairs = []
    chain = chains[-1] if chains else None
    while chain:
        one, other, chain = chain
        pairs.append((one, other))
    return pairs[::-1]


def _same_marks(old: list[Token], new: list[Token]) -> int:
    """With how many marks of punctuation that are the same both lists begin."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one.is_word or other.is_word or one.same != other.same:
            break
        count += 1
    return count
