"""Whatever is sent to any address: a clear answer, nothing of it let loose, nothing broken."""

import json
import os
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import AsyncExitStack
from typing import Any

import asyncpg
import httpx
import pytest
from argon2 import PasswordHasher

from desk import passwords
from desk.accounts import add_account, list_accounts
from desk.programs import SCOPES, add_token
from models.regency_folder import regency
from portal.acts.asked import Field, fields_of
from portal.acts.catalogue import ACTS
from portal.auditing.listings import LISTINGS
from portal.forms import COOKIE as FORM_COOKIE
from portal.forms import FIELD
from portal.languages import COOKIE as LANGUAGE_COOKIE
from portal.pages import static_address
from portal.tracking.visit import COOKIE as TRACKING_COOKIE
from portal.visitors import COOKIE as ACCOUNT_COOKIE
from tests.builders import A_TEXT
from tests.people import VILLAGE, coordinator, figures_of, in_talks, officer_of
from tests.portal.addresses import API, PARAMETER, addresses
from tests.portal.everyone import OFFICES
from tests.portal.followers import code_for, enter
from tests.portal.hostile import (
    HEADERS,
    IN_ADDRESSES,
    IN_HEADERS,
    MARKUP,
    NASTY,
    ODD_JSON,
    faults,
    quoted,
)
from tests.portal.links import figure_link, lead_link
from tests.portal.people import ADMINISTRATOR, Browser
from tests.portal.test_oidc import provider
from tests.portal.walking import ENDLESS, TYPED, Names, Walker, filled, noted

__all__ = ["provider"]
FREE = "/pergi"  # whoever must leave at once leaves, with whatever form: it keeps nothing
COOKIES = [one.encode() for one in (FORM_COOKIE, LANGUAGE_COOKIE, TRACKING_COOKIE, ACCOUNT_COOKIE)]
PART = int(os.environ.get("RUKUN_TEST_NASTY", "1"))  # how many of the values each field gets


@pytest.fixture
async def walker(
    portal: Browser, provider: object, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Walker]:
    """One of each kind of person, with a case that they may work on; passwords hash in no time."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", quick)
    monkeypatch.setattr(passwords, "_NOBODY", quick.hash("nobody's"))
    number = await in_talks()
    receipt, lead = await code_for(number), await officer_of(number)
    figure = await figure_link(number, (await figures_of(number))[0])
    setup = await add_account("sasaran", "agency:POLRES-PETUGAS", by=ADMINISTRATOR, rules=regency())
    accounts = await list_accounts(by=ADMINISTRATOR)
    token = await add_token(
        "berjalan", str(coordinator()), scopes=SCOPES, by=ADMINISTRATOR, rules=regency()
    )
    people = {"nobody": portal}
    async with AsyncExitStack() as stack:
        for who in ("reporter", "lead", *OFFICES, "program"):
            people[who] = await stack.enter_async_context(Browser.of(portal.app))
        await enter(people["reporter"], receipt)
        people["program"].http.headers["authorization"] = f"Bearer {token}"
        for who, actor in {"lead": str(lead), **OFFICES}.items():
            await people[who].sign_in(actor)
        link = await lead_link(number)
        digest, name = static_address("rukun.css").split("/")[2:]
        yield Walker(
            people,
            {
                "number": number,
                "figure": figure,
                "account": str(accounts[0].id),
                "act": "message",
                "name": "pesan",
                "/aset/{digest}/{name}:name": name,
                "digest": digest,
                "token": link.rpartition("/")[2],
                "/masuk/atur/{token}:token": setup.token,
                "listing": next(iter(LISTINGS)),
                "kind": "csv",
                "form": "csv",
                "content_hash": regency().content_hash,
            },
        )


async def test_nothing_that_is_sent_breaks_a_page(
    walker: Walker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each part of each address, and each field that a page reads of an address or a form."""
    routes = [one for one in addresses(walker.people["nobody"].app) if one != ENDLESS]
    found: list[str] = []
    with noted(monkeypatch) as names:
        for method, path in routes:
            found += await _route(walker, method, path, names=names)
    found += await _acts(walker)
    assert found == [], "; ".join(found)
    assert walker.asked > 500


async def test_no_header_and_no_cookie_breaks_a_page(walker: Walker) -> None:
    """Each header that a browser or a proxy may send, with each of the values somewhere."""
    found: list[str] = []
    for method, path in addresses(walker.people["nobody"].app):
        if (method, path) == ENDLESS:
            continue
        who = await walker.who(method, path)
        for header in _some(HEADERS, path, most=4):
            for kind in _some(IN_HEADERS, path + header):
                value = NASTY[kind]
                if header == "cookie":
                    value = b"; ".join(one + b"=" + value for one in COOKIES)
                sent = await walker.people[who].http.request(
                    method, walker.address(path), headers=[(header.encode(), value)]
                )
                found += _told(sent, f"{method} {path} {header} {kind}")
    assert found == [], "; ".join(found)


async def test_a_file_where_words_belong_breaks_no_page(
    walker: Walker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A form's fields all as files, of which nothing stays behind; and its files as words."""
    found: list[str] = []
    with noted(monkeypatch) as names:
        for method, path in addresses(walker.people["nobody"].app):
            if method != "POST" or path.startswith(API):
                continue
            names.typed.clear()
            await walker.send("POST", path)
            browser = walker.people[await walker.who("POST", path)]
            token = {FIELD: await walker.token(browser)}
            files = dict.fromkeys(names.typed - {FIELD}, (MARKUP, b"\xff\x00", "image/png"))
            words = {"lampiran": MARKUP, "berkas": MARKUP, **token}
            for said, beside in ((token, files), (words, None)):
                sent = await browser.http.post(walker.address(path), data=said, files=beside)
                found += _told(sent, f"{path} {sorted(files)}")
    assert found == [], "; ".join(found)


async def test_stores_nothing_of_a_form_that_is_not_ours(
    walker: Walker, owner: asyncpg.Connection
) -> None:
    """Without a token, with nonsense in its place, or with another browser's: 403, by everybody."""
    routes = [one for one in addresses(walker.people["nobody"].app) if one[0] == "POST"]
    posts = {
        path: await walker.who("POST", path)
        for _, path in routes
        if path != FREE and not path.startswith(API)
    }
    others = {who: await walker.token(one) for who, one in walker.people.items()}
    before, found = await _rows(owner), []
    for path, who in posts.items():
        another = others["reporter" if who == "nobody" else "nobody"]
        for token in (None, "", NASTY["bytes"].decode("latin-1"), another):
            sent = await walker.forge(path, who=who, token=token)
            if sent.status_code != httpx.codes.FORBIDDEN or "tidak berlaku" not in sent.text:
                found.append(f"{path} {token}: {sent.status_code}")
    assert len(posts) >= 30
    assert found == [], "; ".join(found)
    assert await _rows(owner) == before


async def _rows(owner: asyncpg.Connection) -> dict[str, int]:
    """How many rows each table holds."""
    tables = await owner.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return {
        one: await owner.fetchval(f'SELECT count(*) FROM "{one}"')  # noqa: S608 - the catalogue's own names
        for (one,) in tables
    }


async def _route(walker: Walker, method: str, path: str, *, names: Names) -> list[str]:
    if method == "POST" and path.startswith(API):
        return await _bodies(walker, path)
    found = []
    for part in PARAMETER.findall(path):
        for name in _odd_words(path + part):
            address = walker.address(path, **{part: NASTY[name]})
            sent = await walker.send(method, path, at=address)
            found += _told(sent, f"{method} {path} {part} {name}")
    if method == "POST":
        return found + await _forms(walker, path, names=names)
    return found + await _queries(walker, path, names=names)


async def _queries(walker: Walker, path: str, *, names: Names) -> list[str]:
    """Each name that is read of the address, as soon as it is."""
    found, done = [], set[str]()
    address = walker.address(path)
    names.queried.clear()
    await walker.send("GET", path)
    while waiting := sorted(names.queried - done - {"kata"}):
        for name in waiting:
            for kind in _odd_words(path + name):
                query = f"{name}=1&{name}={quoted(NASTY[kind])}"
                sent = await walker.send("GET", path, at=f"{address}?{query}")
                found += _told(sent, f"GET {path}?{name} {kind}")
        done |= set(waiting)
    return found


async def _forms(walker: Walker, path: str, *, names: Names) -> list[str]:
    """Each name that is read of a form, as soon as it is."""
    found, done = [], set[str]()
    address = walker.address(path)
    await walker.send("POST", path)  # with a token that was shown on another page
    names.typed.clear()
    await walker.send("POST", path)
    while waiting := sorted(names.typed - done - {"_form"}):
        for name in waiting:
            beside = dict.fromkeys({*done, name}, b"1")
            found += await _field(walker, path, address=address, name=name, beside=beside)
        done |= set(waiting)
    return found


async def _field(
    walker: Walker,
    path: str,
    *,
    address: str,
    name: str,
    beside: Mapping[str, bytes],
    who: str = "",
) -> list[str]:
    found = []
    for kind in _some(NASTY, path + name):
        body = "&".join(f"{one}={quoted(value)}" for one, value in beside.items())
        body += f"&{name}={quoted(NASTY[kind])}"
        sent = await walker.send("POST", path, at=address, who=who, body=body.encode())
        found += _told(sent, f"POST {path} {name} {kind}")
    return found


async def _acts(walker: Walker) -> list[str]:
    """Every act's form, filled in as well as may be but for one field."""
    found = []
    looking = await walker.looking()
    for act in ACTS.values():
        who, home = walker.home(act.roles)
        good = dict(filled(fields_of(act.form), looking))
        for name in _some(good, act.name):
            path = f"{home}/{act.name}"
            found += await _field(walker, path, address=path, name=name, beside=good, who=who)
    return found


async def _bodies(walker: Walker, path: str) -> list[str]:
    """Each field of a program's call, as something else than a word; then no call at all."""
    found, address = [], walker.address(path)
    act = ACTS.get(path.rpartition("/")[2])
    good = _call(fields_of(act.form)) | {"seen": 1} if act else dict(REPORT)
    for name in good:
        for kind in _some(ODD_JSON, path + name):
            body = json.dumps({**good, name: ODD_JSON[kind]}).encode()
            sent = await walker.send("POST", path, at=address, body=body)
            found += _told(sent, f"{path} {name} {kind}")
    for body in _some(NO_JSON, path):
        sent = await walker.send("POST", path, at=address, body=body)
        found += _told(sent, f"{path} {body[:20]!r}")
    return found


def _call(fields: Iterable[Field]) -> dict[str, object]:
    """What a program fills in; rows and lists hold one."""
    values: dict[str, object] = {}
    for one in fields:
        value = _call(one.inner) if one.inner else TYPED.get(one.asks.kind, MARKUP)
        values[one.name] = [value] if one.asks.kind in {"rows", "several"} else value
    return values


REPORT: Mapping[str, object] = {
    "text": A_TEXT + MARKUP,
    "village": VILLAGE,
    "happened_on": TYPED["day"],
    "channel": "perbekel",
    "answers": {MARKUP: "yes"},
    "contact": {"name": MARKUP},
    "language": "id",
    "not_to_tell": ["camat"],
}
NO_JSON = (
    b"[]",
    b"nul",
    b"\xff{",
    b"[" * 20_000,
    b'{"seen": NaN}',
    b'{"seen": 1e999}',
    b'"\\ud83d"',
)


def _some(names: Iterable[Any], where: str, *, most: int = PART) -> Iterator[Any]:
    """A part of them, another one for each field; all of them are sent to some."""
    every = list(names)
    first = sum(where.encode())
    return (every[(first + at * 7) % len(every)] for at in range(min(most, len(every))))


def _odd_words(where: str) -> Iterator[str]:
    """What is sent as a part of an address: always what no database keeps."""
    yield from dict.fromkeys(("nul", *_some(IN_ADDRESSES, where)))


def _told(sent: httpx.Response, what: str) -> list[str]:
    return [f"{what}: {one}" for one in faults(sent)]
