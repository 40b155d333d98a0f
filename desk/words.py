"""What people type, made fit to keep: trimmed, bounded, without control characters."""

import re
from collections.abc import Mapping
from datetime import date

from desk.refusals import protection
from desk.refusals import words as says
from desk.refusing import Misread
from kit.sentences import Said, Sentence
from models.questions import MEANT, OTHER_VILLAGE, UNDATED, answers_to, questions
from models.regency import Regency, UnknownCode

What = str | Said  # a field: its name, or what it is called in each language
MOST = 20_000
MOST_PEOPLE = 1_000_000  # five times as many as live in Klungkung
SHORTEST = 3  # digits of a number that can be rung
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
# Somebody at a domain, whose last part is a name: no mail leaves the house for "wayan@warga".
MAIL = re.compile(
    r"[^\s@,;<>\x00-\x1f\x7f]{1,64}@(?=.{4,190}$)"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
)
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def fit_text(words: str, *, what: What) -> str:
    """Trim a text; refuse an empty one, one over 20,000 characters, or control characters."""
    trimmed = words.strip()
    if not trimmed:
        raise _unfit(says.EMPTY, what)
    if len(trimmed) > MOST:
        raise _unfit(says.TOO_LONG, what, count=f"{len(trimmed):,}", most=f"{MOST:,}")
    found = CONTROL.search(trimmed)
    if found:
        sign = f"{ord(found.group()):04X}"
        raise _unfit(says.CONTROL, what, place=found.start() + 1, sign=sign)
    return trimmed


def fit_words(words: str, *, what: What) -> str:
    """Check a code that people choose from a list, such as an answer or an office's id."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,39}", words):
        raise _unfit(says.NO_WORD, what, words=words[:20])
    return words


def fit_email(words: str | None) -> str | None:
    """Check the look of an address, if there is one; only a mail server knows whether it exists."""
    if not words:
        return None
    if not MAIL.fullmatch(words):
        raise _unfit(says.NO_EMAIL, "email")
    return words


def fit_phone(words: str | None, *, what: What) -> str | None:
    """Check that a number can be rung, if there is one; what else stands beside it is kept."""
    if not words:
        return None
    if sum(sign.isdecimal() for sign in words) < SHORTEST:
        raise _unfit(says.NO_PHONE, what)
    return fit_text(words, what=what)


def fit_answers(
    answers: Mapping[str, str], *, rules: Regency, imported: bool = False
) -> dict[str, str]:
    """Check the answers of a report's form: questions that there are, and answers that they take.

    Only an ``imported`` row may say that it has no day: what says so wakes nobody.
    """
    known = (*questions(rules.vocabulary), *((UNDATED,) if imported else ()))
    for key in answers:
        if fit_code(key, what="answer") not in known:
            raise _unfit(says.NO_QUESTION, "answer", words=key, known=", ".join(known))
    return {key: _fit_answer(key, value, rules=rules) for key, value in answers.items()}


def _fit_answer(key: str, value: str, *, rules: Regency) -> str:
    """Take an answer by its code, or as people write it; a word that no rule reads is refused."""
    if key == OTHER_VILLAGE:
        return fit_words(value, what=says.ANSWER_TO.filled(key=key))
    categories = [one.code for one in rules.categories]
    known = answers_to(key, vocabulary=rules.vocabulary, categories=categories)
    typed = value.strip().casefold()
    meant = MEANT.get(typed, typed)
    found = next((one for one in known if one.casefold() == meant), None)
    if found is None:
        what = says.ANSWER_TO.filled(key=key)
        raise _unfit(says.NO_ANSWER, what, words=value[:20], known=", ".join(known))
    return found


def fit_code(words: str, *, what: What) -> str:
    """Check a short code that a fact will hold: lower case letters, digits and ``_``."""
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", words):
        raise _unfit(says.NO_CODE, what)
    return words


def fit_village(code: str, *, rules: Regency) -> str:
    """Check a village's code, or find it by a name that only one village has."""
    words = code.strip()
    try:
        return rules.village(words).code
    except UnknownCode:
        named = [one for one in rules.villages if one.name.lower() == words.lower()]
    if len(named) == 1:
        return named[0].code
    if named:
        codes = ", ".join(f"{one.code} ({one.kind})" for one in named)
        raise _unfit(says.SEVERAL_VILLAGES, "village", name=words, codes=codes)
    raise _unfit(says.NO_VILLAGE, "village", code=words[:20], regency=rules.name)


def fit_count(count: int, *, what: What, most: int = MOST_PEOPLE) -> int:
    """Take a number of people: none of them are fewer than nought, nor more than there can be."""
    if not 0 <= count <= most:
        raise _unfit(says.NO_COUNT, what, count=count, most=f"{most:,}")
    return count


def fit_day(words: str | date, *, what: What, today: date) -> date:
    """Read a day of living memory that is not in the future (WITA)."""
    day = fit_date(words, what=what)
    if day > today:
        raise _unfit(says.FUTURE_DAY, what, day=day, today=today)
    return day


def fit_date(words: str | date, *, what: What) -> date:
    """Read a day, as 2026-11-23, between ``EARLIEST`` and ``LATEST``: others are slips."""
    try:
        day = words if isinstance(words, date) else date.fromisoformat(words.strip())
    except ValueError:
        raise _unfit(says.NO_DAY, what, words=words) from None
    if not EARLIEST <= day <= LATEST:
        raise _unfit(says.ODD_DAY, what, day=day, earliest=EARLIEST, latest=LATEST)
    return day


def _unfit(sentence: Sentence, what: What, **values: object) -> Misread:
    return Misread(sentence, field=says.called(what), **values)


def fit_feared(words: str, *, rules: Regency) -> tuple[str, ...]:
    """Read whom a reporter fears: an office's word, an agency's code or kind, a figure's id.

    Returns codes, as policies compare them; a code that this returned may be handed in again.
    """
    meant = rules.feared.get(words.strip().casefold().replace(" ", "_"))
    if meant is not None:
        return meant
    code = words.strip().upper()
    known = {one for agency in rules.agencies for one in (agency.code, agency.kind)}
    known |= {figure.id for figure in rules.figures}
    known |= {one for codes in rules.feared.values() for one in codes}
    if code not in known:
        raise Misread(
            protection.NOBODY_CALLED,
            field=says.called("not to tell"),
            words=words[:40],
            known=", ".join(rules.feared),
        )
    return (code,)
