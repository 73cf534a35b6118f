"""The cards at the foot of a page."""

import pytest

from sources.models import Citation
from sources.page_evidence import Card


@pytest.mark.parametrize(
    ("exact", "decisive", "printed"),
    [
        ("Words of R&D amply given", "amp", "Words of R&amp;D <mark>amp</mark>ly given"),
        ("Centre of R&D", "R&D", "Centre of <mark>R&amp;D</mark>"),
        ("a <script> & more", "script", "a &lt;<mark>script</mark>&gt; &amp; more"),
        ("a <script>", "<script>", "a <mark>&lt;script&gt;</mark>"),
        ("twice and twice", "twice", "<mark>twice</mark> and twice"),
        ("R&D", "", "R&amp;D"),
        ("R&D", "other", "R&amp;D"),
    ],
)
def test_the_decisive_words_are_marked_and_all_words_escaped(exact: str, decisive: str, printed: str) -> None:
    """The decisive words were once looked for in the escaped text, and found within “&amp;”."""
    assert Card(Citation(exact=exact, decisive=decisive), None).quotation == printed
