"""Who asks: a browser's language, and the person who is signed in, if anybody is."""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Request, Response

from desk.accounts import Signed, who_is
from desk.acting import Person
from models.regency_folder import regency
from portal.forms import YEAR_SECONDS, is_secure
from portal.languages import COOKIE as LANGUAGE_COOKIE
from portal.languages import SOURCE, languages

COOKIE = "rukun_masuk"


class SignInFirst(Exception):
    """The page is for people who signed in."""


class NotForYou(Exception):
    """The page is for another role."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, and in which language they read."""

    language: str
    signed: Signed | None = None

    @property
    def person(self) -> Person | None:
        """As whom they act, if they signed in."""
        return self.signed.person if self.signed else None

    @property
    def role(self) -> str:
        """Their role, ``anonymous`` without one."""
        return self.signed.person.role if self.signed else "anonymous"


async def visitor(request: Request) -> Visitor:
    """Read who asks, once a request."""
    if not hasattr(request.state, "visitor"):
        request.state.visitor = await _visitor(request)
    found: Visitor = request.state.visitor
    return found


async def _visitor(request: Request) -> Visitor:
    token = request.cookies.get(COOKIE)
    signed = await who_is(token, rules=regency()) if token else None
    chosen = request.cookies.get(LANGUAGE_COOKIE, signed.language if signed else SOURCE)
    return Visitor(chosen if chosen in languages() else SOURCE, signed)


async def speaks(request: Request, language: str) -> bool:
    """Go on in the language that a form's own button asks for; False if it asks for none.

    Links with ``?lang=`` are answered by ``portal.guard``: they ask for a page, and keep no words.
    """
    if language not in languages():
        return False
    request.state.visitor = replace(await visitor(request), language=language)
    request.state.chose_language = True
    return True


def keep_language(request: Request, response: Response) -> None:
    """Let the browser go on in the language that was just chosen, if one was."""
    if getattr(request.state, "chose_language", False):
        response.set_cookie(
            LANGUAGE_COOKIE,
            request.state.visitor.language,
            max_age=YEAR_SECONDS,
            httponly=True,
            secure=is_secure(),
        )


def nobody(request: Request) -> None:
    """Take the visitor for nobody: the page for what broke asks no database who it is."""
    if not hasattr(request.state, "visitor"):
        chosen = request.cookies.get(LANGUAGE_COOKIE, SOURCE)
        request.state.visitor = Visitor(chosen if chosen in languages() else SOURCE)


AVisitor = Annotated[Visitor, Depends(visitor)]


class Roles:
    """A page for some roles: others are asked to sign in, or told that it is not theirs."""

    def __init__(self, *roles: str) -> None:
        self.roles = roles

    async def __call__(self, request: Request) -> Person:
        """The person, or ``SignInFirst`` or ``NotForYou``."""
        person = (await visitor(request)).person
        if person is None:
            raise SignInFirst
        if person.role not in self.roles:
            raise NotForYou
        return person
