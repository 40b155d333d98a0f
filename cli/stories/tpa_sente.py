"""TPA Sente, Dawan, 2025-2026: an agreement with a date, and the day on which it was broken.

After menitini.com of 3 February 2026: Dusun Sente and the environment office signed on 20 March
2025 that the landfill closes by 31 January 2026; on that day residents put a bamboo bar across
its gate. What was said and by whom is invented.
"""

from cli.stories.stage import Stage
from cli.stories.tale import Chapter, Tale, on
from desk.contacts import Side
from desk.endings import Promise
from desk.incidents import Happened
from desk.reports import Told
from models.status import Status

PIKAT = "51.05.04.2010"
CASE = "tpa-sente"
RESIDENTS, OFFICE = "Warga Dusun Sente", "Dinas Lingkungan Hidup dan Pertanahan"
CLOSES = "2026-01-31"


async def _stench(stage: Stage) -> None:
    told = Told(
        text="Warga Dusun Sente tidak tahan lagi dengan bau dan asap sampah dari tempat "
        "pembuangan. Truk masuk siang malam. Warga berencana menutup jalan bila tidak ada jawaban.",
        village=PIKAT,
        happened_on="2025-02-24",
        channel="perbekel",
    )
    await stage.report(CASE, told)


async def _accepted(stage: Stage) -> None:
    await stage.accept(CASE)


async def _met(stage: Stage) -> None:
    await stage.meet(
        CASE,
        Side(RESIDENTS, "group", PIKAT, willing=True),
        Side(OFFICE, "office", PIKAT, willing=True),
        root="public_service",
    )


async def _another_lead(stage: Stage) -> None:
    await stage.accept(CASE)
    await stage.meet(
        CASE,
        Side(RESIDENTS, "group", PIKAT, willing=True),
        Side(OFFICE, "office", PIKAT, willing=True),
        root="public_service",
    )
    await stage.seats_answer(CASE)
    await stage.sides_consent(CASE)
    await stage.sit(CASE, "agreed", minutes="Penutupan disepakati dengan tanggal.")


async def _signed(stage: Stage) -> None:
    await stage.agree(
        CASE,
        Promise("Tempat pembuangan di Sente ditutup.", OFFICE, CLOSES),
        Promise("Warga tidak menutup jalan selama menunggu.", RESIDENTS),
        document="Berita acara kesepakatan penutupan TPA Sente.",
    )


async def _spring(stage: Stage) -> None:
    await stage.kept(CASE, 2, evidence="Jalan tidak ditutup.")


async def _bar(stage: Stage) -> None:
    await stage.happens(
        CASE,
        Happened(
            "Warga memasang palang bambu di gerbang tempat pembuangan karena truk masih masuk.",
            CLOSES,
        ),
    )
    await stage.broken(CASE, 1, evidence="Truk masih masuk pada hari penutupan.")


TPA_SENTE = Tale(
    name="tpa-sente",
    title={
        "id": "TPA Sente: kesepakatan yang bertanggal, lalu dilanggar",
        "en": "TPA Sente: an agreement with a date, and its breach",
    },
    about={"id": "-", "en": "-"},
    chapters=(
        Chapter(on("2025-02-24", "08.00"), {"id": "a", "en": "a"}, _stench),
        Chapter(on("2025-02-24", "13.00"), {"id": "b", "en": "b"}, _accepted),
        Chapter(on("2025-03-11", "10.00"), {"id": "c", "en": "c"}, _met),
        Chapter(on("2025-03-12", "09.00"), {"id": "d", "en": "d"}, _another_lead),
        Chapter(on("2025-03-20", "15.00"), {"id": "e", "en": "e"}, _signed),
        Chapter(on("2025-06-20"), {"id": "f", "en": "f"}, _spring),
        Chapter(on("2026-01-31", "10.00"), {"id": "g", "en": "g"}, _bar),
    ),
    ends={CASE: Status.IN_HANDLING},
)
