"""The administrators' room: accounts that are added, begun anew, linked and disabled."""

import re

import pytest
from sqlalchemy import select

from desk.accounts import add_account, disable_account, list_accounts, set_up
from desk.acting import Refused
from models.accounts import Account
from models.chain import HOUSE, SealedFact
from models.regency_folder import regency
from models.session import reading
from tests.portal.conftest import answered
from tests.portal.people import ADMINISTRATOR, PASSWORD, Browser

ADMIN = "administrator:DISKOMINFO-ADMIN"
OFFICER = "agency:POLRES-PETUGAS"
LINK = re.compile(r"http://127\.0\.0\.1:8420(/masuk/atur/[^<\s]+)")


async def account_called(login: str) -> str:
    """The id by which pages and facts call an account."""
    async with reading() as db:
        return str(await db.scalar(select(Account.id).where(Account.login == login)))


async def changes() -> list[str]:
    """What the house's chain says became of accounts."""
    async with reading() as db:
        rows = await db.scalars(
            select(SealedFact.body)
            .where(SealedFact.case == HOUSE, SealedFact.name == "user.changed")
            .order_by(SealedFact.seq)
        )
        return [row["change"] for row in rows]


async def test_adds_an_account_whose_holder_comes_in(portal: Browser, another: Browser) -> None:
    """The link is shown once, in no address of ours, and leads its holder to a password."""
    await portal.sign_in(ADMIN)
    typed = {"login": "made.sari", "actor": OFFICER, "language": "id"}
    shown = await portal.post("/akun", typed)
    link = LINK.search(answered(shown, 200))
    assert link is not None
    assert "location" not in shown.headers
    assert link[1] not in answered(await portal.get("/akun"), 200)
    assert (await another.post(link[1], {"password": PASSWORD})).status_code == 303
    came = await another.post("/masuk", {"login": "made.sari", "password": PASSWORD})
    assert came.status_code == 303
    page = answered(await portal.get("/akun"), 200)
    assert "made.sari" in page
    assert "Kepolisian Resor" in page or "Polres" in page
    assert OFFICER not in page.split("<form")[0]
    assert (await changes())[-2:] == ["added", "set_up"]


async def test_keeps_what_was_typed_when_it_refuses(portal: Browser) -> None:
    """A login that is taken or cannot be is said beside what was typed."""
    login = await portal.sign_in(ADMIN)
    for bad, why in ((login, "sudah ada akun"), ("A b", "huruf kecil")):
        page = answered(await portal.post("/akun", {"login": bad, "actor": OFFICER}), 422)
        assert why in page
        assert f'value="{bad}"' in page
        assert f'<option value="{OFFICER}" selected>' in page


async def test_offers_only_offices_that_sign_in(portal: Browser) -> None:
    """No figure, no reporter, no post of the duty roster."""
    await portal.sign_in(ADMIN)
    offered = re.findall(r'<option value="([a-z]+):', answered(await portal.get("/akun"), 200))
    assert set(offered) == {"coordinator", "agency", "auditor", "administrator"}


async def test_begins_an_account_anew(portal: Browser, another: Browser) -> None:
    """Its holder is out everywhere, and comes in by the new link alone."""
    await portal.sign_in(ADMIN)
    login = await another.sign_in(OFFICER)
    here = f"/akun/{await account_called(login)}"
    shown = answered(await portal.post(f"{here}/ulang", shown_at=here), 200)
    link = LINK.search(shown)
    assert link is not None
    assert "password" in answered(await another.get("/instansi"), 401)
    assert "menunggu pemiliknya" in answered(await portal.get(here), 200)
    done = await another.post(link[1], {"password": PASSWORD + " lagi"})
    assert done.headers["location"] == "/masuk?kata=set_up"


async def test_disables_an_account_at_once(portal: Browser, another: Browser) -> None:
    """Whoever left the office sees nothing more, and the list says so."""
    await portal.sign_in(ADMIN)
    login = await another.sign_in(OFFICER)
    here = f"/akun/{await account_called(login)}"
    done = await portal.post(f"{here}/nonaktif", shown_at=here)
    assert done.headers["location"] == "/akun?kata=account_disabled"
    answered(await another.get("/instansi"), 401)
    assert "dinonaktifkan" in answered(await portal.get(here), 200)
    assert (await changes())[-1] == "disabled"


async def test_lets_no_administrator_lock_himself_out(portal: Browser) -> None:
    """His own account offers no such button, and the desk refuses who asks all the same."""
    login = await portal.sign_in(ADMIN)
    second = await add_account("kedua", ADMIN, by=ADMINISTRATOR, rules=regency())
    here = f"/akun/{await account_called(login)}"
    assert "Nonaktifkan akun" not in answered(await portal.get(here), 200)
    refused = await portal.post(f"{here}/nonaktif", shown_at=here)
    assert "akun Anda sendiri" in answered(refused, 409)
    assert second.login in {one.login for one in await list_accounts(by=ADMINISTRATOR)}


async def test_keeps_the_last_administrator(portal: Browser) -> None:
    """One who still waits for a password does not count; a second who can sign in does."""
    login = await portal.sign_in(ADMIN)
    await add_account("kedua", ADMIN, by=ADMINISTRATOR, rules=regency())
    with pytest.raises(Refused, match="last administrator"):
        await disable_account(login, by=ADMINISTRATOR)
    await disable_account("kedua", by=ADMINISTRATOR)
    states = {one.login: one.state for one in await list_accounts(by=ADMINISTRATOR)}
    assert states == {login: "active", "kedua": "disabled"}


async def test_lets_one_of_two_administrators_go(portal: Browser, another: Browser) -> None:
    """With another who can sign in, an administrator may be disabled."""
    login = await portal.sign_in(ADMIN)
    await add_account(
        "kedua", ADMIN, by=ADMINISTRATOR, rules=regency(), subject="https://id.example|42"
    )
    await disable_account(login, by=ADMINISTRATOR)
    states = {one.login: one.state for one in await list_accounts(by=ADMINISTRATOR)}
    assert states == {login: "disabled", "kedua": "active"}


@pytest.mark.parametrize("actor", ["coordinator:KESBANG-SEKRETARIS", OFFICER])
async def test_is_closed_to_every_other_role(portal: Browser, actor: str) -> None:
    """Rights are given by administrators only; others are told that it is not theirs."""
    for path in ("/akun", "/akun/program"):
        answered(await portal.get(path), 401)
    await portal.sign_in(actor)
    for path in ("/akun", "/akun/program", f"/akun/{await account_called('kedua')}"):
        answered(await portal.get(path), 403)
    answered(await portal.post("/akun", {"login": "x", "actor": actor}, shown_at="/"), 403)


async def test_knows_no_account_that_does_not_exist(portal: Browser) -> None:
    """Neither a word nor an id that is nobody's."""
    await portal.sign_in(ADMIN)
    for nobody in ("entah", "00000000-0000-0000-0000-000000000000"):
        answered(await portal.get(f"/akun/{nobody}"), 404)


async def test_refuses_an_identity_that_is_none_or_taken(portal: Browser) -> None:
    """One identity opens one account, and is written as the sign-in page shows it."""
    await portal.sign_in(ADMIN)
    taken = "https://id.example|1"
    first = await add_account("satu", OFFICER, by=ADMINISTRATOR, rules=regency(), subject=taken)
    await set_up(first.token, password=PASSWORD)
    for bad in ("budi", "http://id.example|1", "https://id.example|", taken):
        with pytest.raises(Refused, match="provider's identity"):
            await add_account("dua", OFFICER, by=ADMINISTRATOR, rules=regency(), subject=bad)
