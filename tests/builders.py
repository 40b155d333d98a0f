"""Builders: the shortest way to a case in a status, always through the real desk and tasks."""

from collections.abc import Callable
from datetime import date

from desk.reports import Told, fitting, receive
from kit.clock import now
from models.regency_folder import regency
from models.session import transaction

A_TEXT = "Patok batas sawah dipindahkan dan warga kedua desa beradu mulut di lokasi."


async def a_case(
    text: str = A_TEXT,
    *,
    village: str = "51.05.02.2004",
    happened_on: date = date(2026, 10, 1),
    then: Callable[[], object] = lambda: None,
) -> str:
    """Report a case; ``then`` runs inside its transaction. Returns its number."""
    told = Told(text=text, village=village, happened_on=happened_on)
    async with transaction() as db:
        rules = regency()
        receipt = await receive(
            db, fitting(told, rules=rules, at=now()), by="reporter:-", rules=rules
        )
        then()
    return receipt.number
