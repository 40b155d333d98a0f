"""Strangers who mean harm: whatever they put into an address or a form, nothing breaks or runs."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx
import pytest

from portal import tries
from portal.acts.asked import Field, fields_of
from portal.acts.catalogue import ACTS as EVERY_ACT
from portal.visitors import COOKIE as SIGNED_IN
from tests.portal import matrix
from tests.portal.addresses import PARAMETER, addresses
from tests.portal.everyone import Everyone, everyone, send
from tests.portal.followers import code_for, enter
from tests.portal.people import Browser

MARKUP = "<img src=x onerror=alert(1)>'\"</textarea><script>alert(2)</script>"
RAN = ("<img src=x", "<script>alert", "onerror=alert(1)>'")
IN_A_PATH = (
    *("%00", "KLK-2026-00001%00", "%0d%0aset-cookie:%20a=b", "..%2f..%2fetc%2fpasswd", "%2e%2e"),
    *("%ff%fe", "%ed%a0%80", "%F0%9F%98%80", "a" * 4000, "%3Cimg%20src=x%20onerror=alert(1)%3E"),
    *("KLK-2026-99999999999999999999", "-1", "1%20OR%201=1", "%25s%25n", "{{7*7}}", "²"),
)
IN_A_QUERY = (
    *("%00", "%ff", "a" * 4000, "%0d%0ax:y", "//evil.example", "%5B%5D", "²", "-1", "9" * 30),
)
NAMES = (
    *("ke", "kata", "cari", "nomor", "dari", "sampai", "tidak", "status", "warna", "desa"),
    *("kategori", "instansi", "kecamatan", "perlu", "saya", "lewat", "berakhir", "sesudah"),
    *("batas", "hari", "benih", "jumlah", "keadaan", "number", "limit", "village", "before"),
)
IN_A_FIELD: tuple[Any, ...] = (
    *(
        "\0",
        "a\0b\r\nc",
        "\ud7ff\uffff",
        "x" * 200_000,
        MARKUP,
        "-1",
        "9" * 40,
        "²",
        "\u202e",
        "1e9",
    ),
    ["a", "b"],
)
WORST_NAMES = {"a." * 2000 + "b": "x", "²": "1", "x.²": "1", "0.0.0": "x", "seen": "9" * 5000}
READERS = ("anonymous", "lead", "coordinator", "auditor", "administrator", "reporter")


WHO = {
    "/lacak/kasus": "reporter",
    "/instansi": "lead",
    "/auditor": "auditor",
    **dict.fromkeys(
        ("/koordinator", "/papan", "/beban", "/direktori", "/telaah", "/kasus", "/berkas"),
        "coordinator",
    ),
}


@pytest.fixture
async def every(portal: Browser) -> AsyncIterator[Everyone]:
    """One of each kind of person, with a case at each stage."""
    async with everyone(portal) as made, Browser.of(portal.app) as follower:
        await enter(follower, await code_for(made.cases["assigned"]))
        made.signed["reporter"] = follower
        yield made


async def test_breaks_at_nothing_that_is_sent(every: Everyone) -> None:
    """Addresses, queries, forms: an answer below 500, in our own words, and no markup that runs."""
    await _no_form_from_elsewhere(every)
    await _hostile_addresses(every)
    await _hostile_queries(every)
    await _hostile_acts(every)
    await _hostile_forms(every)
    await _nothing_runs(every)
    assert every.noted.wrong == []


def _sound(sent: httpx.Response, what: str) -> None:
    assert sent.status_code < 500, f"{what}: {sent.status_code}"
    assert not [one for one in RAN if one in sent.text], f"{what} shows markup as it was typed"
    assert "Traceback" not in sent.text, what
    assert "a" not in sent.cookies, f"{what} set a cookie that a stranger named"
    assert "evil.example" not in sent.headers.get("location", ""), what
    if not what.startswith("GET /aset"):
        assert sent.headers["cache-control"] == "no-store", what
    assert sent.headers["x-content-type-options"] == "nosniff", what
    assert "default-src 'none'" in sent.headers["content-security-policy"], what


async def _no_form_from_elsewhere(every: Everyone) -> None:
    """No POST without the token of our own page does anything, whoever's cookies it brings."""
    for method, path in addresses(every.anonymous.app):
        if method != "POST" or path == "/pergi":
            continue
        filled = PARAMETER.sub(every.cases["accepted"], path)
        if path.startswith("/jawab"):
            filled = f"{await every.home('lead-link', 'accepted')}/officer"
        for who in READERS:
            browser = every.browser(who, "accepted")
            sent = await browser.http.post(filled, data={"words": "x", "office": "x"})
            assert sent.status_code in {401, 403}, f"{path} by {who}: {sent.status_code}"
            assert SIGNED_IN not in sent.cookies, path


async def _hostile_addresses(every: Everyone) -> None:
    for method, path in addresses(every.anonymous.app):
        if method != "GET" or "{" not in path:
            continue
        who = reader_of(path)
        browser, known = every.browser(who, "accepted"), every.cases["accepted"]
        for bad in IN_A_PATH:
            for named in {path, path.replace("{number}", known)}:
                where = bad.join(PARAMETER.split(named)[::2])
                with every.noted.noting():
                    _sound(await browser.get(where), f"GET {where[:80]} for {who}")


async def _hostile_queries(every: Everyone) -> None:
    for method, path in addresses(every.anonymous.app):
        if method != "GET" or "{" in path or path in {"/langsung", "/api/v1/openapi.json"}:
            continue
        who = reader_of(path)
        for bad in IN_A_QUERY:
            query = "&".join(f"{name}={bad}" for name in NAMES)
            sent = await every.browser(who, "accepted").get(f"{path}?{query}")
            with every.noted.noting():
                _sound(sent, f"GET {path}?...={bad[:20]} for {who}")


def reader_of(path: str) -> str:
    """Somebody for whom the page is there."""
    return next((who for start, who in WHO.items() if path.startswith(start)), "anonymous")


def _filled(fields: tuple[Field, ...], value: object, before: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in fields:
        if one.inner:
            found |= _filled(one.inner, value, f"{before}{one.name}.0.")
            found[before + one.name] = value
        else:
            found[before + one.name] = value
            found[f"{before}{one.name}.0.{one.name}"] = value
    return found


async def _hostile_acts(every: Everyone) -> None:
    """Each field of each act gets what fits none of them, from somebody who may do it."""
    for row, may in matrix.read(matrix.ACTS).items():
        name, case = row.split()
        home = await every.home(may[0], case)
        browser, fields = every.browser(may[0], case), fields_of(EVERY_ACT[name].form)
        for bad in IN_A_FIELD:
            typed = _filled(fields, bad) if fields else dict(WORST_NAMES)
            sent = await _post(browser, f"{home}/{name}", typed | {"seen": "1"})
            with every.noted.noting():
                _sound(sent, f"{name} with {str(bad)[:20]!r}")
        sent = await _post(browser, f"{home}/{name}", WORST_NAMES)
        with every.noted.noting():
            _sound(sent, f"{name} with bad names")


async def _post(browser: Browser, path: str, values: Mapping[str, Any]) -> httpx.Response:
    return await send(browser, "POST", path, values)


FORMS = {
    "/lapor": (
        *("text", "village", "happened_on", "place", "name", "email", "phone", "safely", "feared"),
        *("behind_name", "behind_phone", "topic", "again", "other_village", "sent", "who", "way"),
        *("dangers", "groups", "feared_agency"),
    ),
    "/masuk": ("login", "password", "code", "back"),
    "/lacak": ("number", "code"),
    "/lacak/kode": ("number", "email"),
    "/lacak/kode/x": (),
    "/masuk/atur/x": ("password", "totp", "code"),
    "/lacak/kasus/pesan": ("words", "chosen", "ticked"),
    "/lacak/kasus/memburuk": ("words", "chosen", "ticked"),
    "/instansi/serah-terima": ("note",),
    "/papan": ("words",),
    "/auditor/banding": ("words",),
    "/auditor/masa/ekspor": ("dari", "sampai"),
    "/keluar": ("everywhere",),
}


async def _hostile_forms(every: Everyone) -> None:
    for path, names in FORMS.items():
        who = reader_of(path)
        for bad in IN_A_FIELD:
            tries._limiter.cache_clear()
            sent = await _post(every.browser(who, "accepted"), path, dict.fromkeys(names, bad))
            with every.noted.noting():
                _sound(sent, f"POST {path} with {str(bad)[:20]!r}")
    fits = {"text": "Ada.", "village": "51.05.02.2004", "happened_on": "2026-11-01", "who": "named"}
    for name in FORMS["/lapor"]:
        for bad in IN_A_FIELD:
            tries._limiter.cache_clear()
            sent = await _post(every.browser("anonymous", "red"), "/lapor", {**fits, name: bad})
            with every.noted.noting():
                _sound(sent, f"POST /lapor with {name} {str(bad)[:20]!r}")


async def _nothing_runs(every: Everyone) -> None:
    """What was typed above is on pages now, and is shown as words."""
    for who in READERS:
        browser = every.browser(who, "accepted")
        for case, number in every.cases.items():
            for path in (f"/kasus/{number}", f"/auditor/kasus/{number}", f"/telaah/{number}"):
                with every.noted.noting():
                    _sound(await browser.get(path), f"GET {path} of {case} for {who}")
        for path in (
            "/",
            "/koordinator",
            "/papan",
            "/telaah",
            "/instansi",
            "/auditor",
            "/lacak/kasus",
        ):
            with every.noted.noting():
                _sound(await browser.get(path), f"GET {path} for {who}")
