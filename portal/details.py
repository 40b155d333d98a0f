"""What of a fact's body is worth a word on a timeline, and in which words.

What is not named here stays in the record: ids, digests, and whatever has no meaning to a reader.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kit.dates import brief_in, day_in
from models.case_parts import Moment
from models.regency import Regency, UnknownCode
from portal.acts.words import DECLINE_REASONS
from portal.languages import N_, in_language, translated
from portal.wording import actor_called, called, figure_called, somebody_called

A_DAY = len("2026-11-23")
NOUGHT_SAYS_MUCH = frozenset({"displacement.recorded"})  # all are back home


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says details in a language; ``sides`` are the labels of the case's sides, by id."""

    rules: Regency
    language: str
    sides: Mapping[str, str]

    def say(self, label: str, value: str) -> str:
        """A detail with its label."""
        return f"{translated(label, self.language)}: {value}"


Telling = Callable[[Speaker, object, Moment], str]


def details_of(moment: Moment, speaker: Speaker) -> Iterator[str]:
    """What of a fact is worth a word, in order."""
    for key, telling in DETAILS.items():
        value = moment.body.get(key)
        if value not in (None, "", [], {}):
            words = telling(speaker, value, moment)
            if words:
                yield words


def _named(label: str) -> Telling:
    """Whoever has the code: an agency, an office, a figure, a body, a post."""

    def tell(speaker: Speaker, value: object, _: Moment) -> str:
        codes = value if isinstance(value, list) else [value]
        names = [somebody_called(_code(one), speaker.rules, speaker.language) for one in codes]
        return speaker.say(label, ", ".join(names))

    return tell


def _code(one: object) -> str:
    return str(one.get("agency") or one.get("figure")) if isinstance(one, dict) else str(one)


def _coded(label: str, which: str) -> Telling:
    def tell(speaker: Speaker, value: object, _: Moment) -> str:
        codes = value if isinstance(value, list) else [value]
        words = [called(which, str(one), language=speaker.language) for one in codes]
        return speaker.say(label, ", ".join(words))

    return tell


def _listed(label: str, which: str) -> Telling:
    """A code of one of the regency's closed lists."""

    def tell(speaker: Speaker, value: object, _: Moment) -> str:
        known: Mapping[str, Mapping[str, str]] = getattr(speaker.rules.endings, which)
        text = known.get(str(value))
        return speaker.say(label, in_language(text, speaker.language)) if text else ""

    return tell


def _when(label: str) -> Telling:
    def tell(speaker: Speaker, value: object, _: Moment) -> str:
        words, language = str(value), speaker.language
        try:
            if len(words) == A_DAY:
                return speaker.say(label, day_in(language, date.fromisoformat(words)))
            return speaker.say(label, brief_in(language, datetime.fromisoformat(words)))
        except ValueError:
            return ""

    return tell


def _counted(label: str) -> Telling:
    def tell(speaker: Speaker, value: object, moment: Moment) -> str:
        said = type(value) is int and (value > 0 or moment.fact in NOUGHT_SAYS_MUCH)
        return speaker.say(label, str(value)) if said else ""

    return tell


def _category(speaker: Speaker, value: object, _: Moment) -> str:
    try:
        name = in_language(speaker.rules.category(str(value)).name, speaker.language)
    except UnknownCode:
        return ""
    return speaker.say(N_("Kategori"), name)


def _reading(speaker: Speaker, value: object, moment: Moment) -> str:
    if not isinstance(value, dict):
        return ""
    colour = called("colour", str(value.get("colour")), language=speaker.language)
    category = _category(speaker, value.get("category"), moment)
    return ", ".join(one for one in (category, speaker.say(N_("Warna"), colour)) if one)


def _outcome(speaker: Speaker, value: object, moment: Moment) -> str:
    if moment.fact == "meeting.held":
        return _coded(N_("Hasil"), "outcome")(speaker, value, moment)
    return _listed(N_("Hasil"), "outcomes")(speaker, value, moment)


def _result(speaker: Speaker, value: object, moment: Moment) -> str:
    which = "clause" if moment.fact == "clause.checked" else "referral"
    return _coded(N_("Hasil"), which)(speaker, value, moment)


def _reason(speaker: Speaker, value: object, moment: Moment) -> str:
    """A reason's code means what its fact's own list says."""
    code, language, endings = str(value), speaker.language, speaker.rules.endings
    lists: Mapping[str, Mapping[str, Mapping[str, str]]] = {
        "case.dismissed": endings.dismissals,
        "case.reviewed": {**endings.outcomes, **endings.dismissals},
        "case.referred": endings.referral_reasons,
        "case.reopened": endings.reopening_reasons,
        "clock.paused": {one.code: one.name for one in speaker.rules.pauses},
    }
    text = lists.get(moment.fact, {}).get(code)
    if text is not None:
        return speaker.say(N_("Alasan"), in_language(text, language))
    if moment.fact == "assignment.declined" and code in DECLINE_REASONS:
        return speaker.say(N_("Alasan"), translated(DECLINE_REASONS[code], language))
    which = "article_42" if moment.fact == "forum.decided" else "reason"
    return speaker.say(N_("Alasan"), called(which, code, language=language))


def _kind(speaker: Speaker, value: object, moment: Moment) -> str:
    kinds = {"tie.declared": "tie", "meeting.scheduled": "meeting", "meeting.held": "meeting"}
    which = kinds.get(moment.fact, "letter" if moment.fact == "letter.delivered" else "")
    return called(which, str(value), language=speaker.language) if which else ""


def _to(speaker: Speaker, value: object, moment: Moment) -> str:
    label = N_("Kepada") if moment.fact != "case.linked" else N_("Dengan kasus")
    return _named(label)(speaker, value, moment)


def _yes(label: str) -> Telling:
    def tell(speaker: Speaker, value: object, _: Moment) -> str:
        return translated(label, speaker.language) if value is True else ""

    return tell


def _place(speaker: Speaker, value: object, _: Moment) -> str:
    try:
        return speaker.say(N_("Tempat"), speaker.rules.village(str(value)).name)
    except UnknownCode:
        return ""


def _figures(speaker: Speaker, value: object, _: Moment) -> str:
    codes: Sequence[object] = value if isinstance(value, list) else [value]
    names = [figure_called(_code(one), speaker.rules, speaker.language) for one in codes]
    return speaker.say(N_("Tokoh"), "; ".join(names))


def _told_by_hand(speaker: Speaker, value: object, moment: Moment) -> str:
    """``by`` is a rule or a person at triage, a post that took an alarm, or who comes instead."""
    if moment.fact == "case.triaged":
        return called("by", str(value), language=speaker.language)
    if moment.fact == "rakortas.called":
        return _when(N_("Batas"))(speaker, value, moment)
    return _named(N_("Oleh"))(speaker, value, moment)


def _dangers(speaker: Speaker, value: object, _: Moment) -> str:
    known = speaker.rules.vocabulary.dangers
    codes = value if isinstance(value, list) else []
    words = [in_language(known[one], speaker.language) for one in codes if one in known]
    return speaker.say(N_("Tanda bahaya"), ", ".join(words)) if words else ""


# What of a fact's body is worth a word, in this order; all else stays in the record.
DETAILS: Mapping[str, Telling] = {
    "decision": _coded(N_("Keputusan"), "decision"),
    "reading": _reading,
    "category": _category,
    "village": _place,
    "colour": _coded(N_("Warna"), "colour"),
    "severity": _counted(N_("Keparahan")),
    "stage": _counted(N_("Tahap")),
    "unsure": _coded(N_("Sebab"), "unsure"),
    "dangers": _dangers,
    "lead": _named(N_("Instansi utama")),
    "approach": _coded(N_("Cara"), "approach"),
    "supports": _named(N_("Pendukung")),
    "taken_over_from": _named(N_("Sebelumnya")),
    "agency": _named(N_("Instansi")),
    "office": lambda speaker, value, _: speaker.say(
        N_("Jabatan"), somebody_called(str(value), speaker.rules, speaker.language)
    ),
    "to": _to,
    "into": lambda speaker, value, _: speaker.say(N_("Ke kasus"), str(value)),
    "out_of": lambda speaker, value, _: speaker.say(N_("Dari kasus"), str(value)),
    "owner": _named(N_("Pemantau")),
    "who": _named(N_("Siapa")),
    "called": _named(N_("Pos")),
    "duty": _named(N_("Pos")),
    "left_out": _named(N_("Tidak dibangunkan, diminta pelapor")),
    "recipient": _named(N_("Kepada")),
    "bar": _coded(N_("Penghalang"), "bar"),
    "bars": _coded(N_("Penghalang"), "bar"),
    "forum": _coded(N_("Forum"), "forum"),
    "figures": _figures,
    "figure": _figures,
    "party": lambda speaker, value, _: (
        speaker.say(N_("Pihak"), speaker.sides[str(value)]) if str(value) in speaker.sides else ""
    ),
    "answer": lambda speaker, value, moment: (
        "" if isinstance(value, dict) else _coded(N_("Jawaban"), "answer")(speaker, value, moment)
    ),
    "kind": _kind,
    "how": _coded(N_("Diterima"), "how"),
    "outcome": _outcome,
    "result": _result,
    "result_code": _listed(N_("Hasil"), "outcomes"),
    "root_cause": _listed(N_("Akar masalah"), "root_causes"),
    "trigger": _listed(N_("Pemicu"), "triggers"),
    "prevention": _listed(N_("Pencegahan"), "preventions"),
    "prevention_owner": _named(N_("Penanggung jawab")),
    "prevention_due": _when(N_("Batas")),
    "reason_code": _reason,
    "answered": _yes(N_("dijawab")),
    "calm": _yes(N_("keadaan tenang")),
    "injured": _counted(N_("Korban luka")),
    "people": _counted(N_("Orang")),
    "families": _counted(N_("Keluarga")),
    "rung": lambda speaker, value, _: speaker.say(N_("Jenjang"), str(int(str(value)) + 1)),
    "by": _told_by_hand,
    "consented_by": lambda speaker, value, _: speaker.say(
        N_("Disetujui oleh"), actor_called(str(value), speaker.rules, speaker.language)
    ),
    "second_person": lambda speaker, value, _: speaker.say(
        N_("Diminta oleh"), actor_called(str(value), speaker.rules, speaker.language)
    ),
    "starts_at": _when(N_("Mulai")),
    "due_at": _when(N_("Batas")),
    "until": _when(N_("Sampai")),
    "review_on": _when(N_("Tinjau ulang")),
    "signed_on": _when(N_("Tanggal")),
    "happened_on": _when(N_("Terjadi")),
}
