"""What agencies answer and record: an assignment, a contact, work that is done."""

from dataclasses import fields as fields_of
from typing import Annotated, Any

import typer

from cli.asking import (
    As,
    BadInput,
    Case,
    From,
    Seen,
    fields,
    read_json,
    text_or_file,
    village_of,
    who,
    whole,
    with_codes,
)
from cli.words import both
from desk.answers import DECLINE_REASONS, Answer, answer_as, answer_by_token
from desk.contacts import KINDS, Met, Side, record_contact
from desk.endings import finish_handling
from desk.talks import answer_figure_by_token
from kit.clock import now
from kit.keys import secret
from kit.tokens import TokenExpired, TokenForged, read_answer
from models.cases import Case as CaseRow
from models.letters.answerable import FIGURE, is_for
from models.session import reading
from models.views import Approach

PARTY = "label|kind|village|willing|banjar|faith|email"
WILLING = {"yes": True, "ya": True, "no": False, "tidak": False, "?": None}


def answer(  # noqa: PLR0913 - an answer says all this
    token: Annotated[
        str,
        typer.Argument(
            metavar="TOKEN|CASE",
            help=both(
                "Token dari surel, atau nomor kasus dengan --as.", "Token, or case and --as."
            ),
        ),
    ],
    *,
    accept: Annotated[bool, typer.Option("--accept", help=both("Terima.", "Accept."))] = False,
    decline: Annotated[
        str | None,
        typer.Option(
            metavar="CODE", help=both("Tolak: ", "Decline: ") + ", ".join(DECLINE_REASONS)
        ),
    ] = None,
    cannot: Annotated[
        bool, typer.Option("--cannot", help=both("Tokoh: tidak dapat.", "Figure: cannot."))
    ] = False,
    tie: Annotated[
        bool, typer.Option("--tie", help=both("Tokoh: ada hubungan.", "Figure: has a tie."))
    ] = False,
    office: Annotated[
        str, typer.Option(help=both("Jabatan penjawab.", "Who answers: office."))
    ] = "",
    officer: Annotated[str, typer.Option(help=both("Nama penjawab.", "Who answers: name."))] = "",
    reason: Annotated[str | None, typer.Option(help=both("Penjelasan.", "In words."))] = None,
    as_: Annotated[str | None, typer.Option("--as", metavar="ROLE:ID", help="agency:ID")] = None,
    seen: Seen = None,
) -> None:
    """Answer an assignment, or a figure's request, with the token of the mail."""
    if sum((accept, decline is not None, cannot, tie)) != 1:
        raise BadInput("--accept | --decline CODE | --cannot | --tie")
    if as_ is None and (cannot or tie or _is_for_figure(token)):
        if decline is not None:
            raise BadInput("--accept | --cannot | --tie")
        given = "accept" if accept else "tie" if tie else "cannot"
        number = whole(answer_figure_by_token(token, given, reason=reason, seen=seen))
        thanks = both(f"{number}: terima kasih, tercatat.", f"{number}: thank you, it is recorded.")
        typer.echo(thanks)
        return
    if not (office and officer):
        raise BadInput(
            both("tulis --office dan --officer Anda", "say who answers: --office and --officer")
        )
    said = Answer(accept, office, officer, reason_code=decline, reason=reason)
    if as_ is None:
        number = whole(answer_by_token(token, said, seen=seen))
    else:
        number = token
        whole(answer_as(number, said, by=who(as_), seen=seen))
    typer.echo(whole(_thanks(number, accepted=accept)))


def _is_for_figure(token: str) -> bool:
    try:
        return is_for(FIGURE, read_answer(token, key=secret("answers"), at=now()).subject)
    except (TokenForged, TokenExpired):
        return False  # the desk says what is wrong with it


async def _case(number: str) -> CaseRow:
    async with reading() as db:
        return await db.get_one(CaseRow, number)


async def _thanks(number: str, *, accepted: bool) -> str:
    """What was recorded, and what comes next in a case of this kind."""
    if not accepted:
        return both(f"{number}: penolakan tercatat.", f"{number}: declined, it is recorded.")
    case = await _case(number)
    if case.sealed:
        return both(
            f"{number}: diterima. Lindungi yang dirugikan dalam 1x24 jam, lalu `rukun sealed "
            "protected`; `rukun sealed reported` setelah polisi diberi tahu; `rukun contact` "
            "tanpa pihak setelah korban ditemui.",
            f"{number}: accepted. Protect who was harmed within 24 hours, then `rukun sealed "
            "protected`; `rukun sealed reported` once the police know; `rukun contact` without "
            "sides once the victim was met.",
        )
    if case.approach != Approach.MEDIATION:
        return both(
            f"{number}: diterima. Ikuti langkah pada surat penugasan, lalu `rukun contact`.",
            f"{number}: accepted. Take the steps of the assignment's letter, then `rukun contact`.",
        )
    return both(
        f"{number}: diterima. Temui setiap pihak sendiri-sendiri, lalu `rukun contact`.",
        f"{number}: accepted. Meet each side apart, then `rukun contact`.",
    )


def contact(  # noqa: PLR0913 - a contact says all this
    number: Case,
    *,
    as_: As,
    party: Annotated[
        list[str] | None,
        typer.Option(
            metavar=PARTY, help=both("Satu pihak; jenis: ", "A side; kinds: ") + ", ".join(KINDS)
        ),
    ] = None,
    confirmed: Annotated[
        bool,
        typer.Option("--confirmed/--not-confirmed", help=both("Terbukti benar.", "It is true.")),
    ] = True,
    injured: Annotated[int, typer.Option(min=0, help=both("Korban luka.", "People hurt."))] = 0,
    danger: Annotated[
        bool, typer.Option("--danger", help=both("Masih bahaya.", "Danger now."))
    ] = False,
    root_cause: Annotated[
        str | None,
        typer.Option(
            help=with_codes(
                both("Kode akar masalah:", "Root cause code:"),
                lambda known: known.endings.root_causes,
            )
        ),
    ] = None,
    complete: Annotated[
        bool, typer.Option("--complete/--more-to-meet", help=both("Semua ditemui.", "All met."))
    ] = True,
    only_safety: Annotated[
        bool,
        typer.Option(
            "--only-safety",
            help=both(
                "Hanya bicara keamanan dan kepulangan, di samping perkara pengadilan.",
                "They talk about safety and return only, beside a court case.",
            ),
        ),
    ] = False,
    note: Annotated[str | None, typer.Option(help=both("Catatan.", "A note."))] = None,
    from_: From = None,
    seen: Seen = None,
) -> None:
    """Record whom the agency met; a known label is the same side, met again. None if sealed."""
    if from_ is not None:
        met = _met(read_json(from_), name=from_)
    else:
        met = Met(
            sides=tuple(_side(words) for words in party or ()),
            confirmed=confirmed,
            injured=injured,
            danger=danger,
            root_cause=root_cause,
            complete=complete,
            only_safety=only_safety,
            note=note,
        )
    whole(record_contact(number, met, by=who(as_), seen=seen))
    count = len(met.sides)
    if count:
        typer.echo(both(f"{number}: {count} pihak tercatat.", f"{number}: {count} sides recorded."))
        if whole(_case(number)).approach == Approach.MEDIATION:
            typer.echo(
                both(
                    "Musyawarah dibuka setelah sedikitnya dua pihak ditemui dan semuanya bersedia.",
                    "Talks open once two sides or more were met, and all of them are willing.",
                )
            )
    else:
        typer.echo(both(f"{number}: pertemuan tercatat.", f"{number}: the contact is recorded."))


def _side(words: str) -> Side:
    label, kind, village, willing, banjar, faith, email = fields(
        words, option="--party", shape=PARTY
    )
    if kind is None or village is None or (willing or "?") not in WILLING:
        raise BadInput(f'--party "{words}": "{PARTY}" (willing: yes, no, ?)')
    return Side(
        label=label or "",
        kind=kind,
        village=village_of(village),
        willing=WILLING[willing or "?"],
        banjar=banjar,
        faith=faith,
        email=email,
    )


def _met(content: dict[str, Any], *, name: str) -> Met:
    """Read ``{"sides": [{"label": ..., "kind": ..., "village": ...}], ...}``."""
    sides = content.get("sides")
    if not isinstance(sides, list):
        raise BadInput(f'{name}: "sides": [{{"label", "kind", "village", "willing"}}]')
    try:
        made = tuple(Side(**{**side, "village": village_of(side["village"])}) for side in sides)
        return Met(**{**content, "sides": made})
    except (TypeError, KeyError, AttributeError) as bad:
        known = ", ".join(one.name for one in fields_of(Met))
        raise BadInput(f"{name}: {bad} ({known})") from None


def handled(
    number: Case,
    *,
    as_: As,
    result: Annotated[
        str,
        typer.Option(
            help=with_codes(
                both("Kode hasil:", "Result code:"), lambda known: known.endings.outcomes
            )
        ),
    ],
    done: Annotated[
        str | None, typer.Option(help=both("Apa yang dikerjakan.", "What was done."))
    ] = None,
    done_file: Annotated[
        str | None, typer.Option(help=both("Berkas berisi itu.", "A file with it."))
    ] = None,
    seen: Seen = None,
) -> None:
    """Say that the agency's own work is done."""
    words = text_or_file(done, done_file, option="--done")
    whole(finish_handling(number, by=who(as_), result_code=result, done=words, seen=seen))
    typer.echo(both(f"{number}: tercatat selesai.", f"{number}: recorded as done."))
