"""Finding the exact words of a quotation in the text of its source. No Django in it.

Nothing is fuzzy: white space and line ends are folded, the variants of quotation marks and dashes are
folded, soft hyphens and the asterisks of emphasis are dropped; letters and digits never change.
"""

OMISSION = "[…]"

_FOLDED = {
    **dict.fromkeys("‘’‚‛′`", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
}
_DROPPED = frozenset("*\u00ad\u200b\ufeff")


def normalise(text: str) -> str:
    """`text` as it is compared: one space for any white space, one form of each quotation mark and dash."""
    return " ".join("".join(_FOLDED.get(letter, letter) for letter in text if letter not in _DROPPED).split())


def ranges(quotation: str) -> list[str]:
    """The contiguous stretches of a quotation, in order; `[…]` stands between them."""
    return [part.strip() for part in quotation.split(OMISSION) if part.strip()]


def find(quotation: str, text: str) -> int:
    """Where `quotation` begins in `text`, both normalised here, as an offset in the normalised text.

    The ranges of an interrupted quotation have to follow each other. Returns -1 if a word is missing.
    """
    return find_normalised(quotation, normalise(text))


def find_normalised(quotation: str, normalised: str) -> int:
    """As `find`, in a text that has been normalised before; for many quotations of one text."""
    begin, after = -1, 0
    for part in ranges(quotation):
        at = normalised.find(normalise(part), after)
        if at < 0:
            return -1
        begin = at if begin < 0 else begin
        after = at + len(normalise(part))
    return begin
