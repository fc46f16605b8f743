"""The map as it is used: a click leads to a unit's page, periods move and stop, less motion where that is wished."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visitor
from tests.look import settle

SLOW = 30_000
AREAS = ".js-plotly-plot .choroplethlayer path"


def arrive(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator(AREAS).first).to_be_visible(timeout=SLOW)
    settle(page)
    return page


def months(page: Page) -> Page:
    """The map of the newest demonstration month, moving."""
    page.goto("/trends?lang=en")
    page.get_by_role("button", name=re.compile("six-month example")).click()
    expect(page).to_have_url(re.compile("release=province-63-2023-06-"), timeout=SLOW)
    release = re.search(r"release=([^&]+)", page.url)
    assert release
    return arrive(page, f"/map?lang=en&release={release[1]}&moving=1")


def colours(page: Page) -> list[str]:
    return page.locator(AREAS).evaluate_all("shapes => shapes.map(shape => getComputedStyle(shape).fill)")


def inside(shapes: Locator) -> tuple[float, float]:
    """A point within the largest province whose middle lies within its own borders."""
    found = shapes.evaluate_all("""shapes => shapes.map(shape => {
        const box = shape.getBBox(), point = shape.ownerSVGElement.createSVGPoint();
        point.x = box.x + box.width / 2;
        point.y = box.y + box.height / 2;
        const at = point.matrixTransform(shape.getScreenCTM());
        return shape.isPointInFill(point) ? [box.width * box.height, at.x, at.y] : [0, 0, 0];
    })""")
    _, x, y = max(found)
    return x, y


def shown(page: Page) -> Locator:
    """The period that the slider names."""
    return page.locator(".slider-group .slider-label").first


def test_a_click_leads_to_the_unit_and_the_list_leads_there_too(page: Page):
    arrive(page, "/map?lang=en")
    expect(page.locator("canvas#deckgl-overlay")).to_have_count(0)  # a processor draws here: plotly's map by itself
    page.mouse.click(*inside(page.locator(AREAS)))
    link = page.get_by_role("link", name=re.compile("^Open the page of "))
    name = link.inner_text(timeout=SLOW).removeprefix("Open the page of ").split("\n")[0].strip()
    link.click()
    expect(page).to_have_url(re.compile(r"/unit\?.*unit=\d\d"), timeout=SLOW)
    expect(page.get_by_role("main").get_by_text(name).first).to_be_visible(timeout=SLOW)
    arrive(page, "/map?lang=en")
    page.get_by_role("list", name="Units by name").get_by_role("link", name="Bac Ninh", exact=True).press("Enter")
    expect(page).to_have_url(re.compile(r"/unit\?.*unit=27"), timeout=SLOW)
    expect(page).to_have_url(re.compile(r"release=province-63-"))


def test_a_tile_is_clicked_as_a_province_is(page: Page):
    page.goto("/map?lang=en&view=tiles")
    tile = page.locator(".js-plotly-plot .bars .point").nth(20)
    tile.wait_for(timeout=SLOW)
    settle(page)
    box = tile.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_role("link", name=re.compile("^Open the page of "))).to_be_visible(timeout=SLOW)


def test_periods_move_and_stop(page: Page, faults: list[str]):
    months(page)
    last = colours(page)
    play, stop = (page.locator(".updatemenu-button").filter(has_text=text) for text in ("Play", "Stop"))
    play.click()
    expect(shown(page)).to_have_text("Period: February 2023", timeout=SLOW)
    assert colours(page) != last
    stop.click()
    page.wait_for_timeout(300)
    stopped, period = colours(page), shown(page).text_content()
    page.wait_for_timeout(2500)
    assert (colours(page), shown(page).text_content()) == (stopped, period)
    # plotly's own: whoever stops an animation rejects the promise that it would end.
    faults[:] = [fault for fault in faults if fault != "script error: undefined"]


def test_who_wishes_less_motion_gets_the_slider_alone(visitor: Visitor):
    page = months(visitor(reduced_motion="reduce"))
    expect(page.locator(".slider-group")).to_have_count(1)
    expect(page.locator(".updatemenu-button")).to_have_count(0)
    before = colours(page)
    touched = page.locator(".slider-rail-touch-rect")
    touched.scroll_into_view_if_needed()
    rail = touched.bounding_box()
    page.mouse.click(rail["x"] + 12, rail["y"] + rail["height"] / 2)
    expect(shown(page)).to_have_text("Period: January 2023", timeout=SLOW)
    assert colours(page) != before


def test_the_address_of_a_view_shows_it_to_another(page: Page, visitor: Visitor):
    arrive(page, "/map?lang=en")
    page.get_by_role("radio", name="34", exact=True).click()
    expect(page.locator(AREAS)).to_have_count(34, timeout=SLOW)
    expect(page).to_have_url(re.compile("on=34"), timeout=SLOW)
    other = arrive(visitor(width=390), page.url)
    expect(other.locator(AREAS)).to_have_count(34, timeout=SLOW)
