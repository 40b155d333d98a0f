"""Forms: what was posted, checked to come from a page of ours, and kept for showing again.

Every form carries a token (``form_token``) that is signed for the browser's own cookie. A page
elsewhere can make a browser send neither: the cookie stays home (``SameSite``), and the token
is not known to it. Browsers that say where a request comes from are believed too.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from itsdangerous import BadData, URLSafeSerializer
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException

from kit.keys import secret
from kit.settings import settings

COOKIE = "rukun_form"
FIELD = "_form"
MOST_FIELDS, MOST_PART = 400, 2 * 1024 * 1024
YEAR_SECONDS = 365 * 24 * 3600


class NotOurForm(Exception):
    """The form does not come from a page of ours, or its page is from another browser."""


class FormUnreadable(Exception):
    """What was posted is no form."""


@dataclass(frozen=True, slots=True)
class Form:
    """What somebody typed, as it was typed."""

    values: tuple[tuple[str, str], ...] = ()
    files: tuple[UploadFile, ...] = ()

    def text(self, name: str, default: str = "") -> str:
        """The last value of a name, trimmed."""
        return next((value for key, value in reversed(self.values) if key == name), default).strip()

    def some(self, name: str) -> str | None:
        """The value of a name, or None if it was left empty."""
        return self.text(name) or None

    def all(self, name: str) -> tuple[str, ...]:
        """All values of a name that were not left empty."""
        return tuple(value.strip() for key, value in self.values if key == name and value.strip())

    def ticked(self, name: str) -> bool:
        """Whether a box was ticked."""
        return any(key == name for key, _ in self.values)

    def whole_number(self, name: str) -> int | None:
        """A number, or None if none was given or it is none."""
        words = self.text(name)
        return int(words) if words.isascii() and words.isdigit() and len(words) < DIGITS else None

    def nested(self) -> dict[str, Any]:
        """Names such as ``sides.0.label`` as lists and dictionaries; empty rows are left out."""
        tree: dict[str, Any] = {}
        for name, value in self.values:
            if value.strip() and name != FIELD and len(name) <= LONGEST_NAME:
                _put(tree, name.split("."), value.strip())
        return {name: _rows(value) for name, value in tree.items()}


DIGITS, LONGEST_NAME = 10, 100
# What nobody types, no field shows and no table keeps; only a program sends it.
UNSEEN = dict.fromkeys({*range(0x20), 0x7F} - {ord("\n"), ord("\t")})
EMPTY = Form()


async def posted(request: Request, *, most_files: int = 0) -> Form:
    """Read a posted form; raises ``NotOurForm`` or ``FormUnreadable``, also for a file too many.

    Whoever wants files calls ``request.close()`` when done, which removes their drafts.
    """
    refuse_elsewhere(request)
    try:
        data = await request.form(
            max_files=most_files, max_fields=MOST_FIELDS, max_part_size=MOST_PART
        )
    except (MultiPartException, HTTPException, ValueError) as bad:
        raise FormUnreadable(str(bad)) from None
    form = Form(tuple(_words(data)), tuple(_files(data)))
    try:
        _refuse_forged(request, form.text(FIELD))
    except NotOurForm:
        await request.close()
        raise
    return form


def refuse_elsewhere(request: Request) -> None:
    """Refuse what a browser says comes from another site's page."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in {"same-origin", "none"}:
        raise NotOurForm
    origin = request.headers.get("origin")
    if origin not in {None, "null"} and origin not in _ours(request):
        raise NotOurForm


def form_token(request: Request) -> str:
    """The token of a form on the page that answers this request; another one each time."""
    return _signer().dumps([browser_words(request), secrets.token_urlsafe(6)])


def remember(request: Request, response: Response) -> None:
    """Give the browser the cookie that its forms are signed for, if it has none."""
    if request.cookies.get(COOKIE) != browser_words(request):
        response.set_cookie(
            COOKIE,
            browser_words(request),
            max_age=YEAR_SECONDS,
            httponly=True,
            samesite="strict",
            secure=is_secure(),
        )


def is_secure() -> bool:
    """Whether browsers reach us by https, so that cookies are for https only."""
    return settings().portal_address.startswith("https://")


def browser_words(request: Request) -> str:
    """This browser's own random words, drawn once a request where it brought none."""
    brought = request.cookies.get(COOKIE, "")
    if LEAST_COOKIE <= len(brought) <= MOST_COOKIE:
        return brought
    if not hasattr(request.state, "form_cookie"):
        request.state.form_cookie = secrets.token_urlsafe(18)
    return str(request.state.form_cookie)


LEAST_COOKIE, MOST_COOKIE = 20, 60


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(secret("forms"), salt="rukun.form")


def _refuse_forged(request: Request, token: str) -> None:
    try:
        own, _ = _signer().loads(token)
    except (BadData, TypeError, ValueError):
        raise NotOurForm from None
    if not secrets.compare_digest(str(own).encode(), request.cookies.get(COOKIE, "").encode()):
        raise NotOurForm


def _ours(request: Request) -> set[str]:
    """Our own address as people know it, and as this request knew it."""
    return {settings().portal_address, f"{request.url.scheme}://{request.headers.get('host', '')}"}


def _words(data: FormData) -> Iterator[tuple[str, str]]:
    for name, value in data.multi_items():
        if isinstance(value, str):
            yield _plain(name), _plain(value)


def _plain(words: str) -> str:
    """Without what cannot be seen, nor half signs, which no page and no table takes."""
    return words.translate(UNSEEN).encode(errors="replace").decode()


def _files(data: FormData) -> Iterator[UploadFile]:
    for _, value in data.multi_items():
        if isinstance(value, UploadFile) and value.filename:
            yield value


def _put(tree: dict[str, Any], path: list[str], value: str) -> None:
    *parents, last = path
    for name in parents:
        inner = tree.setdefault(name, {})
        if not isinstance(inner, dict):
            return
        tree = inner
    if last in tree and not isinstance(tree[last], dict):
        before = tree[last]
        tree[last] = [*before, value] if isinstance(before, list) else [before, value]
    else:
        tree.setdefault(last, value)


def _rows(value: object) -> object:
    if isinstance(value, dict) and value and all(key.isascii() and key.isdigit() for key in value):
        return [_rows(value[key]) for key in sorted(value, key=int)]
    return value
