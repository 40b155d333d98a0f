"""Fills a database with cases by bulk SQL: what a regency has after some years, not one by one.

Facts are chained and hashed as the desk would, one step of all cases at a time. Most cases are
closed; of a thousand a hundred and fifty are open, thirty wait for a review, ten are sealed.
"""

import random
import re
from collections.abc import Iterator

import asyncpg

from models.regency_folder import regency

A_YEAR = 20_000  # cases
LAST_YEAR = 2026
# A case's way: the fact, the status that it leads to, who said it.
WAY = (
    ("case.reported", "reported", "reporter:-"),
    ("case.triaged", "triaged", "flow:triage-cases/bench"),
    ("case.assigned", "assigned", "flow:assign-cases/bench"),
    ("notices.delivered", "assigned", "flow:assign-cases/bench"),
    ("assignment.accepted", "accepted", "agency:POLRES-PETUGAS"),
    ("contact.recorded", "accepted", "agency:POLRES-PETUGAS"),
    ("handling.opened", "in_handling", "flow:open-mediations/bench"),
    ("handling.finished", "in_handling", "agency:POLRES-PETUGAS"),
    ("closure.approved", "in_handling", "coordinator:KESBANG-SEKRETARIS"),
    ("case.closed", "closed", "flow:close-cases/bench"),
)
REVIEW = ("case.review_asked", "needs_review", "flow:triage-cases/bench")
COMMON = re.findall(
    r"[a-z]+",
    "sawah warga desa batas patok air subak tanah jalan saluran ribut cekcok malam keluarga pura "
    "banjar petani pagar kebun sapi motor pesta musik parkir sampah bau suara hutang",
)
MIDDLING, RARE = "jembatan", "kulkul"
STATUSES = ("closed", "open", "review")
COLOURS = ("green", "yellow", "orange", "red")


async def fill(owner: asyncpg.Connection, count: int) -> list[str]:
    """Write so many cases; gives their numbers, the oldest first."""
    rows = list(_drawn(count))
    await owner.execute(DRAFT)
    await owner.copy_records_to_table("draft", records=rows, columns=COLUMNS)
    async with owner.transaction():
        await owner.execute(CASES)
        for seq, (fact, status, actor) in enumerate(WAY, start=1):
            review = REVIEW if seq == len(WAY[:2]) else (fact, status, actor)
            await owner.execute(FACTS, seq, fact, status, actor, *review)
        for statement in BESIDE:
            await owner.execute(statement)
    await owner.execute("VACUUM ANALYZE")
    return [str(row[0]) for row in rows]


def _drawn(count: int) -> Iterator[tuple[object, ...]]:
    """Draw cases: number, how long its way is, whether it waits for a review, and what it is."""
    rules, draw = regency(), random.Random(2026)  # noqa: S311 - a sample, no secret
    villages = [one.code for one in rules.villages]
    categories = [one.code for one in rules.categories]
    leads = [one.code for one in rules.agencies if one.kind == one.code]
    years = (count - 1) // A_YEAR
    for at in range(count):
        number = f"KLK-{LAST_YEAR - years + at // A_YEAR}-{at % A_YEAR + 1:05d}"
        kind = draw.choices(STATUSES, (820, 150, 30))[0]
        steps = len(WAY) if kind == "closed" else 2 if kind == "review" else draw.randint(1, 9)
        days = (count - at) * 5 * 365 // max(count, 1)
        yield (
            number,
            steps,
            kind == "review",
            draw.random() < 0.01,  # noqa: PLR2004 - one in a hundred is sealed
            draw.choice(villages),
            draw.choice(categories),
            draw.choices(COLOURS, (50, 35, 12, 3))[0],
            draw.choice(leads) if steps > len(WAY[:2]) else None,
            days,
            _words(draw),
        )


def _words(draw: random.Random) -> str:
    words = draw.choices(COMMON, k=30)
    if draw.random() < 0.03:  # noqa: PLR2004 - in three of a hundred reports
        words.append(MIDDLING)
    if draw.random() < 0.0005:  # noqa: PLR2004 - in one of two thousand
        words.append(RARE)
    draw.shuffle(words)
    return " ".join(words)


COLUMNS = (
    "number",
    "steps",
    "review",
    "sealed",
    "village",
    "category",
    "colour",
    "lead",
    "days",
    "words",
)
DRAFT = """
CREATE TEMPORARY TABLE draft (number text PRIMARY KEY, steps int, review bool, sealed bool,
    village text, category text, colour text, lead text, days int, words text,
    text_id uuid DEFAULT gen_random_uuid(), report_id uuid DEFAULT gen_random_uuid())
"""
CASES = """
INSERT INTO "case" (number, seq, status, episode, opened_at, village, category, severity, stage,
    colour, confidence, bars, lead, approach, verified, outcome)
SELECT number, steps, CASE WHEN review THEN 'needs_review' ELSE (ARRAY['reported', 'triaged',
        'assigned', 'assigned', 'accepted', 'accepted', 'in_handling', 'in_handling', 'in_handling',
        'closed'])[steps] END,
    1, clock_timestamp() - days * interval '1 day', village, category, 2, 1, colour, 80,
    CASE WHEN sealed THEN ARRAY['sealed'] ELSE '{}' END, lead,
    CASE WHEN lead IS NULL THEN NULL ELSE 'handling' END, steps > 5,
    CASE WHEN steps = 10 THEN 'handled' END
FROM draft
"""
FACTS = """
INSERT INTO fact ("case", seq, at, actor, name, version, status, record, prev_hash, hash)
SELECT "case", $1, at, actor, name, 1, status, record, prev,
    encode(sha256(convert_to(record, 'UTF8')), 'hex')
FROM (SELECT *, format('{"actor":"%s","at":"%s","body":{},"case":"%s","name":"%s","prev":"%s",'
        '"seq":%s,"status":"%s","version":1}', actor,
        to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        "case", name, prev, $1::int, status) AS record
    FROM (SELECT number AS "case",
        date_trunc('milliseconds', clock_timestamp()) - days * interval '1 day'
            + $1::int * interval '1 hour' AS at,
        CASE WHEN review THEN $7::text ELSE $4::text END AS actor,
        CASE WHEN review THEN $5::text ELSE $2::text END AS name,
        CASE WHEN review THEN $6::text ELSE $3::text END AS status,
        coalesce(before.hash, repeat('0', 64)) AS prev
        FROM draft LEFT JOIN fact AS before ON before."case" = number AND before.seq = $1::int - 1
        WHERE steps >= $1::int) AS drawn) AS written
"""
BESIDE = (
    """INSERT INTO erasable_text (id, "case", kind, salt, text)
       SELECT text_id, number, 'report', decode(repeat('00', 16), 'hex'), words FROM draft""",
    """INSERT INTO report (id, "case", channel, village, happened_on, reported_at, text_id, answers)
       SELECT report_id, number, 'web', village, current_date - days,
           clock_timestamp() - days * interval '1 day', text_id, '{}' FROM draft""",
    """INSERT INTO assignment (id, "case", seq, agency, given_at, expires_at, delivered_at, choice)
       SELECT gen_random_uuid(), number, 3, lead, at, at + interval '60 days', at, '{}'
       FROM draft JOIN fact ON fact."case" = number AND fact.seq = 3""",
    """INSERT INTO assignment_answer (assignment, answer, at, office)
       SELECT assignment.id, 'accepted', fact.at, 'Petugas' FROM assignment
       JOIN fact ON fact."case" = assignment."case" AND fact.seq = 5""",
    """INSERT INTO deadline (id, "case", kind, subject, owner, starts_at, due_at, rung, met_at)
       SELECT gen_random_uuid(), number, kind, '', coalesce(lead, 'KESBANG'), began,
           CASE WHEN steps = 10 OR number < '9' AND hashtext(number) % 3 = 0
               THEN began + interval '3 days' ELSE clock_timestamp() + interval '3 days' END, -1,
           CASE WHEN steps = 10 THEN began END
       FROM draft, LATERAL (SELECT clock_timestamp() - days * interval '1 day' AS began) AS one,
           unnest(ARRAY['verification', 'assignment_answer', 'handling']) AS kind""",
    """INSERT INTO notice (id, "case", seq, kind, recipient, about, address, language, props, state,
           attempts, trouble, sent_at)
       SELECT gen_random_uuid(), number, 3, kind, lead, '', 'x@klungkung.example', 'id', '{}',
           state, 1, CASE WHEN state = 'dead' THEN 'recipient_refused' END,
           CASE WHEN state = 'sent' THEN clock_timestamp() END
       FROM draft, unnest(ARRAY['case_assigned', 'report_next_step']) AS kind,
           LATERAL (SELECT CASE WHEN hashtext(number || kind) % 500 = 0 THEN 'dead' ELSE 'sent' END
               AS state) AS how WHERE lead IS NOT NULL""",
)
