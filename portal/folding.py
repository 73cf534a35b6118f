"""Folding of words for search: the same letters in any case find each other, on every database.

SQLite compares letters beyond ASCII only as they stand, so both the stored words and the question are
folded here. Knows no app.
"""

import unicodedata
from collections.abc import Iterable, Iterator

#: Latin letters with accents, each without them; and ё as е.
PLAIN = {
    code: "".join(each for each in unicodedata.normalize("NFD", chr(code)) if not unicodedata.combining(each))
    for code in range(0x80, 0x250)
} | {ord("ё"): "е"}


def fold(text: str) -> str:
    """`text` in one case, in composed form, ё as е, each run of white space as one space.

    Kazakh letters (ә, қ, ұ …) stay letters of their own; accents of Latin letters are dropped, so that
    "sabic" finds "Šabič".
    """
    composed = unicodedata.normalize("NFC", text).casefold()
    return " ".join((composed if composed.isascii() else composed.translate(PLAIN)).split())


def spans(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where the folded `words` stand in `text`: beginning and end of each place, in order, none twice.

    The places are of the text as it is, so that it can be marked without changing a letter.
    """
    folded, places = "", []
    for begin, end in _letters(text):
        for letter in fold(text[begin:end]) or (" " if text[begin:end].isspace() else ""):
            if letter == " " and folded[-1:] == " ":
                continue
            folded += letter
            places.append((begin, end))
    found = set()
    for word in words:
        at = folded.find(word) if word else -1
        while at >= 0:
            found.add((places[at][0], places[at + len(word) - 1][1]))
            at = folded.find(word, at + len(word))
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if joined and begin < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def _letters(text: str) -> Iterator[tuple[int, int]]:
    """Beginning and end of each letter of `text`, with the accents that follow it."""
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield begin, at
            begin = at
