"""What nobody types: values that break out, and whether an answer let one of them do so."""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import quote_from_bytes, urlsplit

import httpx

from kit.settings import settings

NAME = "zqx"
MARKUP = f"'\"><{NAME} on{NAME}=1></textarea></title></script><script>{NAME}()</script>"
# As bytes, since some of them are no text at all.
NASTY: Mapping[str, bytes] = {
    "markup": MARKUP.encode(),
    "script": f"javascript:{NAME}()".encode(),
    "nul": b"a\0b",
    "new line": f"a\r\nset-cookie: {NAME}=1\r\n\r\n<{NAME}>".encode(),
    "control": b"\x1b[2J\x08\x7f\xc2\x85\xe2\x80\xa8",
    "long": b"a" * 5000,
    "longer": "\u0101".encode() * 40_000,
    "backwards": "\u202e\u2066gpj.exe\u2069".encode(),
    "path": b"../../../../etc/passwd\0.html",
    "address": b"//evil.example/\\evil.example",
    "half": "\ud83d".encode(errors="surrogatepass"),
    "bytes": b"\xff\xfe\x80",
    "digits": "\u00b2\u0663".encode(),
    "large": b"9" * 30,
    "negative": b"-1",
    "infinite": b"-Infinity",
    "no day": b"2026-02-30T25:61",
    "first day": b"0001-01-01",
    "last day": b"9999-12-31T23:59",
    "template": b"{{7*7}}${7*7}%(name)s%n{0}{at}",
    "statement": b"' OR 1=1; --%_\\",
    "nobody": b"00000000-0000-0000-0000-000000000000",
    "empty": b"",
}
NOT_IN_A_LINE = re.compile(rb"[\x00-\x1f\x7f]|.{6000}")  # a server takes no such header
IN_HEADERS = [one for one, value in NASTY.items() if not NOT_IN_A_LINE.search(value)]
# Without "host": with one that is not ours nobody is answered at all.
HEADERS = (
    "accept",
    "accept-language",
    "authorization",
    "content-type",
    "cookie",
    "if-modified-since",
    "if-none-match",
    "last-event-id",
    "origin",
    "range",
    "referer",
    "sec-fetch-site",
    "x-forwarded-for",
    "x-forwarded-proto",
)
IN_ADDRESSES = [one for one in NASTY if one not in {"longer", "empty"}]
# What a program sends where a word is expected.
ODD_JSON: Mapping[str, object] = {
    "null": None,
    "number": 10**400,
    "fraction": 1e308,
    "list": [],
    "lists": [[[["a"]]]],
    "object": {"a": {"b": 1}},
    "yes": True,
    "half": "\ud83d",
    "nul": "a\0b",
    "markup": MARKUP,
    "long": "a" * 100_000,
    "no day": "2026-02-30",
    "empty": "",
}
HARMLESS = ("/", "#", "?", "tel:", "mailto:", "https://", "data:,")
TEXTS = {"text/plain", "text/csv", "application/json", "text/event-stream"}


def quoted(value: bytes) -> str:
    """A value as addresses and forms carry it."""
    return quote_from_bytes(value, safe="")


def faults(sent: httpx.Response) -> list[str]:
    """What is wrong with an answer, whatever was asked."""
    return [*_of_status(sent), *_of_headers(sent.headers), *_of_body(sent)]


def _of_status(sent: httpx.Response) -> Iterator[str]:
    if sent.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        yield f"answers {sent.status_code}"


def _of_headers(headers: httpx.Headers) -> Iterator[str]:
    for name, value in headers.multi_items():
        if re.search(r"[\r\n\0]", name + value):
            yield f"the header {name} breaks its line"
    if headers.get("x-content-type-options") != "nosniff":
        yield "a browser may guess what it is"
    where = urlsplit(headers.get("location", "/"))
    ours = not where.netloc or where.hostname == settings().oidc_issuer[7:].partition(":")[0]
    if not ours or not where.path.startswith("/") or "\\" in where.path:
        yield "leads to another house"


def _of_body(sent: httpx.Response) -> Iterator[str]:
    kind = sent.headers.get("content-type", "").partition(";")[0]
    if kind == "text/html":
        page = Page()
        page.feed(sent.text)
        yield from page.faults()
    elif kind not in TEXTS and sent.content and not _is_kept(sent.headers):
        yield f"shows {kind or 'nothing known'}"


def _is_kept(headers: httpx.Headers) -> bool:
    ours = headers.get("content-type", "") in {"text/css; charset=utf-8", "image/svg+xml"}
    return ours or headers.get("content-disposition", "").startswith("attachment")


class Page(HTMLParser):
    """A page as a browser reads it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self._broken_out: list[str] = []
        self._scripts = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and what in it was not ours."""
        self.tags.add(tag)
        self._scripts = tag == "script"
        for name, value in attrs:
            goes = name in {"href", "src", "action", "formaction"}
            if name.startswith("on") or NAME in name:
                self._broken_out.append(f"an attribute {name}")
            if goes and value and not value.startswith(HARMLESS):
                self._broken_out.append(f"{name} leads to {(value or '')[:30]}")
        if NAME in tag:
            self._broken_out.append(f"an element {tag}")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self._scripts = self._scripts and tag != "script"

    def handle_data(self, data: str) -> None:
        """Our scripts are files, so none has words."""
        if self._scripts and data.strip():
            self._broken_out.append("a script with words")

    def faults(self) -> Iterator[str]:
        """What broke out, and whether it is a page that says something."""
        yield from self._broken_out
        if "title" not in self.tags or not {"h1", "a"} & self.tags:
            yield f"is no whole page: {sorted(self.tags)[:6]}"
