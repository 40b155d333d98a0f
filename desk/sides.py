"""What acts around talks look up: the talks that are open, and a side by its label."""

from sqlalchemy import select

from desk.acting import Act
from desk.refusals import talks as says
from models.status import Status
from models.talks import Mediation, Meeting, Party, open_mediation


async def talks_of(act: Act) -> Mediation:
    """Read the talks that are open, or refuse."""
    mediation = await open_mediation(act.db, act.case.number)
    if mediation is None or act.case.stands is not Status.IN_MEDIATION:
        raise act.refuse(says.NO_TALKS, status=act.status)
    return mediation


async def party_named(act: Act, label: str) -> Party:
    """Read the side that is called so, or refuse."""
    found: Party | None = await act.db.scalar(
        select(Party).where(Party.case == act.case.number, Party.label == label.strip())
    )
    if found is None:
        labels = await act.db.scalars(select(Party.label).where(Party.case == act.case.number))
        raise act.refuse(says.UNKNOWN_SIDE, label=label, labels=", ".join(labels))
    return found


async def refuse_agreed(act: Act, mediation: Mediation) -> None:
    """Who sat when the sides agreed stays who sat: only the signing is left."""
    agreed = select(Meeting.id).where(
        Meeting.mediation == mediation.id, Meeting.outcome == "agreed"
    )
    if await act.db.scalar(agreed.limit(1)) is not None:
        raise act.refuse(says.AGREED_ALREADY)
