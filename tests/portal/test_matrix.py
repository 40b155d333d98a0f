"""The matrix of roles: no address outside it, and each of its cells by a real request."""

import re
from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx
import pytest

from desk.programs import SCOPES, add_token
from models.regency_folder import regency
from portal import tries
from portal.acts.asked import Field, fields_of
from portal.acts.catalogue import ACTS as EVERY_ACT
from portal.auditing.listings import LISTINGS
from tests.people import facts_of, officer_of
from tests.portal import matrix
from tests.portal.addresses import addresses, filled
from tests.portal.everyone import (
    OFFICES,
    POLICE,
    SEALED,
    STRANGER,
    UNASSIGNED,
    Everyone,
    everyone,
    send,
)
from tests.portal.followers import code_for, enter
from tests.portal.people import ADMINISTRATOR, TOKEN, Browser

PAGES, ACTS, SEALED_ACTS = (matrix.read(one) for one in (matrix.PAGES, matrix.ACTS, matrix.SEALED))
NUMBER = re.compile(r"KLK-\d{4}-\d{5}")
NOWHERE = "KLK-2026-09999"
PEOPLE = tuple(matrix.ALL.split())[:-1]
LINKS = ("lead-link", "support-link", "figure", "duty")
ENDLESS = "GET /langsung"  # its answer ends with the page; test_live follows it
BEYOND = {"reprisal"}  # a sealed case's page does not offer it, but the policy lets it be kept
FORGETS = {"POST /pergi", "POST /keluar"}  # who posts them is anonymous afterwards
WITHOUT_AGENCY = frozenset(name for name, _ in UNASSIGNED)
SAMPLE = {"day": "2026-11-01", "moment": "2026-11-01T10:00", "number": "1", "yes": "1"}


def test_names_every_route_and_every_act(portal: Browser) -> None:
    """Whoever adds one says who may; what is gone is taken out."""
    pages = {f"{method} {path}" for method, path in addresses(portal.app) if "/acts/" not in path}
    assert pages == set(PAGES)
    acts = {row.split()[0] for row in ACTS}
    assert acts == set(EVERY_ACT)
    calls = {path.rpartition("/")[2] for _, path in addresses(portal.app) if "/acts/" in path}
    assert calls == {name for name, act in EVERY_ACT.items() if not act.in_person}


@pytest.fixture
async def all_of_them(portal: Browser) -> AsyncIterator[Everyone]:
    """One of each kind of person, with a case at each stage."""
    async with everyone(portal) as made:
        yield made


async def test_opens_to_whom_the_matrix_names(all_of_them: Everyone) -> None:
    """Pages, acts and calls, all in one database: each cell is one request or two."""
    await _pages(all_of_them)
    for row, who in ACTS.items():
        act, case = row.split()
        await _act(all_of_them, act, case=case, may=who)
    for name in EVERY_ACT.keys() - BEYOND:
        await _act(all_of_them, name, case="sealed", may=SEALED_ACTS.get(name, ()))
    await _calls(all_of_them)
    assert all_of_them.noted.wrong == []


async def _pages(every: Everyone) -> None:
    reporter = every.signed["reporter"] = Browser(every.anonymous.app, _http(every))
    await enter(reporter, await code_for(every.cases["assigned"]))
    for route, may in PAGES.items():
        method, path = route.split()
        if may[0] in {"ACTS", "LINKS", "ELSEWHERE", "SCOPE"}:
            continue
        for who in matrix.ALL.split():
            tries._limiter.cache_clear()
            if route == ENDLESS and who in may:
                continue
            browser = every.anonymous if route in FORGETS else every.browser(who, "review")
            sent = await send(browser, method, _fill(path, every))
            with every.noted.noting():
                _right_place(sent, f"{route} for {who}", may=who in may, who=who)
    await reporter.http.aclose()


def _http(every: Everyone) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=every.anonymous.app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url=every.anonymous.http.base_url)


def _fill(path: str, every: Everyone) -> str:
    case = "review" if path.startswith("/telaah") else "assigned"
    values = {
        "number": every.cases[case],
        "act": "triage",
        "name": "memburuk",
        "digest": "x",
        "listing": next(iter(LISTINGS)),
        "kind": "csv",
        "form": "csv",
        "content_hash": regency().content_hash,
    }
    if path.startswith("/aset"):
        values["name"] = "rukun.css"
    return filled(path, values)


def _right_place(sent: httpx.Response, what: str, *, may: bool, who: str) -> None:
    told = f"{what}: {sent.status_code} {sent.headers.get('location', '')}"
    if may:
        assert sent.status_code in {200, 303, 422}, told
        assert "kata=not_now" not in sent.headers.get("location", ""), told
    elif who == "wrong" and "/kasus/" in what and sent.status_code == 409:
        assert "kasus ini tidak ada" in sent.text, told
    else:
        unknown = who in {"anonymous", "reporter"} or "/lacak/kasus" in what
        assert sent.status_code == (401 if unknown else 403), told


async def _act(every: Everyone, name: str, *, case: str, may: tuple[str, ...]) -> None:
    """The form for whom the act is theirs; for all others no form, and no fact when they post."""
    number = every.cases[case]
    before = await facts_of(number)
    for who in (*PEOPLE, *LINKS):
        home = await every.home(who, case)
        if home is None:
            assert who not in may, f"{who} has no link to {case}"
            continue
        browser, what = every.browser(who, case), f"{name} of a {case} case for {who}"
        if who in may:
            shown = await browser.get(f"{home}/{name}")
            with every.noted.noting():
                assert shown.status_code == 200, f"{what}: {shown.status_code} {shown.headers}"
                assert f'action="{home}/{name}"' in shown.text, what
            continue
        methods = ("POST",) if case == "sealed" else ("GET", "POST")
        for method in methods:
            answer = await send(browser, method, f"{home}/{name}", typed(name))
            with every.noted.noting():
                await _refused(answer, what, who=who, place=(every, case, name))
    with every.noted.noting():
        assert await facts_of(number) == before, f"{name} of {case}: said a fact for nobody"


async def _refused(
    answer: httpx.Response, what: str, *, who: str, place: tuple[Everyone, str, str]
) -> None:
    """Asked to sign in, told that it is not theirs or not now; a stranger as if no case were."""
    every, case, name = place
    if who in {"anonymous", "auditor"}:
        want = 401 if who == "anonymous" else 403
        assert answer.status_code == want, f"{what}: {answer.status_code}"
    elif is_stranger(who, case):
        browser = every.browser(who, case)
        method = answer.request.method
        nowhere = await send(browser, method, f"/kasus/{NOWHERE}/{name}", typed(name))
        assert answer.status_code == nowhere.status_code, f"{what}: {answer.status_code}"
        same = plain(answer) == plain(nowhere)
        assert same, f"{what} is not answered as if there were no case"
    elif answer.status_code == 303:
        assert answer.headers["location"].endswith("?kata=not_now"), what
    else:
        assert answer.status_code == 409, f"{what}: {answer.status_code}"


def is_stranger(who: str, case: str) -> bool:
    """To whom the case does not exist."""
    if case in SEALED and who == "administrator":
        return True
    if case in POLICE and who == "lead":
        return False
    return who == "wrong" or (who in {"lead", "support"} and case in WITHOUT_AGENCY)


def plain(answer: httpx.Response) -> str:
    """What an answer says, without what each page has of its own."""
    return TOKEN.sub("", NUMBER.sub("", answer.headers.get("location", "") + answer.text))


def typed(name: str) -> dict[str, Any]:
    """What fits the form of an act, whatever it means."""
    return _flat(fields_of(EVERY_ACT[name].form))


def _flat(fields: tuple[Field, ...], before: str = "") -> dict[str, Any]:
    values: dict[str, Any] = {}
    for one in fields:
        if one.inner:
            values |= _flat(one.inner, f"{before}{one.name}.0.")
        else:
            values[before + one.name] = SAMPLE.get(one.asks.kind, "1")
    return values


def _body(fields: tuple[Field, ...]) -> dict[str, Any]:
    """The same for a program."""
    values: dict[str, Any] = {}
    for one in fields:
        value: Any = _body(one.inner) if one.inner else SAMPLE.get(one.asks.kind, "1")
        values[one.name] = [value] if one.asks.kind in {"rows", "several"} else value
    return values


async def _calls(every: Everyone) -> None:
    """Programs: each scope opens its own calls, and acts are those of the office it acts as."""
    assigned, rules = every.cases["accepted"], regency()
    offices = {**OFFICES, "lead": str(await officer_of(assigned))}
    offices["wrong"] = f"agency:{next(a.id for a in rules.actors if a.agency == STRANGER)}"
    tokens = {"anonymous": "rukun_x"}
    for name, actor in offices.items():
        tokens[name] = await add_token(name, actor, scopes=SCOPES, by=ADMINISTRATOR, rules=rules)
    for scope in SCOPES:
        tokens[scope] = await add_token(
            f"only-{scope}", offices["coordinator"], scopes=[scope], by=ADMINISTRATOR, rules=rules
        )
    await _scopes(every, tokens)
    for name in (one for one, act in EVERY_ACT.items() if not act.in_person):
        await _call(every, name, tokens=tokens)


async def _scopes(every: Everyone, tokens: Mapping[str, str]) -> None:
    for route, (kind, *scope) in PAGES.items():
        if kind != "SCOPE":
            continue
        method, path = route.split()
        where = filled(path, {"number": every.cases["accepted"]})
        for who in ("anonymous", *SCOPES):
            sent = await _program(every, method, where, token=tokens[who], body={})
            tries._limiter.cache_clear()
            want = 401 if who == "anonymous" else None if who in scope else 403
            told = f"{route} with {who}: {sent.status_code}"
            with every.noted.noting():
                assert sent.status_code == want if want else sent.status_code in {200, 422}, told


async def _call(every: Everyone, name: str, *, tokens: Mapping[str, str]) -> None:
    """Who may not is told so, and to a stranger there is no case; nothing is done."""
    row = next(one for one in ACTS if one.split()[0] == name)
    case = row.split()[1]
    for who in ("anonymous", "read", "report", "wrong", "auditor", "administrator", "coordinator"):
        if who in ACTS[row]:
            continue
        before = await facts_of(every.cases[case])
        tries._limiter.cache_clear()
        there, nowhere = [
            await _act_call(every, name, number=number, token=tokens[who])
            for number in (every.cases[case], NOWHERE)
        ]
        what = f"{name} of {case} by {who}: {there.status_code} {there.text[:200]}"
        least = {"anonymous": {401}, "read": {403}, "report": {403}}.get(who, {403, 409})
        with every.noted.noting():
            assert there.status_code in least, what
            if is_stranger(who, case):
                same = plain(there) == plain(nowhere)
                assert same, f"{what}, not as of no case: {nowhere.text[:200]}"
            assert await facts_of(every.cases[case]) == before, f"{what} said a fact"


async def _act_call(every: Everyone, name: str, *, number: str, token: str) -> httpx.Response:
    body = _body(fields_of(EVERY_ACT[name].form)) | {"seen": 1}
    path = f"/api/v1/cases/{number}/acts/{name}"
    return await _program(every, "POST", path, token=token, body=body)


async def _program(
    every: Everyone, method: str, path: str, *, token: str, body: Mapping[str, Any]
) -> httpx.Response:
    headers = {"authorization": f"Bearer {token}"}
    if method == "POST":
        headers["idempotency-key"] = f"key-{hash((path, token, str(body))):x}".replace("--", "-")
        return await every.anonymous.http.post(path, json=body, headers=headers)
    return await every.anonymous.http.request(method, path, headers=headers)
