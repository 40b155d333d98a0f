"""What two runs must agree on: where every case ended, what was said of it, who was told."""

import json
import re
from typing import Any

import asyncpg

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
# Said by whichever of three alike reports was triaged last: the finding is the same, its case not.
FLOATING = "pattern.found"
DAYS = frozenset({"checked_by", "review_on"})


async def end_state(connection: asyncpg.Connection) -> dict[str, Any]:
    """Per case: status, category, agency, facts without times; and who was told what.

    Random ids and salted digests are named by their first appearance in the case; ``roots`` are
    the patterns that were found.
    """
    cases = await connection.fetch('SELECT number, status, category, lead FROM "case"')
    facts = await connection.fetch(
        'SELECT "case", name, body::text FROM fact WHERE "case" <> \'KLK\' ORDER BY "case", seq'
    )
    notices = await connection.fetch('SELECT "case", kind, recipient FROM notice')
    said: dict[str, list[Any]] = {row["number"]: [] for row in cases}
    known: dict[str, dict[str, str]] = {number: {} for number in said}
    roots = set()
    for case, name, text in facts:
        body = json.loads(text)
        if name == FLOATING:
            roots.add((body["village"], body["category"]))
        else:
            said[case].append((name, _plain(body, known[case])))
    return {
        "cases": {row["number"]: tuple(row)[1:] for row in cases},
        "facts": said,
        "roots": roots,
        "notices": {tuple(row) for row in notices if row["kind"] != "pattern_found"},
    }


def differing(one: dict[str, list[Any]], other: dict[str, list[Any]]) -> dict[str, Any]:
    """What each of two runs said of a case that the other did not, for cases where they differ."""
    return {
        case: (
            [fact for fact in said if fact not in other[case]],
            [fact for fact in other[case] if fact not in said],
        )
        for case, said in one.items()
        if said != other[case]
    }


async def unsettled(connection: asyncpg.Connection) -> int:
    """Count causes that no flow has acted on and mails that are still to go."""
    return int(
        await connection.fetchval(
            "SELECT (SELECT count(*) FROM cause WHERE handled_at IS NULL)"
            " + (SELECT count(*) FROM notice WHERE state IN ('queued', 'sending'))"
        )
    )


def _plain(value: object, known: dict[str, str]) -> object:
    if isinstance(value, dict):
        if set(value) == {"text", "digest"}:
            return "sealed"
        return {key: _plain(inner, known) for key, inner in value.items() if key not in DAYS}
    if isinstance(value, list):
        return [_plain(inner, known) for inner in value]
    if isinstance(value, str) and INSTANT.fullmatch(value):
        return "an instant"
    if isinstance(value, str) and ID.fullmatch(value):
        return known.setdefault(value, f"id {len(known) + 1}")
    return value
