"""Programs at the desk: tokens, scopes, keys that do nothing twice, and one answer to strangers."""

from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from desk.programs import add_token, end_token
from models.cases import Case
from models.regency_folder import regency
from models.session import reading
from tests.builders import run_flows
from tests.people import assigned, case_of, nth, officer_of
from tests.portal.people import ADMINISTRATOR, Browser

REPORT = {
    "text": "Patok batas sawah dipindahkan dan warga kedua desa beradu mulut.",
    "village": "51.05.02.2004",
    "happened_on": "2026-11-01",
}
WHO = {"office": "Camat Banjarangkan", "officer": "Ni Made Sari"}


class Api:
    """Calls with a token."""

    def __init__(self, http: httpx.AsyncClient, token: str) -> None:
        self.http, self.token = http, token

    async def get(self, path: str) -> httpx.Response:
        """Ask."""
        return await self.http.get(f"/api/v1{path}", headers=self._headers())

    async def post(self, path: str, body: Any, *, key: str = "key-00000001") -> httpx.Response:
        """Do."""
        headers = self._headers() | {"idempotency-key": key}
        return await self.http.post(f"/api/v1{path}", json=body, headers=headers)

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"}


async def api_of(portal: Browser, actor: str, *scopes: str, name: str = "program") -> Api:
    """A program that acts as an office."""
    token = await add_token(name, actor, scopes=scopes, by=ADMINISTRATOR, rules=regency())
    return Api(portal.http, token)


@pytest.fixture
async def lapor(portal: Browser) -> Api:
    """A program that hands in reports and reads."""
    return await api_of(portal, "coordinator:KESBANG-PIKET", "report", "read")


async def _cases() -> int:
    async with reading() as db:
        return await db.scalar(select(func.count()).select_from(Case)) or 0


async def test_takes_a_report_once_however_often_it_is_sent(lapor: Api) -> None:
    """The same key and words give the same number and code; other words with it are refused."""
    first = await lapor.post("/reports", REPORT)
    again = await lapor.post("/reports", REPORT)
    assert first.status_code == 201, first.text
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
    other = await lapor.post("/reports", {**REPORT, "village": "51.05.02.2005"})
    assert (other.status_code, other.json()["code"]) == (409, "refused")
    assert await _cases() == 1


async def test_keeps_nothing_of_a_report_that_is_refused(lapor: Api) -> None:
    """A date in the future, an unknown village, control characters: a sentence, and no case.

    The key may be used again, since nothing was done with it.
    """
    for bad in ({"happened_on": "2199-01-01"}, {"village": "51.05.02.9999"}, {"text": "a\x00b"}):
        answer = await lapor.post("/reports", {**REPORT, **bad})
        assert answer.status_code == 409, answer.text
        assert answer.json()["said"]["id"]
    assert await _cases() == 0
    assert (await lapor.post("/reports", REPORT)).status_code == 201


async def test_names_fields_and_never_what_was_in_them(lapor: Api) -> None:
    """Wrong shapes are named by place."""
    answer = await lapor.post("/reports", {**REPORT, "village": "rahasia sekali"})
    assert answer.status_code == 422
    assert "body.village" in answer.json()["fields"]
    assert "rahasia" not in answer.text


async def test_does_an_act_of_the_office_and_moves_the_case_by_its_flow(portal: Browser) -> None:
    """What the page offers, the API does; a second time it is answered, not done."""
    number = await assigned()
    api = await api_of(portal, str(await officer_of(number)), "read", "act")
    assert "accept" in [one["name"] for one in (await api.get(f"/cases/{number}/acts")).json()]
    shown = await api.get(f"/cases/{number}")
    assert shown.status_code == 200, shown.text
    seen = shown.json()["case"]["version"]
    done = await api.post(f"/cases/{number}/acts/accept", {**WHO, "seen": seen})
    assert done.status_code == 202, done.text
    again = await api.post(f"/cases/{number}/acts/accept", {**WHO, "seen": seen})
    assert again.json() == {"number": number, "act": "accept"}
    await run_flows()
    assert (await case_of(number)).status == "accepted"
    late = await api.post(f"/cases/{number}/acts/accept", {**WHO, "seen": seen}, key="key-2-000")
    assert late.status_code == 409


async def test_tells_a_stranger_nothing(portal: Browser) -> None:
    """A case that exists and one that doesn't look the same to an agency that has no part in it."""
    number = await assigned()
    api = await api_of(portal, "agency:IMIGRASI-PETUGAS", "read", "act")
    there, nowhere = await api.get(f"/cases/{number}"), await api.get("/cases/KLK-2026-99999")
    assert there.status_code == nowhere.status_code == 409
    assert there.text.replace(number, "N") == nowhere.text.replace("KLK-2026-99999", "N")
    assert (await api.get("/cases")).json() == {"cases": [], "next": None}


async def test_wants_a_token_with_the_right_scope(portal: Browser) -> None:
    """None, a wrong one, an ended one, and one for something else."""
    api = await api_of(portal, "coordinator:KESBANG-PIKET", "report")
    assert (await api.get("/cases")).status_code == 403
    await end_token("program", by=ADMINISTRATOR)
    assert (await api.post("/reports", REPORT)).status_code == 401
    assert (await Api(portal.http, "rukun_x").get("/me")).status_code == 401
    nobody = await portal.get("/api/v1/me")
    assert nobody.headers["www-authenticate"] == "Bearer"


async def test_goes_through_a_long_list_without_gap(lapor: Api) -> None:
    """``next`` leads on to the rest."""
    for at in range(5):
        await lapor.post("/reports", REPORT, key=f"key-0000000{at}")
    first = (await lapor.get("/cases?limit=3")).json()
    rest = (await lapor.get(f"/cases?limit=3&before={first['next']}")).json()
    assert len(first["cases"]) == 3
    assert {one["number"] for one in first["cases"] + rest["cases"]} == {
        nth(at) for at in range(1, 6)
    }
