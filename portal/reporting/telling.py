"""From a posted form to what the desk is told. Nothing here refuses: the desk does."""

import hashlib
from collections.abc import Iterator

from fastapi import Request

from desk.reports import Contact, Told
from models.questions import OTHER_VILLAGE, TOLD_BEFORE
from models.regency import Regency
from portal.forms import FIELD, Form, browser_words
from portal.languages import translated
from portal.reporting.asked import AGAIN, DANGERS, GROUPS, WAYS, YES, topics_of

NAMED = "named"
SENT = "sent"
"""The form's own random words: a copy of it that is sent again has the same."""


def told_by(form: Form, request: Request, *, rules: Regency, language: str) -> Told:
    """Gather what somebody told us; codes that the form did not offer are left out."""
    return Told(
        text=form.text("text"),
        village=form.text("village"),
        happened_on=form.text("happened_on"),
        answers=dict(_answers(form, rules=rules)),
        contact=_contact(form, language),
        language=language,
        not_to_tell=(*form.all("feared"), *form.all("feared_agency")),
        behind=_behind(form),
        withheld=form.ticked("withheld"),
        place=form.some("place"),
        form=_form_words(form, request),
    )


def _answers(form: Form, *, rules: Regency) -> Iterator[tuple[str, str]]:
    ticked = {*form.all("dangers"), *form.all("groups")}
    for code in (*DANGERS, *GROUPS):
        if code in ticked:
            yield code, YES
    for name, known in (("topic", topics_of(rules)), ("again", AGAIN)):
        if form.text(name) in known:
            yield name, form.text(name)
    if form.text("other_village") in {one.code for one in rules.villages}:
        yield OTHER_VILLAGE, form.text("other_village")
    if form.ticked("told_before"):
        yield TOLD_BEFORE, YES


def _contact(form: Form, language: str) -> Contact | None:
    """Who told us: nobody unless they chose to be known, whatever else they typed."""
    if form.text("who") != NAMED:
        return None
    way = translated(WAYS.get(form.text("way"), ""), language)
    safely = ". ".join(words for words in (way, form.text("safely")) if words)
    mailed = form.text("way") != "page"  # who must not be written to gets no letter
    found = Contact(
        name=form.some("name"),
        email=form.some("email") if mailed else None,
        phone=form.some("phone"),
        safely=safely or None,
    )
    return found if found != Contact() else None


def _behind(form: Form) -> Contact | None:
    found = Contact(name=form.some("behind_name"), phone=form.some("behind_phone"))
    return found if found != Contact() else None


def _form_words(form: Form, request: Request) -> str | None:
    """What tells a form that is sent twice from one that was filled in anew."""
    if not form.text(SENT):
        return None
    said = [f"{name}={value}" for name, value in form.values if name != FIELD]
    said += [f"{one.filename}:{one.size}" for one in form.files]
    digest = hashlib.sha256("\0".join(said).encode()).hexdigest()
    return f"{browser_words(request)}:{form.text(SENT)}:{digest}"
