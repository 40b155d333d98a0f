"""Batumulapan and Karangsari, Nusa Penida, 2020: peace, and then somebody kept watching.

After wartabalionline.com of 17 May 2020: two villages made peace, and the Bhabinkamtibmas went
on watching both. What was said and by whom is invented.
"""

from cli.stories.stage import Stage
from cli.stories.tale import Chapter, Tale, on
from desk.clauses import Promise
from desk.contacts import Side
from desk.endings import Ending
from desk.reports import Told
from models.status import Status

BATUNUNGGUL, SUANA = "51.05.01.2008", "51.05.01.2007"
CASE = "batumulapan"
HERE, THERE = "Warga Batumulapan", "Warga Karangsari"


async def _quarrel(stage: Stage) -> None:
    told = Told(
        text="Pemuda Batumulapan dan pemuda Karangsari berkelahi di jalan raya semalam setelah "
        "saling ejek. Satu orang luka ringan. Kedua kampung masih berjaga.",
        village=BATUNUNGGUL,
        happened_on="2020-05-14",
        channel="bhabinkamtibmas",
    )
    await stage.report(CASE, told)


async def _calm(stage: Stage) -> None:
    await stage.accept(CASE)


async def _meet(stage: Stage) -> None:
    await stage.meet(
        CASE,
        Side(HERE, "group", BATUNUNGGUL, willing=True),
        Side(THERE, "group", SUANA, willing=True),
        root="young_people",
        injured=1,
    )
    await stage.seats_answer(CASE)
    await stage.sides_consent(CASE)


async def _peace(stage: Stage) -> None:
    await stage.sit(CASE, "agreed", minutes="Kedua kampung saling memaafkan.")
    await stage.agree(
        CASE,
        Promise("Pemuda Batumulapan tidak mengejek dan tidak membalas.", HERE),
        Promise("Pemuda Karangsari tidak mengejek dan tidak membalas.", THERE),
        Promise("Bhabinkamtibmas mendatangi kedua kampung setiap minggu.", "POLRES", "2020-08-15"),
        document="Surat kesepakatan perdamaian Batumulapan dan Karangsari.",
    )


async def _week(stage: Stage) -> None:
    await stage.kept(CASE, 1, 2, evidence="Kedua kampung didatangi; tidak ada ejekan.")


async def _quarter(stage: Stage) -> None:
    await stage.kept(CASE, 3, evidence="Catatan kunjungan Bhabinkamtibmas.")


async def _end(stage: Stage) -> None:
    await stage.close(
        CASE,
        Ending(
            outcome="agreement_kept",
            root_cause="young_people",
            trigger="insult",
            prevention="youth_activity",
            prevention_owner="PMD",
            prevention_due="2020-12-01",
        ),
    )


BATUMULAPAN = Tale(
    name="batumulapan",
    title={
        "id": "Batumulapan dan Karangsari: damai, lalu tetap dipantau",
        "en": "Batumulapan and Karangsari: peace, and then still watched",
    },
    about={
        "id": "Nusa Penida, 2020. Dua kampung berdamai, dan Bhabinkamtibmas tetap mendatangi "
        "keduanya. Kata-kata dan peran di sini rekaan.",
        "en": "Nusa Penida, 2020. Two villages made peace, and the police's village officer kept "
        "visiting both. What people say and who they are is invented.",
    },
    chapters=(
        Chapter(
            on("2020-05-15", "07.30"),
            {
                "id": "Bhabinkamtibmas melaporkan perkelahian semalam; satu orang luka.",
                "en": "The police's village officer reports last night's fight; one is hurt.",
            },
            _quarrel,
        ),
        Chapter(
            on("2020-05-15", "08.10"),
            {
                "id": "Polres menerima dan menjaga kedua kampung.",
                "en": "The police accept, and stand between the villages.",
            },
            _calm,
        ),
        Chapter(
            on("2020-05-15", "14.00"),
            {
                "id": "Kedua pihak ditemui terpisah; tokoh diminta dan bersedia.",
                "en": "Both sides are met apart; figures are asked and will come.",
            },
            _meet,
        ),
        Chapter(
            on("2020-05-15", "16.00"),
            {
                "id": "Musyawarah: sepakat berdamai, tiga butir dengan penanggung jawab.",
                "en": "They meet and make peace: three clauses, each with an owner.",
            },
            _peace,
        ),
        Chapter(
            on("2020-06-15"),
            {
                "id": "Damai tidak berarti selesai: kedua kampung didatangi lagi.",
                "en": "Peace is not the end: both villages are visited again.",
            },
            _week,
        ),
        Chapter(
            on("2020-08-14"),
            {
                "id": "Tiga bulan tenang; butir terakhir ditepati.",
                "en": "Three quiet months; the last clause is kept.",
            },
            _quarter,
        ),
        Chapter(
            on("2020-11-16"),
            {
                "id": "Sekretariat menutup kasus, dengan langkah pencegahan yang punya tanggal.",
                "en": "The secretariat closes the case, with a step of prevention that has a date.",
            },
            _end,
        ),
    ),
    ends={CASE: Status.CLOSED},
)
