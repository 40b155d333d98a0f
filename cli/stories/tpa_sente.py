"""TPA Sente, Dawan, 2025-2026: an agreement with a date, and the day on which it was broken.

After menitini.com of 3 February 2026: Dusun Sente and the environment office signed on 20 March
2025 that the landfill closes by 31 January 2026; on that day residents put a bamboo bar across
its gate. What was said and by whom is invented.
"""

from cli.stories.stage import Stage
from cli.stories.tale import Chapter, Tale, on
from desk.clauses import Promise
from desk.contacts import Side
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
    about={
        "id": "Dawan, 2025-2026. Kesepakatan itu dan tanggalnya nyata; kata-kata dan peran di sini "
        "rekaan. Pelajarannya: tanggal dalam kesepakatan lebih penting daripada penutupan "
        "kasus.",
        "en": "Dawan, 2025-2026. The agreement and its date are real; what people say and who they "
        "are is invented. Its lesson: the date in an agreement matters more than the closing "
        "of a case.",
    },
    chapters=(
        Chapter(
            on("2025-02-24", "08.00"),
            {
                "id": "Perbekel melaporkan: warga Dusun Sente tidak tahan bau dan asap, dan akan "
                "menutup jalan.",
                "en": "The village head reports: Dusun Sente cannot bear the stench and smoke, and "
                "will block the road.",
            },
            _stench,
        ),
        Chapter(
            on("2025-02-24", "13.00"),
            {
                "id": "Dinas Lingkungan Hidup dan Pertanahan menerima tugas.",
                "en": "The environment office accepts the task.",
            },
            _accepted,
        ),
        Chapter(
            on("2025-03-11", "10.00"),
            {
                "id": "Dinas itu sendiri ternyata salah satu pihak: kasus berpindah ke "
                "sekretariat.",
                "en": "That office turns out to be a side itself: the case moves to the "
                "secretariat.",
            },
            _met,
        ),
        Chapter(
            on("2025-03-12", "09.00"),
            {
                "id": "Sekretariat menemui kedua pihak dari awal; tokoh bersedia; musyawarah "
                "sepakat.",
                "en": "The secretariat meets both sides anew; figures come; they agree.",
            },
            _another_lead,
        ),
        Chapter(
            on("2025-03-20", "15.00"),
            {
                "id": "Ditandatangani: tempat pembuangan ditutup paling lambat 31 Januari 2026.",
                "en": "Signed: the landfill closes by 31 January 2026.",
            },
            _signed,
        ),
        Chapter(
            on("2025-06-20"),
            {
                "id": "Warga menepati janjinya: jalan tidak ditutup. Dinas diingatkan 14 dan 3 "
                "hari sebelumnya.",
                "en": "The residents keep their word: the road stays open. The office is reminded "
                "14 and 3 days before.",
            },
            _spring,
        ),
        Chapter(
            on("2026-01-31", "10.00"),
            {
                "id": "Hari itu tiba, truk masih masuk, warga memasang palang bambu: dilanggar "
                "oleh instansi, kembali ke penanganan dan atasannya.",
                "en": "The day comes, trucks still enter, residents put up a bamboo bar: broken by "
                "an agency, so it goes to handling and its superior.",
            },
            _bar,
        ),
    ),
    ends={CASE: Status.IN_HANDLING},
)
