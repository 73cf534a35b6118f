"""Folding of words for search: the same letters in any case find each other, on every database.

SQLite compares letters beyond ASCII only as they stand, so both the stored words and the question are
folded here. Knows no app.
"""

import unicodedata


def fold(text: str) -> str:
    """`text` in one case, in composed form, ё as е, each run of white space as one space.

    Kazakh letters (ә, қ, ұ …) stay letters of their own; accents of Latin letters are dropped, so that
    "sabic" finds "Šabič".
    """
    composed = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return " ".join("".join(_plain(letter) for letter in composed).split())


def _plain(letter: str) -> str:
    if letter < "\u0250" and letter > "\u007f":
        return "".join(
            part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part)
        )
    return letter
