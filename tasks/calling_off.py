"""Stop talks because of what happened since; the mail gives no reason."""

from models.calling_off import called_off, released
from models.cases import Case
from models.facts.talks import HandlingOpened
from models.status import Status
from models.talks import open_mediation, scheduled_meeting
from tasks.telling import INDONESIAN, queue
from tasks.turn import Turn


async def stop_talks(mine: Turn, case: Case, *, reason_code: str) -> None:
    """Cancel the meeting that is set, end the talks, and let the case be handled."""
    meeting, told = await scheduled_meeting(mine.db, case.number), set[str]()
    if meeting is not None:
        off = await called_off(
            mine.db, case, meeting=meeting, reason_code=reason_code, rules=mine.rules
        )
        mine.record(case, off.fact)
        queue(mine, case, [(off.letter, who, mail, INDONESIAN) for who, mail in off.to])
        told = {who for who, _ in off.to}
    talks = await open_mediation(mine.db, case.number)
    if talks is not None:
        letters = await released(mine.db, case, talks=talks, told=told, rules=mine.rules)
        queue(mine, case, [(*one, INDONESIAN) for one in letters])
        talks.ended_at, talks.ending = mine.at, reason_code
        await mine.db.flush()
    if case.stands in {Status.IN_MEDIATION, Status.AGREED}:
        mine.record(case, HandlingOpened(reason_code=reason_code))
