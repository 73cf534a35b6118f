"""The names of all records as a search needs them: who is named exactly so, and which name was meant.

Knows no app: names come as the kind of record, its key and the name.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache, cached_property
from itertools import product

from portal.folding import fold

#: Signs that part words, in Python and in PostgreSQL.
BETWEEN_WORDS = r"""[][ .,;:!?()"'“”„«»‘’/–—…-]"""
#: How alike two words have to be, from 0 to 1, and how alike a part of a longer word is to itself.
ALIKE, PART = 0.75, 0.7
#: Words of which a likeness is measured, and those that stand for one of the question.
MEASURED, OFFERED = 8, 3
#: A name of so many letters is compared as a whole, too: an acronym in two parts, written as one.
SHORT_NAME = 24
#: Words of a longer question are all left as they are.
MOST_WORDS = 6

#: Letters of a code.
CODE = 2
#: Words that may stand between names of a row.
BETWEEN_NAMES = ("and", "with", "и", "мен", "және")
#: The endings of English words of several, and what stands for them in the word of one.
PLURALS = ((re.compile(r"(?<=[a-z]{3})ies$"), "y"), (re.compile(r"(?<=[a-z]{3}[a-hj-rtv-z])s$"), ""))

_WORD = re.compile(r"[^\W_]+")
_JOINING = re.compile(r"[-_\u2010\u2011–]")


def spaced(text: str) -> str:
    """The folded words of `text`, a space around each, without signs between them."""
    return f" {' '.join(_WORD.findall(fold(text)))} "


def singular(word: str) -> str:
    """An English word of several in the singular; any other as it is."""
    for ending, one in PLURALS:
        if ending.search(word):
            return ending.sub(one, word)
    return word


class Names:
    """All names, each with the kind and the key of its record."""

    def __init__(self, names: Iterable[tuple[str, int, str]]) -> None:
        self._printed: list[str] = []
        self._by_kind: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._exact: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for kind, key, name in names:
            words = spaced(name)
            if words.strip():
                self._printed.append(name)
                self._by_kind[kind].append((key, words))
                self._exact[words][kind].add(key)

    def exact(self, kind: str, question: str) -> set[int]:
        """The records of a kind of which the question is a name."""
        return self._exact.get(spaced(question), {}).get(kind, set())

    def whole(self, kind: str, question: str) -> set[int]:
        """Those of which one name has every word of the question as a whole word."""
        words = {f" {word} " for word in spaced(question).split()}
        return self._with(kind, words)

    def beginning(self, kind: str, question: str) -> set[int]:
        """Those of which one name has, for every word of the question, a word that begins so."""
        return self._with(kind, {f" {word}" for word in spaced(question).split()})

    def _with(self, kind: str, parts: set[str]) -> set[int]:
        if not parts:
            return set()
        return {key for key, name in self._by_kind[kind] if all(part in name for part in parts)}

    def several(self, kind: str, question: str) -> list[int]:
        """The records of a kind of which the question is a row of names, in its order; none if it says more.

        “Kazakhstan and Türkiye” are two states, “Kazakhstan in Türkiye” are none. Of two letters a name is
        a code, which is known by its capitals: “TO BE” are two states, “to be” are none.
        """
        words, found, at = spaced(question).split(), list[int](), 0
        capitals = {fold(word) for word in _WORD.findall(question) if word.isupper()}
        while at < len(words):
            for end in range(len(words), at, -1):
                name = " ".join(words[at:end])
                named = self.exact(kind, name)
                if len(named) == 1 and (len(name) > CODE or name in capitals):
                    found += named
                    break
            else:
                end = at + 1
                if words[at] not in BETWEEN_NAMES:
                    return []
            at = end
        return list(dict.fromkeys(found))

    @cached_property
    def _vocabulary(self) -> "Vocabulary":
        return Vocabulary(self._printed)

    def meant(self, question: str) -> list[str]:
        """Questions that may have been meant, the most alike first: its words as the names write them.

        Before these comes the question with words apart that a hyphen or a low line joins, and the one with
        words of several in the singular, where it has any of which a name has the singular.
        """
        apart = " ".join(_JOINING.sub(" ", question).split())
        one = " ".join(map(self._vocabulary.singular, question.split()))
        plain = [each for each in dict.fromkeys([apart, one]) if each not in ("", question)]
        return [*plain, *self._vocabulary.meant(question)]


class Vocabulary:
    """The words of names and short names as a whole, found by words that are written nearly so."""

    def __init__(self, names: Iterable[str]) -> None:
        self._printed: dict[str, str] = {}
        self._times: Counter[str] = Counter()
        folded = cache(fold)  # most words stand in many names
        for name in names:
            words = _WORD.findall(name)
            for word in words:
                self._add(folded(word), word)
            if sum(map(len, words)) <= SHORT_NAME:
                self._add(spaced(name).replace(" ", ""), name)
        self._pairs: dict[str, set[str]] = defaultdict(set)
        for word in self._printed:
            for pair in _pairs(word):
                self._pairs[pair].add(word)
        self._all = " ".join(self._printed)

    def _add(self, word: str, printed: str) -> None:
        self._printed.setdefault(word, printed)
        self._times[word] += 1

    def meant(self, question: str) -> list[str]:
        """The question with words of names in the place of those that no name has, the most alike first."""
        asked = _WORD.findall(question)
        if not 0 < len(asked) <= MOST_WORDS:
            return []
        choices = [self._near(word) for word in asked]
        whole = self._near("".join(asked)) if len(asked) > 1 else []
        ranked = [(likeness, word) for likeness, word in whole if likeness > PART]
        for chosen in product(*choices):
            likeness = sum(each for each, _word in chosen) / len(chosen)
            ranked.append((likeness, " ".join(word for _likeness, word in chosen)))
        found: dict[str, str] = {}
        for _likeness, words in sorted(ranked, key=lambda each: -each[0]):
            found.setdefault(spaced(words), words)
        found.pop(spaced(question), None)
        return list(found.values())

    def singular(self, word: str) -> str:
        """A word of several as names have it in the singular; any other as it is: no name has “sery”."""
        one = singular(word)
        return one if fold(one) in self._printed else word

    def _near(self, word: str) -> list[tuple[float, str]]:
        """The words that may have been meant with how alike they are; a word of a name is meant itself."""
        folded = fold(word)
        if folded in self._printed:
            return [(1.0, self._printed[folded])]
        pairs = _pairs(folded)
        shared = Counter(near for pair in pairs for near in self._pairs.get(pair, ()))
        alike = {near: 2 * n / (len(pairs) + len(near) + 1) for near, n in shared.items()}
        measured = sorted(alike, key=lambda near: (-alike[near], near))[:MEASURED]
        near = [(SequenceMatcher(None, folded, each).ratio(), self._times[each], each) for each in measured]
        near.sort(key=lambda each: (-each[0], -each[1], each[2]))
        near = [each for each in near if each[0] >= ALIKE][:OFFERED]
        found = [(likeness, self._printed[each]) for likeness, _n, each in near]
        return [*found, (PART, word)] if folded in self._all or not found else found


def _pairs(word: str) -> set[str]:
    """Each two letters that follow each other, with the ends of the word."""
    return {first + second for first, second in zip(f" {word}", f"{word} ", strict=True)}
