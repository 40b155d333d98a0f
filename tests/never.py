"""What must never be, as queries that find it, named by what is promised."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


async def broken_promises(db: AsyncSession) -> list[str]:
    """Name every promise that some case breaks, with the case."""
    return [
        f"{found}: not so that {promise}"
        for promise, query in NEVER.items()
        for found in await db.scalars(text(query))
    ]


# What must never be, as queries that find it. Named by what is promised.
NEVER: dict[str, str] = {
    "a case stands where its last fact says": """
        SELECT c.number FROM "case" c LEFT JOIN fact f
        ON f."case" = c.number AND f.seq = c.seq AND f.status = c.status
        WHERE f.hash IS NULL
        OR EXISTS (SELECT FROM fact l WHERE l."case" = c.number AND l.seq > c.seq)""",
    "a sealed or crime case is never talked over": """
        SELECT c.number FROM "case" c JOIN mediation m ON m."case" = c.number
        WHERE c.bars && ARRAY['sealed', 'crime'] AND m.ended_at IS NULL
        UNION ALL SELECT c.number FROM "case" c JOIN meeting m ON m."case" = c.number
        WHERE c.bars && ARRAY['sealed', 'crime'] AND m.state = 'scheduled'""",
    "what is sealed is in the hands of its two bodies (UU 12/2022; UU 31/2014), or in nobody's": """
        SELECT c.number FROM "case" c LEFT JOIN assignment a
        ON a."case" = c.number AND a.superseded_at IS NULL
        LEFT JOIN support s ON s.assignment = a.id
        WHERE 'sealed' = ANY (c.bars) AND NOT 'reporter_threatened' = ANY (c.objects)
        AND (coalesce(a.agency, 'POLRES') NOT IN ('DSOSPPPA', 'POLRES')
        OR coalesce(s.agency, 'POLRES') NOT IN ('DSOSPPPA', 'POLRES'))
        UNION ALL SELECT c.number FROM "case" c JOIN assignment a
        ON a."case" = c.number AND a.superseded_at IS NULL
        LEFT JOIN support s ON s.assignment = a.id
        WHERE 'sealed' = ANY (c.bars) AND 'reporter_threatened' = ANY (c.objects)
        AND (a.agency NOT IN ('KESBANG', 'POLRES') OR s.agency NOT IN ('KESBANG', 'POLRES'))""",
    "talks are open where the case is in mediation": """
        SELECT c.number FROM "case" c WHERE NOT c.halted AND (c.status = 'in_mediation') <>
        EXISTS (SELECT FROM mediation m WHERE m."case" = c.number AND m.ended_at IS NULL)""",
    "one assignment is current, one mediation open, one meeting set": """
        SELECT "case" FROM assignment WHERE superseded_at IS NULL GROUP BY 1 HAVING count(*) > 1
        UNION ALL SELECT "case" FROM mediation WHERE ended_at IS NULL GROUP BY 1
        HAVING count(*) > 1
        UNION ALL SELECT "case" FROM meeting WHERE state = 'scheduled' GROUP BY 1
        HAVING count(*) > 1""",
    "a meeting is set only while the case is in mediation": """
        SELECT c.number FROM "case" c JOIN meeting m ON m."case" = c.number
        WHERE m.state = 'scheduled' AND c.status <> 'in_mediation'""",
    "whoever works on a case has accepted it": """
        SELECT c.number FROM "case" c
        WHERE NOT c.halted
        AND c.status IN ('accepted', 'in_mediation', 'in_handling', 'agreed') AND NOT EXISTS (
            SELECT FROM assignment a JOIN assignment_answer s ON s.assignment = a.id
            WHERE a."case" = c.number AND a.superseded_at IS NULL
            AND a.agency = c.lead AND s.answer = 'accepted')""",
    "an agreed case has an agreement that counts": """
        SELECT c.number FROM "case" c WHERE c.status = 'agreed' AND NOT c.halted AND NOT EXISTS (
            SELECT FROM agreement a WHERE a."case" = c.number AND a.ended_at IS NULL)""",
    "a closed case was approved by a second person": """
        SELECT c.number FROM "case" c WHERE c.status = 'closed' AND NOT EXISTS (
            SELECT FROM closure x WHERE x."case" = c.number AND x.episode = c.episode
            AND x.approved_by IS NOT NULL AND x.withdrawn_at IS NULL)""",
    "nobody is reminded of an ended case, but of its clauses": """
        SELECT c.number FROM "case" c JOIN deadline d ON d."case" = c.number
        WHERE c.status IN ('closed', 'dismissed', 'joined')
        AND d.met_at IS NULL AND d.dropped_at IS NULL AND d.kind NOT LIKE 'monitoring%'
        AND d.kind NOT LIKE 'clause_%' AND d.kind <> 'prevention'""",
    "an open case is somebody's: a limit runs, a cause waits, or a letter is owed": """
        SELECT c.number FROM "case" c
        WHERE c.status NOT IN ('closed', 'dismissed', 'joined') AND NOT EXISTS (
            SELECT FROM deadline d WHERE d."case" = c.number
            AND d.met_at IS NULL AND d.dropped_at IS NULL)
        AND NOT EXISTS (SELECT FROM cause x WHERE x."case" = c.number AND x.handled_at IS NULL)
        AND NOT EXISTS (SELECT FROM notice n WHERE n."case" = c.number
            AND n.state IN ('queued', 'sending'))""",
    "a limit that stands still has a day on which it runs again": """
        SELECT "case" FROM deadline WHERE met_at IS NULL AND dropped_at IS NULL
        AND (paused_at IS NULL) <> (paused_until IS NULL)""",
    "no limit runs twice": """
        SELECT "case" FROM deadline WHERE met_at IS NULL AND dropped_at IS NULL
        GROUP BY "case", kind, subject HAVING count(*) > 1""",
    "nobody sits where they are a replaced or refused figure": """
        SELECT s.figure FROM seat s JOIN meeting t ON t.id = s.meeting
        JOIN panelist p ON p.mediation = t.mediation AND p.figure = s.figure
        WHERE t.state = 'scheduled' AND (p.replaced OR p.refused_by IS NOT NULL)""",
}
