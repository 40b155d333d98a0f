"""All acts that pages and the API offer, by name: a closed list."""

from collections.abc import Mapping

from portal.acts import (
    agreements,
    alarms,
    answering,
    barring,
    clocks,
    contacts,
    deciding,
    disclosing,
    endings,
    figures,
    handling,
    meetings,
    messages,
    offices,
    protecting,
    questions,
    reviewing,
    supporting,
)
from portal.acts.base import Act

ROOMS = (
    *(answering, reviewing, supporting, alarms, contacts, figures, meetings, agreements),
    *(handling, protecting, deciding, barring, disclosing, clocks, endings, offices),
    *(questions, messages),
)

ACTS: Mapping[str, Act] = {act.name: act for room in ROOMS for act in room.ACTS}
