"""Editors' prose keeps its emphasis and loses whatever could act."""

import pytest

from portal.markdown import render


def test_prose_becomes_paragraphs_with_emphasis_and_links() -> None:
    assert render("One *word*.\n\n[IPU](https://www.ipu.org)") == (
        '<p>One <em>word</em>.</p>\n<p><a href="https://www.ipu.org" rel="noopener">IPU</a></p>'
    )


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<p onclick="alert(1)">x</p>',
        "<img src=x onerror=alert(1)>",
        '<p style="color:red">x</p>',
    ],
)
def test_what_could_act_is_dropped(attack: str) -> None:
    html = render(attack)
    for part in ("script", "alert", "javascript", "onclick", "onerror", "style", "img"):
        assert part not in html
