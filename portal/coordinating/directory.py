"""Figures and agencies: what they are, what they carry, and whether mail reaches them."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from kit.clock import now
from models.mailboxes import REFUSED, SILENT
from models.reading_directory import carried
from models.regency import Relation
from models.regency_folder import regency
from models.session import reading
from models.views import FigureKind
from portal.coordinating.seen import Coordinator
from portal.languages import N_
from portal.pages import page

router = APIRouter(include_in_schema=False)
RELATIONS = {
    Relation.PERANGKAT: N_("perangkat daerah (disposisi)"),
    Relation.VERTIKAL: N_("instansi vertikal (permohonan)"),
    Relation.ADAT: N_("lembaga adat atau agama (fasilitasi)"),
}
KINDS = {
    FigureKind.COMMUNITY: N_("tokoh masyarakat"),
    FigureKind.CUSTOMARY: N_("tokoh adat"),
    FigureKind.RELIGIOUS: N_("tokoh agama"),
}
TROUBLES = {REFUSED: N_("surel ditolak"), SILENT: N_("tidak pernah menjawab")}


@router.get("/direktori")
async def directory(request: Request, _: Coordinator) -> HTMLResponse:
    """All figures and agencies of the regency."""
    async with reading() as db:
        found = await carried(db, at=now())
    return await page(
        request,
        "coordinator/directory.html",
        carried=found,
        kecamatan={one.code: one.name for one in regency().kecamatan},
        relations={one.value: said for one, said in RELATIONS.items()},
        kinds={one.value: said for one, said in KINDS.items()},
        troubles=TROUBLES,
    )
