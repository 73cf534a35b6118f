"""Addresses that open a page at the words quoted from it: URL text fragments. No Django in it.

After the draft of the Web Incubator Community Group (https://wicg.github.io/scroll-to-text-fragment/):
`#:~:text=[prefix-,]start[,end][,-suffix]`, percent-encoded. A browser that does not know them opens the page
at its top.
"""

from urllib.parse import quote

from sources.locating import ranges

#: The specification, by which a program knows what the fragment is.
SPECIFICATION = "https://wicg.github.io/scroll-to-text-fragment/"
#: Up to how many words a range is named whole, and how many of a longer one stand for its start and its end.
WHOLE, ENDS = 12, 5


def text_fragment(quotation: str, prefix: str = "", suffix: str = "") -> str:
    """The fragment, without `#`, that finds each range of `quotation`; empty without words.

    `prefix` and `suffix` are the words directly before the first range and after the last.
    """
    parts = [part.split() for part in ranges(quotation)]
    if not any(parts):
        return ""
    found = [[encoded(words)] if len(words) <= WHOLE else [*_ends(words)] for words in parts]
    if prefix.strip():
        found[0].insert(0, f"{encoded(prefix.split())}-")
    if suffix.strip():
        found[-1].append(f"-{encoded(suffix.split())}")
    return ":~:" + "&".join("text=" + ",".join(each) for each in found)


def at_words(url: str, quotation: str, prefix: str = "", suffix: str = "") -> str:
    """`url` with the fragment that opens it at the words; behind a fragment that it has."""
    fragment = text_fragment(quotation, prefix, suffix)
    if not fragment:
        return url
    return url + fragment if "#" in url else f"{url}#{fragment}"


def encoded(words: list[str]) -> str:
    """Words as they may stand in a text fragment, where `-`, `,` and `&` mean something."""
    return quote(" ".join(words), safe="").replace("-", "%2D")


def _ends(words: list[str]) -> tuple[str, str]:
    return encoded(words[:ENDS]), encoded(words[-ENDS:])
