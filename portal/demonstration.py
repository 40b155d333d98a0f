"""What only a demonstration shows: who may sign in, the mails that were sent, a clock to move.

These pages do not exist in a real home.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from desk.demonstration import PASSWORD, move_time, samples
from kit.settings import settings
from portal.forms import posted
from portal.pages import page, see

router = APIRouter(include_in_schema=False)
NAME = re.compile(r"[0-9T.]+-[0-9a-f]{8}\.eml")
NEWEST, SOUGHT = 50, 1000  # mails on the page, and among how many is searched
DAYS = (1, 3, 7, 30)
LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that the local server kept."""

    name: str
    to: str
    subject: str
    text: str = ""

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """The text in parts: words, and links that lead to this portal."""
        ours, parts, at = settings().portal_address, list[tuple[str, bool]](), 0
        for found in LINK.finditer(self.text):
            parts.append((self.text[at : found.start()], False))
            parts.append((found[0], found[0].startswith(ours)))
            at = found.end()
        return [*parts, (self.text[at:], False)]


@router.get("/demo")
async def demonstration(request: Request) -> HTMLResponse:
    """Who may sign in here, and what was mailed."""
    sought = request.query_params.get("cari", "").strip().upper()
    letters = [one for one in _letters() if sought in one.subject.upper()]
    return await page(
        request,
        "demonstration.html",
        accounts=await samples(),
        password=PASSWORD,
        letters=letters[:NEWEST],
        sought=sought,
        more=len(letters) > NEWEST,
        days=DAYS,
    )


@router.get("/demo/surat/{name}")
async def letter(request: Request, name: str) -> HTMLResponse:
    """One mail, as its recipient reads it."""
    path = _folder() / name
    if not NAME.fullmatch(name) or not path.exists():
        raise HTTPException(404)
    return await page(request, "letter.html", letter=_read(path, whole=True))


@router.post("/demo/waktu")
async def moving(request: Request) -> Response:
    """Let case time go on."""
    form = await posted(request)
    days = form.whole_number("days")
    if days in DAYS:
        await move_time(days)
    return see("/demo", "time_moved")


def _folder() -> Path:
    return settings().home / "mail"


def _letters() -> list[Letter]:
    paths = sorted(_folder().glob("*.eml"), reverse=True)
    return [_read(path, whole=False) for path in paths[:SOUGHT]]


def _read(path: Path, *, whole: bool) -> Letter:
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = mail.get_body(("plain",)) if whole else None
    text = body.get_content() if body is not None else ""
    return Letter(path.name, str(mail["To"]), str(mail["Subject"]), str(text))
