"""One's own account: where one is signed in, another password, another authenticator."""

import re

import pyotp
from sqlalchemy import select

from desk.accounts import reset_account, set_up, sign_in
from kit.clock import machine_now
from kit.keys import identity_box
from models.accounts import Account
from models.session import reading, transaction
from portal.visitors import COOKIE
from tests.portal.conftest import answered
from tests.portal.people import ADMINISTRATOR, PASSWORD, Browser

COORDINATOR = "coordinator:KESBANG-SEKRETARIS"
OFFICER = "agency:POLRES-PETUGAS"
HERE = "/akun/saya"
NEW = "pohon beringin di tepi jalan"
CARRIED = re.compile(r'name="totp" value="([^"]+)"')
SHOWN = re.compile(r'class="secret">([A-Z2-7]+)<')


async def next_code(login: str) -> str:
    """The next code of somebody's authenticator; the ones before it are taken as unused."""
    async with transaction() as db:
        account = (await db.scalars(select(Account).where(Account.login == login))).one()
        account.totp_step = 0
        assert account.totp is not None
        return pyotp.TOTP(identity_box().decrypt(account.totp).decode()).at(machine_now())


async def kept_totp(login: str) -> bytes | None:
    """The kept secret of an authenticator."""
    async with reading() as db:
        return await db.scalar(select(Account.totp).where(Account.login == login))


async def elsewhere(portal: Browser, another: Browser, login: str) -> None:
    """Sign in at a second browser."""
    token = await sign_in(login, PASSWORD, await next_code(login))
    another.http.cookies.set(COOKIE, token)


async def test_shows_where_one_is_signed_in_and_ends_it(portal: Browser, another: Browser) -> None:
    """Two browsers, this one marked, nothing of the network; and all of them end together."""
    login = await portal.sign_in(COORDINATOR)
    await elsewhere(portal, another, login)
    page = answered(await portal.get(HERE), 200)
    assert page.count("peramban ini") == 1
    assert page.count("peramban lain") == 1
    assert "127.0.0.1" not in page
    out = await portal.post("/keluar", {"everywhere": "1"}, shown_at=HERE)
    assert out.status_code == 303
    for browser in (portal, another):
        answered(await browser.get(HERE), 401)


async def test_changes_a_password(portal: Browser, another: Browser) -> None:
    """With the old one and a code; this browser stays, the other is out, the old word is dead."""
    login = await portal.sign_in(COORDINATOR)
    await elsewhere(portal, another, login)
    typed = {"old": PASSWORD, "password": NEW, "code": await next_code(login)}
    done = await portal.post(f"{HERE}/sandi", typed, shown_at=HERE)
    assert done.headers["location"] == f"{HERE}?kata=password_changed"
    answered(await portal.get(HERE), 200)
    answered(await another.get(HERE), 401)
    assert await sign_in(login, NEW, await next_code(login))


async def test_changes_no_password_without_the_old_one_and_a_code(portal: Browser) -> None:
    """Whoever finds an open browser cannot take the account over."""
    login = await portal.sign_in(COORDINATOR)
    code = await next_code(login)
    for old, given in (("salah sama sekali", code), (PASSWORD, "000000"), (PASSWORD, "")):
        typed = {"old": old, "password": NEW, "code": given}
        page = await portal.post(f"{HERE}/sandi", typed, shown_at=HERE)
        assert "sekarang tidak cocok" in answered(page, 422)
    weak = {"old": PASSWORD, "password": "pendek", "code": code}
    assert "minimal 12" in answered(await portal.post(f"{HERE}/sandi", weak, shown_at=HERE), 422)
    assert await sign_in(login, PASSWORD, await next_code(login))


async def test_lets_nobody_guess_the_old_password_for_ever(portal: Browser) -> None:
    """Ten tries, then it is closed for a while."""
    await portal.sign_in(OFFICER)
    typed = {"old": "x", "password": NEW}
    for _ in range(10):
        answered(await portal.post(f"{HERE}/sandi", typed, shown_at=HERE), 422)
    answered(await portal.post(f"{HERE}/sandi", typed, shown_at=HERE), 429)


async def test_takes_another_authenticator(portal: Browser) -> None:
    """The old one's code and the new one's: from then on only the new one opens."""
    login = await portal.sign_in(COORDINATOR)
    before, page = await kept_totp(login), answered(await portal.get(HERE), 200)
    carried, shown = CARRIED.search(page), SHOWN.search(page)
    assert carried is not None
    assert shown is not None
    fresh = pyotp.TOTP(shown[1]).at(machine_now())
    typed = {"totp": carried[1], "old_code": "000000", "new_code": fresh}
    wrong = await portal.post(f"{HERE}/autentikator", typed, shown_at=HERE)
    assert "sekarang tidak cocok" in answered(wrong, 422)
    assert await kept_totp(login) == before
    typed["old_code"] = await next_code(login)
    done = await portal.post(f"{HERE}/autentikator", typed, shown_at=HERE)
    assert done.headers["location"] == f"{HERE}?kata=authenticator_changed"
    assert await kept_totp(login) != before
    assert await sign_in(login, PASSWORD, pyotp.TOTP(shown[1]).at(machine_now().timestamp() + 30))


async def test_asks_an_agency_for_no_code(portal: Browser) -> None:
    """Who has no authenticator changes the password with the old one alone."""
    login = await portal.sign_in(OFFICER)
    page = answered(await portal.get(HERE), 200)
    assert 'name="code"' not in page
    assert "autentikator" not in page.lower()
    done = await portal.post(f"{HERE}/sandi", {"old": PASSWORD, "password": NEW}, shown_at=HERE)
    assert done.headers["location"] == f"{HERE}?kata=password_changed"
    assert await sign_in(login, NEW)


async def test_ends_an_older_setup_link_with_a_new_password(portal: Browser) -> None:
    """A link from before can no longer replace what its holder chose since."""
    login = await portal.sign_in(OFFICER)
    setup = await reset_account(login, by=ADMINISTRATOR)
    await set_up(setup.token, password=PASSWORD)
    portal.http.cookies.set(COOKIE, await sign_in(login, PASSWORD))
    done = await portal.post(f"{HERE}/sandi", {"old": PASSWORD, "password": NEW}, shown_at=HERE)
    assert done.status_code == 303
    answered(await portal.get(f"/masuk/atur/{setup.token}"), 409)
