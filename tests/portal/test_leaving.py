"""Quick exit: away at once, with nothing left behind in this browser."""

from portal.forms import COOKIE
from portal.leaving import HARMLESS_SITE
from portal.pages import static_address
from tests.portal.conftest import answered
from tests.portal.people import Browser


async def test_leaves_without_script_and_forgets_the_browser(portal: Browser) -> None:
    """A POST without anything else is enough; what the browser kept of us is gone."""
    answered(await portal.get("/masuk"), 200)
    assert portal.http.cookies.get(COOKIE)
    gone = await portal.http.post("/pergi")
    assert HARMLESS_SITE in answered(gone, 200)
    assert gone.headers["refresh"] == f"0;url={HARMLESS_SITE}"
    assert "cache" in gone.headers["clear-site-data"]
    assert not portal.http.cookies.get(COOKIE)


async def test_a_page_elsewhere_makes_nobody_forget(portal: Browser) -> None:
    """Another site's form leads away as well, and signs nobody out."""
    await portal.get("/masuk")
    gone = await portal.http.post("/pergi", headers={"sec-fetch-site": "cross-site"})
    answered(gone, 200)
    assert portal.http.cookies.get(COOKIE)


async def test_the_script_leaves_the_history_too(portal: Browser) -> None:
    """With script the page is replaced, so that "back" leads past it."""
    script = answered(await portal.get(static_address("rukun.js")), 200)
    assert "location.replace(form.dataset.leave)" in script
