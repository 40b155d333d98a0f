"""All acts that pages and the API offer, by name: a closed list."""

from collections.abc import Mapping

from portal.acts import answering, messages
from portal.acts.base import Act

ROOMS = (answering, messages)

ACTS: Mapping[str, Act] = {act.name: act for room in ROOMS for act in room.ACTS}
