"""An administrator's screens in a real browser, done by pressing."""

import pytest
from playwright.async_api import expect

from portal.app import create_app
from tests.browser.conftest import Visit
from tests.portal.people import Browser

ADMIN = "administrator:DISKOMINFO-ADMIN"
OFFICER = "agency:POLRES-PETUGAS"


@pytest.fixture
async def office(visit: Visit) -> Visit:
    """The window of an administrator who signed in."""
    async with Browser.of(create_app()) as door:
        await door.sign_in(ADMIN)
        kept = [
            {"name": name, "value": value, "url": visit.address}
            for name, value in door.http.cookies.items()
        ]
    await visit.context.add_cookies(kept)  # type: ignore[arg-type] # its own typed dictionary
    return visit


async def test_adds_and_disables_an_account_by_pressing(office: Visit) -> None:
    """The link is read on the page, the account found in the list, and shut."""
    await office.go("/akun")
    await office.page.get_by_label("Nama masuk").fill("made.sari")
    await office.page.get_by_label("Jabatan").select_option(OFFICER)
    await office.press("Tambah akun")
    await expect(office.page.get_by_text("/masuk/atur/")).to_be_visible()
    assert "atur" not in office.page.url
    await office.press("Sudah saya salin")
    await office.press("made.sari")
    await office.press("Nonaktifkan akun")
    await expect(office.page.get_by_role("status")).to_contain_text("dinonaktifkan")
