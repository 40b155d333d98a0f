"""The board's filters: read from the address, and written into addresses again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from desk.acting import Person
from kit.clock import wita_date
from models.reading_board import Sought
from models.reading_concerns import Concern
from models.regency import Regency
from models.status import LABELS, Status
from models.views import Colour
from portal.coordinating.seeking import looked, opened
from portal.languages import N_, in_language, translated

Choices = list[tuple[str, str]]
CONCERNS: dict[Concern, str] = {
    Concern.RED: N_("Merah sekarang"),
    Concern.OWNERLESS: N_("Tanpa penanggung jawab"),
    Concern.REVIEW: N_("Perlu ditelaah"),
    Concern.MEETING: N_("Musyawarah hari ini dan besok"),
    Concern.CLAUSE: N_("Butir kesepakatan jatuh tempo atau dilanggar"),
    Concern.OVERDUE: N_("Lewat batas waktu"),
    Concern.EVACUEES: N_("Ada pengungsi"),
    Concern.SANCTION: N_("Sanksi adat berlaku"),
    Concern.DEAD_MAIL: N_("Surel tidak sampai"),
    Concern.STUCK: N_("Langkah macet"),
    Concern.UNANSWERED: N_("Langkah belum dijawab mesin"),
    Concern.MESSAGE: N_("Pesan menunggu jawaban"),
    Concern.IDENTITY: N_("Diminta membuka identitas pelapor"),
}
COLOURS: dict[Colour, str] = {
    Colour.RED: N_("merah"),
    Colour.ORANGE: N_("oranye"),
    Colour.YELLOW: N_("kuning"),
    Colour.GREEN: N_("hijau"),
}
TICKS = ("lewat", "saya", "berakhir")
KEPT = ("status", "warna", "kategori", "instansi", "kecamatan", "desa", "perlu", *TICKS, "cari")


@dataclass(frozen=True, slots=True)
class Filters:
    """What of an address is a filter that we know; anything else is forgotten."""

    chosen: Mapping[str, str]
    words: str = ""
    before: str | None = None

    @classmethod
    def of(cls, params: QueryParams, *, by: Person, rules: Regency) -> "Filters":
        """Read an address."""
        known = known_values(rules)
        chosen = {
            name: value
            for name in KEPT
            if (value := params.get(name, "")) and (name not in known or value in known[name])
        }
        words = opened(chosen.get("cari", ""), by=by)
        if not words:
            chosen.pop("cari", None)
        before = params.get("sebelum", "")
        return cls(chosen, words, before if _is_number(before, rules) else None)

    def address(self, **changes: str | None) -> str:
        """The board's address with these filters, some of them changed; None takes one away."""
        said = {**self.chosen, **changes}
        kept = {name: value for name, value in said.items() if value}
        return "/papan" + (f"?{urlencode(kept)}" if kept else "")

    def sought(self, *, by: Person, rules: Regency, at: datetime) -> Sought:
        """What they ask of the board."""
        get = self.chosen.get
        found = looked(self.words, rules=rules, year=wita_date(at).year) if self.words else None
        return Sought(
            status=get("status"),
            colour=get("warna"),
            category=get("kategori"),
            lead=get("instansi"),
            villages=self._villages(rules),
            concerns=self._concerns(),
            mine=str(by) if get("saya") else None,
            ended=bool(get("berakhir")),
            numbers=found.numbers if found else None,
            words=found.words if found else None,
            named=found.villages if found else frozenset(),
            before=self.before,
        )

    def _villages(self, rules: Regency) -> frozenset[str] | None:
        village, kecamatan = self.chosen.get("desa"), self.chosen.get("kecamatan")
        if not village and not kecamatan:
            return None
        return frozenset(
            one.code
            for one in rules.villages
            if village in {None, one.code} and kecamatan in {None, one.kecamatan}
        )

    def _concerns(self) -> tuple[Concern, ...]:
        asked = {Concern(self.chosen["perlu"])} if "perlu" in self.chosen else set()
        if self.chosen.get("lewat"):
            asked.add(Concern.OVERDUE)
        return tuple(sorted(asked))


def known_values(rules: Regency) -> dict[str, frozenset[str]]:
    """The values that each filter may have."""
    return {
        "status": frozenset(Status),
        "warna": frozenset(Colour),
        "kategori": frozenset(one.code for one in rules.categories),
        "instansi": frozenset(one.code for one in rules.agencies),
        "kecamatan": frozenset(one.code for one in rules.kecamatan),
        "desa": frozenset(one.code for one in rules.villages),
        "perlu": frozenset(Concern),
        **{name: frozenset({"1"}) for name in TICKS},
    }


def choices(rules: Regency, language: str) -> dict[str, Choices]:
    """What each filter offers, in words."""
    return {
        "status": [(one.value, in_language(LABELS[one], language)) for one in Status],
        "warna": [(one.value, translated(said, language)) for one, said in COLOURS.items()],
        "kategori": [(one.code, in_language(one.name, language)) for one in rules.categories],
        "instansi": sorted(
            ((one.code, in_language(one.name, language)) for one in rules.agencies),
            key=lambda pair: pair[1],
        ),
        "kecamatan": [(one.code, one.name) for one in rules.kecamatan],
        "desa": sorted(((one.code, one.name) for one in rules.villages), key=lambda one: one[1]),
        "perlu": [(one.value, translated(said, language)) for one, said in CONCERNS.items()],
    }


def _is_number(words: str, rules: Regency) -> bool:
    code, _, rest = words.partition("-")
    year, _, count = rest.partition("-")
    return code == rules.code and year.isdecimal() and count.isdecimal() and words.isascii()
