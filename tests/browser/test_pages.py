"""The portal as its visitors meet it: by mouse and keyboard, wide and narrow, in dark, without script."""

import json
from importlib.resources import files
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/institutions/",
    "/institutions/?kind=assembly&founded_min=nonsense",
    "/institutions/?q=zzzz",
    "/institutions/ipa-cis/",
    "/definitions/",
    "/definitions/abitbekov-2021/",
    "/definitions/squarcialupi/",
    "/definitions/matrix/",
    "/definitions/matrix/?concept=kurultai",
    "/definitions/matrix/?kind=nonsense",
    "/definitions/lineage/",
    "/definitions/method/",
    "/concepts/kurultai/",
    "/definitions/compare/?d=beetham-2006&d=abitbekov-2021",
    "/definitions/compare/?d=rusk-1955&d=cutler-2001&d=weisglas-de-boer-2007&d=stavridis-jancic-2016&d=squarcialupi",
    "/definitions/compare/?d=beetham-2006&d=abitbekov-2021&show=worksheet",
    "/definitions/compare/?d=beetham-2006&d=nobody",
    "/institutions/compare/?i=eurasec-ipa&i=ipa-cis&i=csto-pa",
    "/institutions/compare/?i=eurasec-ipa&i=ipa-cis&i=csto-pa&only=differences&on=2014-12-31",
    "/institutions/compare/?i=ipa-cis&i=csto-pa&show=ties",
    "/institutions/compare/?i=nobody",
    "/map/?i=pace",
    "/map/?i=ipa-cis&i=pace&on=1996-06-01",
    "/map/",
    "/map/?i=eurasec-ipa",
    "/institutions/?view=table",
    "/states/",
    "/states/kz/",
    "/memberships/",
    "/memberships/together/",
    "/documents/",
    "/documents/law-diplomatic-service-2002/",
    "/sources/",
    "/sources/abitbekov-2021/",
    "/sources/varlen-2019/",
    "/timeline/",
    "/not-stated/",
    "/discrepancies/",
    "/search/?q=парламентская",
    "/search/",
    "/about/",
    "/concepts/parliamentary-diplomacy/",
    "/people/sabic-z/",
    "/nowhere/",
]
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def open_page(chromium: Any, address: str, **options: Any) -> tuple[Any, list[str]]:
    """A page of a context of its own, and the errors of its console."""
    context = chromium.new_context(**options)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    return page, [error for error in errors if "404" not in error]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_no_page_is_wider_than_the_screen_or_refused_by_the_policy(
    chromium: Any, portal: str, path: str, width: int
) -> None:
    page, errors = open_page(chromium, portal + path, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert errors == []
    page.context.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chromium: Any, portal: str, path: str, scheme: str) -> None:
    for width in (1280, 390):
        page, _errors = open_page(
            chromium, portal + path, viewport={"width": width, "height": 800}, color_scheme=scheme
        )
        page.evaluate(AXE)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        said = [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found]
        assert said == [], json.dumps(said)
        page.context.close()


def test_a_mark_opens_its_words_by_mouse_and_by_keyboard(chromium: Any, portal: str) -> None:
    page, _errors = open_page(chromium, f"{portal}/institutions/ipa-cis/")
    mark = page.locator("dl.facts .ev").first
    card = page.locator(f"#{mark.get_attribute('popovertarget')}")
    assert not card.is_visible()
    mark.click()
    assert card.is_visible()
    assert "“" in card.inner_text()
    page.keyboard.press("Escape")
    assert not card.is_visible()
    mark.focus()
    page.keyboard.press("Enter")
    assert card.is_visible()
    page.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_a_mark_opens_its_words_by_touch_and_a_tap_elsewhere_closes_them(
    chromium: Any, portal: str, script: bool
) -> None:
    page, _errors = open_page(
        chromium,
        f"{portal}/institutions/ipa-cis/",
        viewport={"width": 390, "height": 800},
        has_touch=True,
        is_mobile=True,
        java_script_enabled=script,
    )
    first, second = (page.locator("dl.facts .ev[popovertarget]").nth(at) for at in (0, 2))
    card, other = (page.locator(f"#{each.get_attribute('popovertarget')}") for each in (first, second))
    first.tap()
    assert card.is_visible()
    assert "“" in card.inner_text()
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + 20)
    assert card.is_visible()
    page.locator("h1").tap()
    assert not card.is_visible()
    second.tap()
    assert other.is_visible()
    assert not card.is_visible()
    other.get_by_role("button", name="Close").tap()
    assert not other.is_visible()
    page.context.close()


def test_everything_works_without_script(chromium: Any, portal: str) -> None:
    page, _errors = open_page(chromium, f"{portal}/institutions/", java_script_enabled=False)
    page.locator("input[name=kind][value=assembly]").check()
    page.get_by_role("button", name="Apply filters").click()
    assert "kind=assembly" in page.url
    assert page.get_by_role("link", name="Remove filter Type: Inter-parliamentary assembly").count() == 1
    mark = page.locator(".list .ev").first
    card = page.locator(f"#{mark.get_attribute('popovertarget')}")
    mark.click()
    assert card.is_visible()
    page.context.close()


def test_bodies_are_ticked_in_the_list_compared_and_one_replaced_without_script(
    chromium: Any, portal: str
) -> None:
    page, _errors = open_page(chromium, f"{portal}/institutions/?q=assembly", java_script_enabled=False)
    boxes = page.locator("input[name=i]")
    slugs = [boxes.nth(at).get_attribute("value") for at in (0, 1)]
    for at in (0, 1):
        boxes.nth(at).check()
    page.get_by_role("button", name="Compare side by side").first.click()
    assert page.url == f"{portal}/institutions/compare/?i={slugs[0]}&i={slugs[1]}"
    page.get_by_label("Add or replace").select_option(slugs[0])
    page.get_by_label("Body", exact=True).select_option("ipa-cis")
    page.get_by_role("button", name="Show", exact=True).first.click()
    assert page.url == f"{portal}/institutions/compare/?i={slugs[1]}&i=ipa-cis"
    page.get_by_role("link", name="Remove IPA CIS").click()
    assert "choose at least one more" in page.get_by_role("alert").inner_text()
    assert page.locator(f"input[value={slugs[1]}]").is_checked()
    page.context.close()


def test_the_timeline_opens_on_a_phone_where_something_is(chromium: Any, portal: str) -> None:
    page, _errors = open_page(chromium, f"{portal}/timeline/", viewport={"width": 390, "height": 800})
    for picture in page.locator(".scroll:has(.head)").all():
        assert picture.evaluate("each => each.scrollWidth > each.clientWidth")
        box = picture.bounding_box()
        edges = (box["x"], box["x"] + box["width"])
        names = [each.bounding_box() for each in picture.locator("a text").all()]
        begun = [edges[0] <= name["x"] < edges[1] for name in names]
        assert sum(begun) > len(begun) / 2
        for title in picture.locator(".head").all():
            place = title.bounding_box()
            assert edges[0] <= place["x"] and place["x"] + place["width"] <= edges[1] + 1
    page.context.close()


def test_the_quotations_unfold_as_a_list_and_stand_on_paper(chromium: Any, portal: str) -> None:
    page, _errors = open_page(chromium, f"{portal}/institutions/ipa-cis/")
    cards = page.locator(".cards > .card")
    assert cards.count() > 3
    unfold = page.locator(".cards summary", has_text="as a list")
    unfold.click()
    assert all(card.is_visible() for card in cards.all())
    unfold.click()
    assert not any(card.is_visible() for card in cards.all())
    page.emulate_media(media="print")
    assert all(card.is_visible() for card in cards.all())
    assert not page.locator(".mast nav").is_visible()
    page.context.close()


def test_a_filter_is_chosen_with_the_keyboard_alone(chromium: Any, portal: str) -> None:
    page, _errors = open_page(chromium, f"{portal}/documents/")
    page.get_by_label("Constitution", exact=False).first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/?*")
    assert "kind=constitution" in page.url
    page.context.close()
