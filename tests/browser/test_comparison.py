"""Definitions compared as a student does it: choosing, switching off, copying, printing, without script."""

from typing import Any

import pytest

from tests.browser.test_pages import open_page

pytestmark = pytest.mark.browser

COMPARE = "/definitions/compare/"
TWO = f"{COMPARE}?d=beetham-2006&d=abitbekov-2021"
FIVE = f"{COMPARE}?d=rusk-1955&d=cutler-2001&d=weisglas-de-boer-2007&d=stavridis-jancic-2016&d=squarcialupi"
WORDS = (
    "“parliamentary diplomacy includes all forms of cooperation of parliamentarians "
    "[concerning international relations]”"
)


def test_definitions_are_ticked_in_the_list_compared_and_one_replaced_without_script(
    chromium: Any, portal: str
) -> None:
    page, _errors = open_page(chromium, f"{portal}/definitions/", java_script_enabled=False)
    page.get_by_label("Compare Rusk 1955", exact=True).check()
    page.get_by_role("button", name="Next page").click()
    page.get_by_label("Compare Abitbekov 2021", exact=True).check()
    page.get_by_role("button", name="Previous page").click()
    page.get_by_label("Abitbekov 2021", exact=True).uncheck()
    page.get_by_label("Compare Beetham 2006").check()
    page.get_by_role("button", name="Compare side by side").last.click()
    assert page.url == f"{portal}{COMPARE}?d=rusk-1955&d=beetham-2006"
    page.get_by_text("Change the choice").click()
    page.get_by_label("Definition 1").select_option("abitbekov-2021")
    page.get_by_role("button", name="Compare these").click()
    assert page.url == f"{portal}{TWO}"
    page.get_by_role("link", name="Remove Beetham 2006").click()
    assert (
        page.get_by_role("alert").inner_text() == "Only Abitbekov 2021 is chosen: choose at least one more."
    )
    assert page.get_by_label("Abitbekov 2021", exact=True).is_checked()
    page.context.close()


def test_the_legend_switches_a_question_off_in_the_words_and_the_table_without_script(
    chromium: Any, portal: str
) -> None:
    page, _errors = open_page(chromium, portal + TWO, java_script_enabled=False)
    phrase = page.locator(".beside blockquote .who").first
    shown = phrase.evaluate("each => getComputedStyle(each).textDecorationLine")
    rows = page.locator("tbody.who"), page.locator("tbody.range")
    assert [row.is_visible() for row in rows] == [True, True]
    page.get_by_label("actors").uncheck()
    assert [row.is_visible() for row in rows] == [False, True]
    assert (shown, phrase.evaluate("each => getComputedStyle(each).textDecorationLine")) == (
        "underline",
        "none",
    )
    assert phrase.evaluate("each => getComputedStyle(each).paddingInlineStart") == "0px"  # no gap remains
    page.context.close()


def test_a_marked_definition_is_copied_letter_by_letter(chromium: Any, portal: str) -> None:
    page, _errors = open_page(chromium, portal + TWO, permissions=["clipboard-read", "clipboard-write"])
    page.locator(".beside blockquote").nth(1).evaluate(
        "each => { const range = document.createRange(); range.selectNodeContents(each);"
        " getSelection().removeAllRanges(); getSelection().addRange(range) }"
    )
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == WORDS
    page.context.close()


#: Words of definitions that stand on more than one line, but for those that may break at a hyphen.
BROKEN = """() => [...document.querySelectorAll(".beside blockquote")].flatMap(quote => {
    const texts = document.createTreeWalker(quote, NodeFilter.SHOW_TEXT), broken = []
    while (texts.nextNode()) for (const word of texts.currentNode.data.matchAll(/[^\\s-]+/g)) {
        const range = document.createRange()
        range.setStart(texts.currentNode, word.index)
        range.setEnd(texts.currentNode, word.index + word[0].length)
        if (new Set([...range.getClientRects()].map(box => box.top)).size > 1) broken.push(word[0])
    }
    return broken
})"""


@pytest.mark.parametrize(("width", "abreast"), [(960, 5), (390, 2), (320, 2)])
def test_so_many_stand_abreast_and_the_rest_is_reached_by_scrolling_the_table(
    chromium: Any, portal: str, width: int, abreast: int
) -> None:
    page, _errors = open_page(chromium, portal + FIVE, viewport={"width": width, "height": 800})
    scroll = page.locator(".scroll:has(.beside)")
    seen = scroll.evaluate(
        "box => [...box.querySelectorAll('thead th')].filter(each =>"
        " each.getBoundingClientRect().right <= box.getBoundingClientRect().right + 1).length"
    )
    assert seen == abreast
    assert page.evaluate(BROKEN) == []
    peeking = page.get_by_role("columnheader").nth(2).bounding_box()["x"] < width - 8
    hint = page.get_by_text("2 of 5 columns; scroll sideways for the rest.")
    assert peeking
    assert hint.is_visible() == (abreast < 5)
    scroll.evaluate("box => box.scrollTo(box.scrollWidth, 0)")
    last = page.get_by_role("columnheader", name="Squarcialupi")
    assert last.bounding_box()["x"] + last.bounding_box()["width"] <= width
    page.context.close()


def test_on_paper_the_choice_is_gone_and_quotations_and_works_stand_at_the_foot(
    chromium: Any, portal: str
) -> None:
    page, _errors = open_page(chromium, portal + FIVE, viewport={"width": 700, "height": 990})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    assert page.evaluate(BROKEN) == []
    assert page.locator("body").evaluate("each => getComputedStyle(each).page") == "wide"
    assert not page.get_by_text("Change the choice").is_visible()
    assert all(card.is_visible() for card in page.locator(".cards > .card").all())
    assert page.get_by_role("heading", name="The works in full").is_visible()
    assert page.get_by_text("See the place in the source").filter(visible=True).count() == 0
    page.goto(f"{portal}{TWO}&show=worksheet")
    page.emulate_media(media="print")
    before = page.locator(".sheet").evaluate("each => getComputedStyle(each).breakBefore")
    assert before == "page"
    page.context.close()
