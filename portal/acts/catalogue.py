"""All acts that pages and the API offer, by name: a closed list."""

from collections.abc import Mapping

from portal.acts import (
    agreements,
    alarms,
    answering,
    contacts,
    figures,
    handling,
    meetings,
    messages,
    offices,
    protecting,
    questions,
    supporting,
)
from portal.acts.base import Act

ROOMS = (
    answering,
    supporting,
    alarms,
    contacts,
    figures,
    meetings,
    agreements,
    handling,
    protecting,
    offices,
    questions,
    messages,
)

ACTS: Mapping[str, Act] = {act.name: act for room in ROOMS for act in room.ACTS}
