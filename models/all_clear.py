"""The all-clear: whoever an alarm woke, and those who have the case, hear that it is calm."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.alerts import Alert, told_posts
from models.assignments import current_assignment, supports_of
from models.cases import Case
from models.letters.alarms import AlarmEnded
from models.letters.base import Language
from models.notices import Notice
from models.regency import Regency
from models.shapes import Text

Known = tuple[Text, str, str, Language]


async def all_clear(
    db: AsyncSession, case: Case, alert: Alert, *, at: datetime, rules: Regency
) -> list[Notice]:
    """Write to the posts on the rungs that the alarm climbed, the lead, and its supporters.

    An office that has both hears once. Of a sealed case nothing is said but its number.
    """
    told = await told_posts(db, case.number, since=alert.raised_at)
    known: list[Known] = [
        (post.office, post.code, post.email, post.language)
        for post in rules.duty.posts_of(sorted(told))
        if not rules.keeps_out(post, case.not_to_tell)
    ]
    reached = {address for _, _, address, _ in known}
    hidden = alert.sealed or case.sealed
    known += [one for one in await _agencies(db, case, rules=rules) if one[2] not in reached]
    letter = AlarmEnded(
        number=case.number,
        office=rules.agency(rules.secretariat[0]).name,
        raised_at=alert.raised_at,
        calm_at=at,
        village=None if hidden else rules.village(case.village).name,
        kecamatan=None if hidden else rules.kecamatan_of(case.village).name,
    )
    return [
        Notice.of(
            letter.model_copy(update={"office": office}),
            case=case.number,
            seq=case.seq,
            recipient=who,
            address=address,
            language=language,
        )
        for office, who, address, language in known
    ]


async def _agencies(db: AsyncSession, case: Case, *, rules: Regency) -> list[Known]:
    current = await current_assignment(db, case.number)
    if current is None:
        return []
    codes = [current.agency, *(one.agency for one in await supports_of(db, current))]
    return [
        (rules.agency(one).name, one, rules.mail_of(one, sealed=case.sealed), "id") for one in codes
    ]
