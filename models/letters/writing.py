"""Write a letter in one language, from ``templates/notices/<kind>/<language>/``."""

import re

from kit.invitation import Invitation, Method
from kit.mail import Written, address_domain
from kit.rendering import render
from models.letters.base import Brought, Language, Letter
from models.letters.catalogue import LETTERS, NoSuchNotice
from models.letters.mediations import MeetingCancelled, MeetingLetter
from models.letters.samples import SAMPLES

FOR = {"id": "Untuk diantar kepada", "en": "To be brought to"}


def write(
    letter: Letter,
    language: Language,
    *,
    portal_url: str,
    sender: str,
    brought: Brought | None = None,
) -> Written:
    """Render subject, text and HTML; a meeting's letter brings its invitation.

    ``portal_url`` is where links lead; ``brought`` marks what the lead must bring to somebody
    without mail, in subject and body. Raises ``jinja2.UndefinedError`` on a template's mistake.
    """
    values = {name: getattr(letter, name) for name in type(letter).model_fields}
    values |= {"portal_url": portal_url.rstrip("/"), "kind": letter.kind, "brought": brought}
    folder = f"notices/{letter.kind}/{language}"
    subject = " ".join(render(f"{folder}/subject.txt", values, language=language).split())
    if brought is not None:
        subject = f"{FOR[language]} {brought.name[language]}: {subject}"
    values["subject"] = subject
    return Written(
        subject=subject,
        text=_tidied(render(f"{folder}/body.txt", values, language=language)),
        html=render(f"{folder}/body.html", values, language=language),
        invitation=_invitation(letter, summary=subject, language=language, sender=sender),
    )


def preview(kind: str, language: Language) -> Written:
    """Write a kind of letter with sample props; needs no database. Raises ``NoSuchNotice``."""
    if kind not in LETTERS:
        raise NoSuchNotice(kind)
    sender = "Rukun <rukun@klungkung.example>"
    return write(SAMPLES[kind], language, portal_url="http://127.0.0.1:8420", sender=sender)


def _tidied(text: str) -> str:
    """Leave at most one empty line where parts of a letter were left out."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _invitation(
    letter: Letter, *, summary: str, language: Language, sender: str
) -> Invitation | None:
    if not isinstance(letter, MeetingLetter):
        return None
    method: Method = "CANCEL" if isinstance(letter, MeetingCancelled) else "REQUEST"
    return Invitation(
        method=method,
        uid=f"{letter.meeting}@{address_domain(sender)}",
        sequence=letter.sequence,
        starts_at=letter.starts_at,
        ends_at=letter.ends_at,
        summary=summary,
        place=letter.place[language],
    )
