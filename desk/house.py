"""Open the house: its own chain begins, and the rules in use are kept under their hash."""

import json

from kit.clock import now
from kit.keys import checkpoint_public_hex
from kit.settings import settings
from models.facts.house import HouseFounded
from models.house import found, keep_rules
from models.regency_folder import RULE_FILES, regency, regency_folder
from models.session import transaction

OPENER = "system:rukun"


async def open_house() -> None:
    """Begin the house's chain unless it was begun, and keep today's rules; safe to repeat.

    Every decision's fact names its rules by their hash, so they are kept before the first one.
    """
    rules, at = regency(), now()
    founding = HouseFounded(regency=rules.code, checkpoint_key=checkpoint_public_hex())
    async with transaction() as db:
        house = await found(db, founding, actor=OPENER, at=at)
        await keep_rules(
            db,
            house,
            content_hash=rules.content_hash,
            content=_written(),
            actor=OPENER,
            at=at,
        )


def _written() -> str:
    folder = regency_folder(settings().regency)
    files = {name: (folder / name).read_text(encoding="utf-8") for name in RULE_FILES}
    return json.dumps(files, ensure_ascii=False, sort_keys=True)
