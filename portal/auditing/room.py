"""The auditor's room: nobody else enters, and every request is a fact before it is answered.

The one router for all pages of the room is made here. Its dependency runs before each of them:
it asks who it is, refuses a form that is not ours, and says in the house's chain what is about to
be read. Only then does a page read anything.
"""

import re
from collections.abc import AsyncIterator, Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request

from desk.acting import AUDITOR, Person
from desk.auditing import record_read
from models.regency_folder import regency
from portal.forms import posted
from portal.languages import N_
from portal.visitors import Roles

CASE = re.compile(r"[A-Z]{3}-\d{4}-\d{1,9}")
ENTER = Roles(AUDITOR)

# What was read, by the route's name, as the front page says it.
READ: Mapping[str, str] = {
    "start": N_("halaman awal"),
    "search": N_("pencarian kasus"),
    "history": N_("riwayat kasus"),
    "printed": N_("riwayat untuk dicetak"),
    "export_one": N_("ekspor kasus"),
    "checked": N_("pemeriksaan seluruh catatan"),
    "check": N_("pemeriksaan dimulai"),
    "comparing": N_("pembandingan tanda terima"),
    "compare": N_("tanda terima dibandingkan"),
    "period": N_("kasus satu masa"),
    "period_printed": N_("kasus satu masa untuk dicetak"),
    "period_export": N_("ekspor satu masa"),
    "listed": N_("daftar"),
    "listed_file": N_("berkas daftar"),
    "speed": N_("waktu tanggap"),
    "speed_file": N_("berkas waktu tanggap"),
    "rule_sets": N_("himpunan aturan"),
    "rule_set": N_("bunyi satu himpunan aturan"),
    "seats": N_("jabatan pada satu hari"),
    "sample": N_("sampel acak"),
    "sample_file": N_("berkas sampel acak"),
}


async def read(request: Request) -> AsyncIterator[Person]:
    """Let an auditor in, and record what this request is about to read: once a request."""
    who = await ENTER(request)
    try:
        if request.method == "POST":
            await posted(request, most_files=1)  # a receipt to compare with
        await record_read(what(request), by=who, rules=regency(), case=case_of(request))
        yield who
    finally:
        await request.close()  # what was uploaded is forgotten


def what(request: Request) -> str:
    """Name what is read: the route, and which list."""
    name = str(request.scope["route"].name)
    listing = request.path_params.get("listing", "")
    return f"{name}.{listing}" if re.fullmatch(r"[a-z-]{1,30}", listing) else name


def case_of(request: Request) -> str | None:
    """The case that a request is about; nothing else that an address says enters the chain."""
    asked = request.path_params.get("number") or request.query_params.get("nomor", "")
    number = asked.strip().upper()
    return number if CASE.fullmatch(number) else None


Auditor = Annotated[Person, Depends(read)]


def room() -> APIRouter:
    """Make the room's router: whatever route is put on it records its reads."""
    return APIRouter(prefix="/auditor", include_in_schema=False, dependencies=[Depends(read)])
