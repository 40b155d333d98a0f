"""A fact on the timeline in words: who said it, what was written with it, which run moved it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from models.case_parts import Moment
from models.reading_words import headline
from models.regency import Regency
from portal.details import Speaker, details_of
from portal.languages import N_, translated
from portal.prefect_pages import run_address
from portal.wording import actor_called


@dataclass(frozen=True, slots=True)
class Told:
    """A fact as people read it: its details in words, what was written, and its run's page."""

    seq: int
    at: datetime
    title: str
    by: str
    details: tuple[str, ...]
    written: tuple[tuple[str, str], ...]
    run: str | None


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells facts in a language; ``said`` are the words that the reader may read."""

    rules: Regency
    language: str
    said: Mapping[str, str]
    sides: Mapping[str, str]

    def told(self, moment: Moment) -> Told:
        """Tell one fact."""
        return Told(
            seq=moment.seq,
            at=moment.at,
            title=headline(moment.fact, self.language, moment.body),
            by=actor_called(_said_by(moment), self.rules, self.language),
            details=tuple(details_of(moment, Speaker(self.rules, self.language, self.sides))),
            written=tuple(self._written(moment.body)),
            run=run_address(moment.actor),
        )

    def _written(self, body: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        for key, value in body.items():
            words = self.said.get(str(value.get("text"))) if isinstance(value, dict) else None
            if words:
                yield translated(WRITTEN.get(key, N_("Tertulis")), self.language), words


# Said in the transaction of whoever told us, and by Rukun's own rules.
BY_RULES = frozenset({"alert.raised", "alarm.sent", "rakortas.called"})


def _said_by(moment: Moment) -> str:
    return "system:rukun" if moment.fact in BY_RULES else moment.actor


WRITTEN = {
    "reason": N_("Alasan"),
    "officer": N_("Yang menjawab"),
    "note": N_("Catatan"),
    "report": N_("Laporan"),
    "minutes": N_("Notulen"),
    "done": N_("Yang dikerjakan"),
    "document": N_("Surat"),
    "decree": N_("Keputusan"),
    "evidence": N_("Bukti"),
    "source": N_("Sumber"),
    "answer": N_("Jawaban"),
    "place": N_("Tempat"),
    "their_number": N_("Nomor mereka"),
    "root_cause_words": N_("Akar masalah"),
    "trigger_words": N_("Pemicu"),
    "no_prevention": N_("Tanpa pencegahan"),
    "message": N_("Pesan"),
}
