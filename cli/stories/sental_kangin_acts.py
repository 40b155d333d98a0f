"""What people told Rukun in the story of Banjar Sental Kangin."""

from cli.stories.stage import Stage
from desk.alarms import Situation, acknowledge, report_situation
from desk.clauses import Promise
from desk.contacts import Side
from desk.courts import record_lawsuit
from desk.endings import Ending
from desk.incidents import Happened
from desk.lifting import lift_bar
from desk.offices import hand_over_office
from desk.remains import Away, record_displacement, record_sanction
from desk.reports import Told
from desk.ties import declare_tie

PED = "51.05.01.2010"
CASE = "sental-kangin"
COURT = "PN-SEMARAPURA"
BANJAR, FAMILIES = "Banjar Adat Sental Kangin", "Keluarga pengelola usaha pantai"
SHELTER = "SKB Banjarangkan"


def _sides(*, willing: bool = True) -> tuple[Side, Side]:
    return (
        Side(BANJAR, "banjar", PED, willing=willing, banjar="Sental Kangin"),
        Side(FAMILIES, "group", PED, willing=willing, banjar="Sental Kangin"),
    )


async def dispute(stage: Stage) -> None:
    """The banjar and the beach businesses claim the same coast."""
    told = Told(
        text="Sengketa pemanfaatan tanah pesisir sekitar tujuh hektare: banjar adat hendak "
        "mengurus sertifikat, kelompok usaha pantai menolak. Warga sudah beradu mulut.",
        village=PED,
        happened_on="2022-12-10",
        channel="perbekel",
    )
    await stage.report(CASE, told)
    await stage.reviewed(CASE, category="ADT")
    await stage.accept(CASE)


async def tie(stage: Stage) -> None:
    """The chair of the Integrated Team declares where he is from."""
    await declare_tie(
        stage.cases[CASE], by=stage.coordinator(), kind="same_banjar", who="TIMPADU-KETUA"
    )


async def first_talks(stage: Stage) -> None:
    """They talk in the customary village, and deadlock."""
    await stage.meet(CASE, *_sides(), root="customary_land")
    await stage.seats_answer(CASE)
    await stage.sides_consent(CASE)
    await stage.sit(CASE, "deadlock", minutes="Masing-masing pihak tetap pada pendiriannya.")


async def second_talks(stage: Stage) -> None:
    """One rung up, the families withdraw."""
    await stage.seats_answer(CASE)
    await stage.sides_consent(CASE)
    await stage.sit(
        CASE, "withdrawn", minutes="Keluarga memilih jalur pengadilan.", withdrawn=FAMILIES
    )


async def suit(stage: Stage) -> None:
    """The families go to court, which bars the merits."""
    number, by = stage.cases[CASE], stage.coordinator()
    await record_lawsuit(number, by=by, court=COURT, state="filed", their_number="rekaan")


async def kasepekang(stage: Stage) -> None:
    """Two sources disagree about whom the sanction strikes."""
    for source, families, words in (
        ("families", 8, "keterangan keluarga"),
        ("desa_adat", 7, "catatan prajuru"),
    ):
        await record_sanction(
            stage.cases[CASE],
            by=stage.coordinator(),
            sanction="kasepekang",
            in_force=True,
            source=source,
            as_of="2023-11-20",
            source_words=words,
            families=families,
        )


async def kanorayang(stage: Stage) -> None:
    """Two families are warned of expulsion."""
    await record_sanction(
        stage.cases[CASE],
        by=stage.coordinator(),
        sanction="kanorayang",
        in_force=True,
        source="desa_adat",
        as_of="2024-04-08",
        source_words="surat peringatan prajuru",
        families=2,
    )


async def caucus(stage: Stage) -> None:
    """The sides are met apart; they cannot sit together."""
    await stage.meet(CASE, *_sides(), root="customary_land", only_safety=True)
    await stage.seats_answer(CASE)
    await stage.sides_consent(CASE)
    await stage.sit(CASE, "adjourned", minutes="Hanya prajuru yang hadir.", only=[BANJAR])
    await stage.sit(
        CASE,
        "withdrawn",
        minutes="Keluarga ditemui sendiri; belum mau duduk bersama.",
        only=[FAMILIES],
        withdrawn=FAMILIES,
    )


async def lamp(stage: Stage) -> None:
    """A lamp burns on the night of Nyepi."""
    await stage.happens(
        CASE,
        Happened("Lampu menyala di rumah keluarga pada malam Nyepi; warga tegang.", "2025-03-29"),
    )


async def kulkul(stage: Stage) -> None:
    """The kulkul is sounded: red, and the police take over."""
    await stage.happens(
        CASE,
        Happened(
            "Warga saling dorong dan berteriak, kulkul dibunyikan, massa berkumpul. Keluarga "
            "menelepon Polsek dan minta dievakuasi.",
            "2025-03-30",
        ),
    )
    await acknowledge(stage.cases[CASE], by=stage.duty("POLSEK-51.05.01"))
    await stage.settle()
    await stage.accept(CASE)


async def evacuated(stage: Stage) -> None:
    """Families are brought away; two counts are kept."""
    await stage.meet(CASE, *_sides(willing=False), root="customary_land")
    await _away(stage, people=21, families=7, source="polsek", as_of="2025-03-31")
    await _away(stage, people=28, families=8, source="press", as_of="2025-03-31")


async def _away(
    stage: Stage, *, people: int, families: int, source: str, as_of: str, out_of_school: int = 0
) -> None:
    away = Away(
        people=people,
        families=families,
        out_of_school=out_of_school,
        source=source,
        as_of=as_of,
        source_words="catatan harian",
        place=SHELTER if people else None,
    )
    await record_displacement(stage.cases[CASE], away, by=stage.coordinator())


async def calm(stage: Stage) -> None:
    """It is calm, and the case goes back to its own lead."""
    calm = Situation(calm=True, words="Tidak ada kerumunan; jaga Polsek tetap.")
    await report_situation(stage.cases[CASE], calm, by=stage.coordinator("KESBANG-PIKET"))
    await stage.settle()
    await stage.handled(CASE, "calm_restored", done="Keluarga dievakuasi; lokasi dijaga.")


async def galungan(stage: Stage) -> None:
    """Six children are out of school before Galungan."""
    await _away(
        stage, people=28, families=8, source="dsospppa", as_of="2025-04-21", out_of_school=6
    )
    await stage.accept(CASE)


async def officials_change(stage: Stage) -> None:
    """The office that leads hands over what is open."""
    await _away(
        stage, people=28, families=8, source="dsospppa", as_of="2025-06-02", out_of_school=6
    )
    await hand_over_office(
        by=await stage.lead(CASE),
        note="Perkara berjalan sejak 2022; yang dibicarakan hanya keamanan dan kepulangan.",
    )


async def return_talks(stage: Stage) -> None:
    """They agree on the return, beside the suit."""
    await stage.meet(CASE, *_sides(), root="customary_land", only_safety=True)
    await stage.seats_answer(CASE)
    await stage.sides_consent(CASE)
    await stage.sit(CASE, "agreed", minutes="Kepulangan diterima; kedudukan adat menyusul.")
    await stage.agree(
        CASE,
        Promise("Keluarga diterima pulang setelah 17 Agustus.", BANJAR, "2025-09-30"),
        Promise("Keluarga ikut menjaga ketertiban banjar.", FAMILIES),
        Promise("Kepulangan dikawal dan dijaga.", "POLRES", "2025-09-30"),
        document="Berita acara kesepakatan kepulangan.",
    )


async def home(stage: Stage) -> None:
    """All are home; sanctions are lifted; clauses kept."""
    await _away(stage, people=0, families=0, source="dsospppa", as_of="2025-09-26")
    for sanction in ("kasepekang", "kanorayang"):
        await record_sanction(
            stage.cases[CASE],
            by=stage.coordinator(),
            sanction=sanction,
            in_force=False,
            source="desa_adat",
            as_of="2025-09-26",
            source_words="keputusan paruman",
        )
    await stage.kept(CASE, 1, 2, 3, evidence="Semua keluarga sudah di rumah.")


async def end(stage: Stage) -> None:
    """The suit is settled; a second person closes the case."""
    number, by = stage.cases[CASE], stage.coordinator()
    await record_lawsuit(number, by=by, court=COURT, state="settled")
    await lift_bar(number, "court", by=by, reason="Gugatan dicabut oleh para pihak.")
    await stage.settle()
    await stage.close(
        CASE,
        Ending(
            outcome="agreement_kept",
            root_cause="customary_land",
            trigger="event",
            prevention="awig_awig_revised",
            prevention_owner="MDA",
            prevention_due="2026-06-30",
        ),
    )
