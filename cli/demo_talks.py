"""What figures, sides and officers do once a dispute is talked over."""

from datetime import timedelta

from cli.demo_parts import ADJOURNS, CANNOT, OBJECTS, WITHDRAWS, Played
from cli.demo_sight import Sight
from desk.acting import Person, person
from desk.agreements import sign_agreement
from desk.clauses import Promise, Signed
from desk.consents import answer_as_party
from desk.talks import Sitting, answer_as_figure, record_meeting
from kit.clock import now, wita_date
from models.regency import Regency

PROMISED_WITHIN = timedelta(days=25)


async def talk(played: Played, sight: Sight, *, by: Person, rules: Regency) -> list[str]:
    """Figures answer first, then the sides."""
    if sight.asked:
        return await _figures_answer(played, sight, rules=rules)
    return await _sides_answer(played, sight, by=by)


async def _figures_answer(played: Played, sight: Sight, *, rules: Regency) -> list[str]:
    said = []
    for seat in sight.asked:
        cannot = played.first("cannot", when=sight.sample.id == CANNOT)
        answer = "cannot" if cannot else "accept"
        figure = person(f"figure:{seat.figure}", rules=rules)
        await answer_as_figure(sight.number, by=figure, figure=seat.figure, answer=answer)
        said.append("figure_cannot" if cannot else "figure_accepted")
    return said


async def _sides_answer(played: Played, sight: Sight, *, by: Person) -> list[str]:
    if not sight.sitting:
        return []
    if played.first("objects", when=sight.sample.id == OBJECTS):
        party, figure = sight.parties[0], sight.sitting[-1].figure
        await answer_as_party(sight.number, by=by, label=party.label, accepts=False, figure=figure)
        return ["objected"]
    waiting = [one for one in sight.parties if not _consents(sight, one.id)]
    for party in waiting:
        await answer_as_party(sight.number, by=by, label=party.label, accepts=True)
    return ["consented"] * len(waiting)


async def hold(played: Played, sight: Sight, *, by: Person) -> list[str]:
    """Sit together once the hour has come."""
    if sight.meeting is None or now() < sight.meeting.ends_at:
        return []
    labels = tuple(one.label for one in sight.parties)
    outcome = _outcome(played, sight.sample.id)
    sitting = Sitting(
        outcome,
        parties=labels,
        figures=tuple(one.figure for one in sight.sitting),
        minutes="Musyawarah berlangsung tertib.",
        withdrawn=labels[-1] if outcome == "withdrawn" else None,
    )
    await record_meeting(sight.number, sitting, by=by)
    return [outcome]


async def sign(sight: Sight, *, by: Person) -> list[str]:
    """Write down what was agreed, with an owner and a date for each clause."""
    today = wita_date(now())
    due = str(today + PROMISED_WITHIN)
    promises = [Promise(f"{one.label}: menjaga hasil musyawarah.", one.label, due)
                for one in sight.parties]  # fmt: skip
    signed = Signed(
        document="Surat kesepakatan perdamaian.",
        promises=tuple(promises),
        signed_on=str(today),
    )
    await sign_agreement(sight.number, signed, by=by)
    return ["signed"]


def _outcome(played: Played, sample: str) -> str:
    if played.first("adjourns", when=sample == ADJOURNS):
        return "adjourned"
    return "withdrawn" if played.first("withdraws", when=sample == WITHDRAWS) else "agreed"


def _consents(sight: Sight, party: object) -> bool:
    return any(one.party == party and one.answer == "accept" for one in sight.consents.values())
