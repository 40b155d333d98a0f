"""Who plays what: the parts that make the demonstration show more than a smooth day."""

from dataclasses import dataclass, field

from cli.demo_sight import Sample
from desk.contacts import Side
from desk.reports import Contact
from models.regency import Regency

Said = dict[str, str]

CROSSES = "C02"  # it concerns two regencies: the Governor's matter
DECLINES = "C04"  # its agency has no capacity
SILENT = "C18"  # its agency says nothing until its superior is told
CANNOT = "C01"  # a figure cannot come
OBJECTS = "C07"  # a side refuses a figure, once and without a reason
ADJOURNS = "C01"  # one meeting is not enough
UNWILLING = "C16"  # a side will not talk
WITHDRAWS = "C13"  # a side leaves in the middle
BREAKS = "C05"  # a side does not keep its word

TWIN = Sample(
    id="TWIN",
    village="51.05.02.2004",
    text="Patok batas di timur Tusan dipindahkan, warga dua desa adu mulut dan mau turun "
    "ramai-ramai hari Minggu. Mohon dilerai.",
    channel="warga",
    category="BTS",
)
VAGUE = Sample(
    id="VAGUE",
    village="51.05.04.2001",
    text="Suasana di sini terasa kurang enak akhir-akhir ini.",
    channel="warga",
    category="LNY",
)
FOR_A_PERSON = (TWIN, VAGUE)
TOLD_BEFORE = "C01"  # what the twin tells of again

REPORTERS = {
    "C03": Contact(name="Ketut Rekaan", email="ketut.rekaan@surat-warga.example"),
    "C11": Contact(name="Wayan Khayalan", email="wayan.khayalan@surat-warga.example"),
    "C19": Contact(name="Jane Invented", email="jane.invented@holiday-mail.example"),
}
OFFICER = "Made Umpama"  # whoever answers for an agency; kept erasably, never mailed
ENGLISH = frozenset({"C19"})

ROOTS = {
    "BTS": "boundary_unclear",
    "ADT": "customary_sanction",
    "AGM": "place_of_worship",
    "SDA": "shared_water_and_sea",
    "EKO": "livelihood",
    "AKW": "young_people",
    "MRS": "alcohol",
}


@dataclass(slots=True)
class Played:
    """The parts that were played already; each is played once."""

    parts: set[str] = field(default_factory=set)

    def first(self, part: str, *, when: bool) -> bool:
        """Whether this is the moment of a part; from then on it is over."""
        if not when or part in self.parts:
            return False
        self.parts.add(part)
        return True


def sides_of(sample: Sample, *, category: str, rules: Regency) -> tuple[Side, Side]:
    """The two sides of a dispute, as the agency meets them: offices and groups, no names."""
    here, village = rules.village(sample.village), sample.village
    willing = sample.id != UNWILLING
    if category == "BTS":
        there = _neighbour(village, rules=rules)
        return (
            Side(f"Desa {here.name}", "village", village, willing=True),
            Side(f"Desa {rules.village(there).name}", "village", there, willing=True),
        )
    if category == "AGM":
        return (
            Side("Umat Hindu setempat", "group", village, willing=True, faith="hindu"),
            Side("Umat Islam setempat", "group", village, willing=True, faith="islam"),
        )
    if category == "ADT":
        return (
            Side("Prajuru desa adat", "customary_village", village, willing=True),
            Side("Keluarga krama", "group", village, willing=True),
        )
    other = Side("Pelaku usaha", "business", village, willing=willing)
    if category not in {"EKO", "SDA"}:
        other = Side("Kelompok kedua", "group", village, willing=willing)
    return Side(f"Warga {here.name}", "group", village, willing=True), other


def _neighbour(village: str, *, rules: Regency) -> str:
    kecamatan = rules.village(village).kecamatan
    return next(
        one.code for one in rules.villages if one.kecamatan == kecamatan and one.code != village
    )
