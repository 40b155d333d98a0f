"""The door: who comes in, and that nobody else does."""

import asyncio
import time

import pyotp
import pytest
from fastapi import Request

from desk import passwords
from desk.accounts import add_account, disable_account, reset_account, set_up, sign_in
from desk.acting import Refused
from models.regency_folder import regency
from portal.tries import SIGN_IN, Memory, TooMany, _limiter, count, count_place, forgive
from tests.people import coordinator
from tests.portal.conftest import answered
from tests.portal.people import ADMINISTRATOR, PASSWORD, TOKEN, Browser
from tests.portal.test_tracking_door import counted

COORDINATOR = "coordinator:KESBANG-SEKRETARIS"
OVER = "Anda sudah tidak masuk lagi"


async def test_lets_in_with_password_and_code_and_out_again(portal: Browser) -> None:
    """A coordinator signs in, and the cookie is worth nothing after signing out."""
    await portal.sign_in(COORDINATOR)
    kept = dict(portal.http.cookies)
    assert (await portal.get("/masuk")).headers["location"] == "/koordinator"
    out = await portal.post("/keluar", shown_at="/")
    assert out.status_code == 303
    portal.http.cookies.update(kept)
    assert "password" in answered(await portal.get("/masuk"), 200)


async def test_gives_back_what_was_typed_when_the_visit_was_over(portal: Browser) -> None:
    """The words stand beside the door, and whoever comes in goes on to the form."""
    where = "/kasus/KLK-2026-00001/message"
    typed = {"text": "Petugas datang besok pagi.", "lang": "en"}
    page = answered(await portal.post(where, typed, shown_at="/masuk"), 401)
    assert "Petugas datang besok pagi." in page
    assert f'name="back" value="{where}"' in page
    assert "rahasia sekali" not in answered(
        await portal.post("/akun/saya/sandi", {"new": "rahasia sekali"}, shown_at="/masuk"), 401
    )


async def test_says_to_whose_visit_is_over_that_it_is(portal: Browser, another: Browser) -> None:
    """Not to somebody who only follows a link to a page of people who signed in."""
    assert OVER not in answered(await another.get("/koordinator"), 401)
    await portal.sign_in(COORDINATOR)
    kept = dict(portal.http.cookies)
    await portal.post("/keluar", shown_at="/")
    portal.http.cookies.update(kept)
    page = answered(await portal.get("/koordinator"), 401)
    assert OVER in page
    assert "belum tersimpan" not in page
    typed = {"text": "Petugas datang besok pagi."}
    sent = await portal.post("/kasus/KLK-2026-00001/message", typed, shown_at="/masuk")
    assert "belum tersimpan" in answered(sent, 401)
    assert OVER not in answered(await portal.get("/masuk"), 200)


async def test_says_the_same_of_whatever_was_wrong(portal: Browser) -> None:
    """Neither a login that exists nor a right password is told to a stranger."""
    login = await portal.sign_in(COORDINATOR)
    portal.http.cookies.clear()
    tried = ((login, "salah sama sekali"), (login, PASSWORD), ("nobody", PASSWORD))
    pages = {await _tried(portal, one, password) for one, password in tried}
    assert len(pages) == 1
    assert "tidak cocok" in pages.pop()


async def test_does_the_same_for_a_login_that_nobody_has(
    portal: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One password is hashed and the same is asked: of nobody, of one who left, of a wrong word."""
    login = await portal.sign_in(COORDINATOR)
    left = await add_account("pergi", "agency:POLRES-PETUGAS", by=ADMINISTRATOR, rules=regency())
    await set_up(left.token, password=PASSWORD, totp=None, code="")
    await disable_account("pergi", by=ADMINISTRATOR)
    portal.http.cookies.clear()
    hashed: list[str] = []

    def hashing(kept: str, password: str) -> bool:
        hashed.append(kept.rsplit("$", 2)[0])  # how, without its salt
        return matches(kept, password)

    matches = passwords._matches
    monkeypatch.setattr(passwords, "_matches", hashing)
    seen = set()
    for one in (login, "nobody", "pergi"):
        hashed.clear()
        with counted() as asked:
            page = await _tried(portal, one, "salah sama sekali")
        seen.add((page, tuple(asked), tuple(hashed)))
    assert len(seen) == 1
    assert len(hashed) == 1


async def _tried(portal: Browser, login: str, password: str) -> str:
    """The answer, without what every page has of its own, and without what was typed."""
    sent = await portal.post("/masuk", {"login": login, "password": password, "code": "000000"})
    return TOKEN.sub("", answered(sent, 422)).replace(f'value="{login}"', "")


async def test_lets_nobody_try_for_ever(portal: Browser) -> None:
    """After ten tries it is closed for a while, also to the right password."""
    for _ in range(10):
        await portal.post("/masuk", {"login": "throttled", "password": "x"})
    closed = await portal.post("/masuk", {"login": "throttled", "password": "x"})
    assert closed.status_code == 429
    assert closed.headers["retry-after"] == "900"


async def test_shuts_one_login_only(portal: Browser) -> None:
    """Whoever tries at one login does not shut the door for another one."""
    for _ in range(11):
        await portal.post("/masuk", {"login": "throttled", "password": "x"})
    other = await portal.post("/masuk", {"login": "another", "password": "x"})
    assert "tidak cocok" in answered(other, 422)


async def test_counts_a_place_over_all_logins(portal: Browser) -> None:
    """Sixty tries from one address, each at another login; elsewhere the door is open."""
    for turn in range(60):
        await count_place("sign-in", from_place("10.0.0.1"))
        await count("sign-in", f"login-{turn}", SIGN_IN)
    with pytest.raises(TooMany) as shut:
        await count_place("sign-in", from_place("10.0.0.1"))
    assert shut.value.minutes == 15
    await count_place("sign-in", from_place("10.0.0.2"))


async def test_forgives_in_the_middle_of_a_sweep(portal: Browser) -> None:
    """A right password forgets the tries while old counters are swept out; nothing breaks."""
    kept = _limiter().storage
    assert isinstance(kept, Memory)
    for one in ("first", "second"):
        await count("sign-in", one, SIGN_IN)
    assert kept.timer is not None
    await kept.timer
    await count("sign-in", "third", SIGN_IN)  # starts a sweep over all three
    await asyncio.sleep(0)
    await forgive("sign-in", "second", SIGN_IN)
    await kept.timer  # the library's own storage ends here with a KeyError


async def test_opens_again_once_forgiven(portal: Browser) -> None:
    """Nine wrong tries, a right one, and ten more are allowed."""
    for _ in range(9):
        await count("sign-in", "sari", SIGN_IN)
    await forgive("sign-in", "sari", SIGN_IN)
    for _ in range(10):
        await count("sign-in", "sari", SIGN_IN)
    with pytest.raises(TooMany):
        await count("sign-in", "sari", SIGN_IN)


def from_place(address: str) -> Request:
    """A request from an address of the network."""
    return Request({"type": "http", "client": (address, 40000), "headers": []})


async def test_takes_as_long_for_a_login_that_nobody_has(portal: Browser) -> None:
    """A password is compared with a hash either way: the answer's time tells nothing."""
    login = await portal.sign_in("agency:POLRES-PETUGAS")
    took: dict[str, list[float]] = {login: [], "nobody": []}
    for _ in range(5):
        for one, times in took.items():
            began = time.perf_counter()
            with pytest.raises(Refused):
                await sign_in(one, "salah sama sekali")
            times.append(time.perf_counter() - began)
    known, unknown = min(took[login]), min(took["nobody"])
    assert unknown > known / 2
    assert unknown < known * 2


async def test_takes_a_code_once(portal: Browser) -> None:
    """Whoever looked over a shoulder cannot use the code again."""
    setup = await add_account("budi", COORDINATOR, by=ADMINISTRATOR, rules=regency())
    totp = pyotp.random_base32()
    code = pyotp.TOTP(totp).now()
    await set_up(setup.token, password=PASSWORD, totp=totp, code=code)
    with pytest.raises(Refused, match="do not match"):
        await sign_in("budi", PASSWORD, code)


@pytest.mark.parametrize("weak", ["pendek", "aaaaaaaaaaaaaa", "budi1234567890", "password123456"])
async def test_refuses_a_weak_password(portal: Browser, weak: str) -> None:
    """Length, variety, and neither the login nor a common word."""
    setup = await add_account("budi", "agency:POLRES-PETUGAS", by=ADMINISTRATOR, rules=regency())
    with pytest.raises(Refused, match="password: "):
        await set_up(setup.token, password=weak)


async def test_opens_a_setup_link_once(portal: Browser) -> None:
    """Used, replaced by a newer one, or of a disabled account: it says whom to ask."""
    setup = await add_account("sari", "agency:POLRES-PETUGAS", by=ADMINISTRATOR, rules=regency())
    newer = await reset_account("sari", by=ADMINISTRATOR)
    for over in (setup.token, newer.token[:-3], "x"):
        page = await portal.get(f"/masuk/atur/{over}")
        assert "administrator" in answered(page, 409)
    done = await portal.post(f"/masuk/atur/{newer.token}", {"password": PASSWORD})
    assert done.headers["location"] == "/masuk?kata=set_up"
    answered(await portal.get(f"/masuk/atur/{newer.token}"), 409)


async def test_ends_every_sign_in_of_a_disabled_account(portal: Browser) -> None:
    """Somebody who left the office is out at once."""
    login = await portal.sign_in(COORDINATOR)
    await disable_account(login, by=ADMINISTRATOR)
    assert "password" in answered(await portal.get("/masuk"), 200)


async def test_lets_only_administrators_keep_accounts(portal: Browser) -> None:
    """A coordinator cannot add a second person for herself."""
    with pytest.raises(Refused, match="only an administrator"):
        await add_account("dua", COORDINATOR, by=coordinator(), rules=regency())


async def test_goes_on_to_pages_of_ours_only(portal: Browser) -> None:
    """No open redirect: what is no path of ours is forgotten."""
    for bad in (
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
    ):
        assert 'name="back" value=""' in answered(
            await portal.get("/masuk", params={"ke": bad}), 200
        )
    assert 'value="/papan"' in answered(await portal.get("/masuk?ke=/papan"), 200)
