"""Who decided a matter before: said by people, or told by a sanction that stands in the case."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases import Case
from models.chain import SealedFact
from models.facts.talks import DecisionRecorded
from models.regency import Regency
from models.remains import sanctions_of
from models.views import Forum


async def bodies_that_decided(db: AsyncSession, case: Case, *, rules: Regency) -> frozenset[str]:
    """Name the bodies; a customary sanction is the customary village's own decision."""
    with db.no_autoflush:
        rows = await db.scalars(
            select(SealedFact.body["body"].astext).where(
                SealedFact.case == case.number, SealedFact.name == DecisionRecorded.name
            )
        )
        said = {str(one) for one in rows}
        sanctioned = bool(await sanctions_of(db, case.number))
    if sanctioned:
        slug = rules.village(case.village).slug.replace("-", "_")
        said.add(f"{Forum.KERTHA_DESA}_{slug}")
    return frozenset(said | _bodies_meant(said, case, rules=rules))


def _bodies_meant(said: set[str], case: Case, *, rules: Regency) -> set[str]:
    """The bodies of the case's own place, where only the rung was named."""
    slugs = (rules.village(case.village).slug, rules.kecamatan_of(case.village).slug)
    own = tuple(slug.replace("-", "_") for slug in slugs)
    bodies = {body for figure in rules.figures for body in figure.sits_in}
    return {
        body
        for body in bodies
        for rung in said & set(Forum)
        if body.startswith(f"{rung}_") and (rung == Forum.MDA_REGENCY or body.endswith(own))
    }
