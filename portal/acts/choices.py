"""What acts may choose from: the regency's closed lists and what the case holds, in words."""

from collections.abc import Callable, Iterable, Mapping

from models.attachments import KIND as FILE
from models.reading_case import CasePage
from models.regency import Regency, UnknownCode
from models.texts import PLACE, TOLD_US
from policies.forum import ARTICLE_42
from portal.acts.asked import Choices, Looking
from portal.languages import N_, in_language, translated
from portal.letters_to_bring import letters_called
from portal.wording import called, deadline_called

Texts = Mapping[str, Mapping[str, str]]
RELEASABLE = (*TOLD_US, PLACE)
EXCERPT = 70  # signs of a text that tell it from another one
MOOT = N_("tidak perlu diantar lagi")

SEVERITIES = {
    "1": N_("1 — rendah"),
    "2": N_("2 — sedang"),
    "3": N_("3 — tinggi"),
    "4": N_("4 — sangat tinggi"),
}
STAGES = {
    "0": N_("0 — potensi, belum ada kejadian"),
    "1": N_("1 — ketegangan: adu mulut, ajakan, ancaman"),
    "2": N_("2 — kekerasan terbatas: luka ringan, perusakan kecil"),
    "3": N_("3 — kekerasan meluas, massa, pengungsian"),
    "4": N_("4 — Status Keadaan Konflik"),
}


def words(known: Mapping[str, str]) -> Callable[[Looking], Choices]:
    """Codes with marked words."""

    def choices(looking: Looking) -> Choices:
        return [(code, translated(one, looking.language)) for code, one in known.items()]

    return choices


def of_list(chosen: Callable[[Regency], Texts]) -> Callable[[Looking], Choices]:
    """A closed list of the regency, whose words are in its own languages."""

    def choices(looking: Looking) -> Choices:
        known = chosen(looking.rules)
        return [(code, in_language(text, looking.language)) for code, text in known.items()]

    return choices


def kinds(which: str, codes: Iterable[str]) -> Callable[[Looking], Choices]:
    """Codes that ``portal.wording`` knows."""

    def choices(looking: Looking) -> Choices:
        return [(code, called(which, code, language=looking.language)) for code in codes]

    return choices


dismissals = of_list(lambda rules: rules.endings.dismissals)
root_causes = of_list(lambda rules: rules.endings.root_causes)
triggers = of_list(lambda rules: rules.endings.triggers)
preventions = of_list(lambda rules: rules.endings.preventions)
referral_reasons = of_list(lambda rules: rules.endings.referral_reasons)
reopening_reasons = of_list(lambda rules: rules.endings.reopening_reasons)
bodies = of_list(lambda rules: {one.code: one.name for one in rules.endings.bodies})
categories = of_list(lambda rules: {one.code: one.name for one in rules.categories})
pauses = of_list(lambda rules: {one.code: one.name for one in rules.pauses})
agencies = of_list(lambda rules: {one.code: one.name for one in rules.agencies})
posts = of_list(lambda rules: {one.code: one.office for one in rules.duty.posts})
article_42 = kinds("article_42", ARTICLE_42)


def outcomes(looking: Looking) -> Choices:
    """The outcomes that the case's record bears out."""
    known = of_list(lambda rules: rules.endings.outcomes)(looking)
    return [one for one in known if one[0] in looking.page.outcomes]


def other_agencies(looking: Looking) -> Choices:
    """All agencies but the one that has the case."""
    lead = looking.page.case.lead
    return [one for one in agencies(looking) if one[0] != lead]


def bars(looking: Looking) -> Choices:
    """The bars that stand in the case."""
    return [(one, called("bar", one, language=looking.language)) for one in looking.page.bars]


def limits(*, paused: bool) -> Callable[[Looking], Choices]:
    """The limits that may be paused now, or those that stand still."""

    def choices(looking: Looking) -> Choices:
        found = dict.fromkeys(
            one.kind
            for one in looking.page.limits
            if one.paused is paused and (paused or _pausable(one.kind, looking.rules))
        )
        return [(one, deadline_called(one, looking.rules, looking.language)) for one in found]

    return choices


def _pausable(kind: str, rules: Regency) -> bool:
    """A limit that no list of ours knows, such as an alarm's own, is not paused by anybody."""
    try:
        return rules.deadline(kind).pausable
    except UnknownCode:
        return False


def clauses(looking: Looking) -> Choices:
    """The clauses of the agreement that counts, by number and owner."""
    known = {one.code: one.name for one in looking.rules.agencies}
    return [
        (
            str(one.number),
            f"{one.number} — "
            + (
                in_language(known[one.owner], looking.language) if one.owner in known else one.owner
            ),
        )
        for one in looking.page.clauses
    ]


def told_texts(looking: Looking) -> Choices:
    """The words and files that people gave us and nobody released yet, words by their beginning."""
    words = [(one.id, _excerpt(one.text)) for one in looking.page.words if one.kind in RELEASABLE]
    file = called("text", FILE, language=looking.language)
    files = [(one.id, f"{file} {at}") for at, one in enumerate(looking.page.files, start=1)]
    return [one for one in (*words, *files) if one[0] not in _released(looking.page)]


def kept_texts(looking: Looking) -> Choices:
    """All texts that may be erased, by kind, with the beginning of those that are read anyway."""
    known = {one.id: one.text for one in looking.page.words}
    return [
        (
            one.id,
            called("text", one.kind, language=looking.language)
            + (f": {_excerpt(known[one.id])}" if one.id in known else f" ({one.id[:8]})"),
        )
        for one in looking.page.texts
    ]


def to_bring(looking: Looking) -> Choices:
    """The letters that somebody must bring, then those that may have been brought before."""
    letters = sorted(looking.page.to_bring, key=lambda one: one.moot)
    said = letters_called(letters, rules=looking.rules, language=looking.language)
    moot = f" ({translated(MOOT, looking.language)})"
    return [(one.id, said[one.id] + (moot if one.moot else "")) for one in letters]


def _released(page: CasePage) -> frozenset[str]:
    told = (one.body.get("text") for one in page.timeline if one.fact == "text.released")
    return frozenset(str(one) for one in told)


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else line[:EXCERPT].rsplit(" ", 1)[0] + " …"
