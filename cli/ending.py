"""After talks and handling: referral, objection, reopening, and what keeps a case open."""

from typing import Annotated

import typer

from cli.asking import As, BadInput, Case, Seen, who, whole, with_codes
from cli.words import both
from desk.courts import FILED, record_lawsuit, register_agreement
from desk.referrals import answer_referral
from desk.referrals import refer as refer_to
from desk.remains import Away, finish_prevention, record_displacement, record_sanction
from desk.reopening import decide_objection, object_to
from desk.reopening import reopen as begin_again
from desk.states import StateDecree, record_conflict_state

Reason = Annotated[str, typer.Option(help=both("Alasan, tersegel.", "Why, sealed."))]
Source = Annotated[
    str,
    typer.Option(
        help=with_codes(
            both("Kode sumber:", "Source, a code:"), lambda known: known.endings.sources
        )
    ),
]
SourceWords = Annotated[
    str, typer.Option(help=both("Sumbernya, dengan kata-kata.", "The source in words."))
]
AsOf = Annotated[str, typer.Option(help=both("Per tanggal, 2026-11-23.", "As of, 2026-11-23."))]


def refer(
    number: Case,
    to: Annotated[
        str,
        typer.Argument(
            help=with_codes(
                both("Kode lembaga:", "The body's code:"),
                lambda known: [one.code for one in known.endings.bodies],
            )
        ),
    ],
    *,
    as_: As,
    reason_code: Annotated[
        str,
        typer.Option(
            help=with_codes(
                both("Kode alasan:", "Reason code:"), lambda known: known.endings.referral_reasons
            )
        ),
    ],
    their_number: Annotated[
        str | None, typer.Option(help=both("Nomor di sana, bila ada.", "Their own number."))
    ] = None,
    seen: Seen = None,
) -> None:
    """Refer a case to another body."""
    work = refer_to(
        number, by=who(as_), to=to, reason_code=reason_code, their_number=their_number, seen=seen
    )
    whole(work)
    typer.echo(both(f"{number}: dirujuk ke {to}.", f"{number}: referred to {to}."))


def referral(
    number: Case,
    result: Annotated[str, typer.Argument(help="ended | returned")],
    *,
    as_: As,
    answer: Annotated[
        str | None, typer.Option(help=both("Jawabannya, tersegel.", "The answer, sealed."))
    ] = None,
    seen: Seen = None,
) -> None:
    """Record what the other body answered."""
    whole(answer_referral(number, by=who(as_), result=result, answer=answer, seen=seen))
    typer.echo(both(f"{number}: jawaban rujukan dicatat.", f"{number}: the answer is recorded."))


def reopen(
    number: Case,
    *,
    as_: As,
    reason_code: Annotated[
        str,
        typer.Option(
            help=with_codes(
                both("Kode alasan:", "Reason code:"), lambda known: known.endings.reopening_reasons
            )
        ),
    ],
    reason: Reason,
    seen: Seen = None,
) -> None:
    """Reopen an ended case as a new episode."""
    whole(begin_again(number, by=who(as_), reason_code=reason_code, reason=reason, seen=seen))
    typer.echo(both(f"{number}: dibuka kembali.", f"{number}: reopened."))


def objection(
    number: Case,
    decision: Annotated[str, typer.Argument(help="raise | uphold | reject")],
    *,
    as_: As,
    reason: Reason,
) -> None:
    """Take down an objection to how a case ended, or decide it."""
    if decision == "raise":
        whole(object_to(number, by=who(as_), reason=reason))
    elif decision in {"uphold", "reject"}:
        upheld = decision == "uphold"
        whole(decide_objection(number, by=who(as_), upheld=upheld, reason=reason))
    else:
        raise BadInput(f"{decision}: raise | uphold | reject")
    done = {
        "raise": both("keberatan dicatat", "the objection is recorded"),
        "uphold": both("keberatan diterima; kasus dibuka kembali", "upheld; the case is reopened"),
        "reject": both("keberatan ditolak", "the objection is rejected"),
    }
    typer.echo(f"{number}: {done[decision]}.")


def displaced(
    number: Case,
    *,
    as_: As,
    people: Annotated[int, typer.Option(help=both("Berapa orang.", "How many people."))],
    families: Annotated[int, typer.Option(help=both("Berapa KK.", "How many families."))] = 0,
    out_of_school: Annotated[
        int, typer.Option(help=both("Anak tidak bersekolah.", "Children out of school."))
    ] = 0,
    source: Source,
    as_of: AsOf,
    source_words: SourceWords,
) -> None:
    """Record how many are away from home, as one source says; 0 once they are back."""
    away = Away(people, families, out_of_school, source, as_of, source_words)
    whole(record_displacement(number, away, by=who(as_)))
    typer.echo(both(f"{number}: pengungsian dicatat.", f"{number}: displacement is recorded."))


def sanction(
    number: Case,
    kind: Annotated[str, typer.Argument(help="kasepekang | kanorayang | other")],
    *,
    as_: As,
    lifted: Annotated[
        bool, typer.Option("--lifted/--in-force", help=both("Sudah dicabut.", "It was lifted."))
    ] = False,
    source: Source,
    as_of: AsOf,
    source_words: SourceWords,
    families: Annotated[
        int | None, typer.Option(help=both("Berapa KK terkena.", "How many families."))
    ] = None,
) -> None:
    """Record that a customary sanction stands or was lifted, as one source says."""
    whole(
        record_sanction(
            number,
            by=who(as_),
            sanction=kind,
            in_force=not lifted,
            source=source,
            as_of=as_of,
            source_words=source_words,
            families=families,
        )
    )
    typer.echo(both(f"{number}: sanksi dicatat.", f"{number}: the sanction is recorded."))


def prevented(
    number: Case,
    *,
    as_: As,
    evidence: Annotated[str, typer.Option(help=both("Buktinya, tersegel.", "Evidence, sealed."))],
) -> None:
    """Record that the prevention step was done."""
    whole(finish_prevention(number, by=who(as_), evidence=evidence))
    typer.echo(both(f"{number}: pencegahan dicatat.", f"{number}: prevention is recorded."))


TheirNumber = Annotated[
    str | None, typer.Option(help=both("Nomor di pengadilan, tersegel.", "The court's, sealed."))
]


def lawsuit(
    number: Case,
    state: Annotated[str, typer.Argument(help="filed | decided | settled | withdrawn")],
    *,
    as_: As,
    court: Annotated[
        str,
        typer.Option(
            help=with_codes(
                both("Kode pengadilan:", "The court's code:"),
                lambda known: [one.code for one in known.endings.bodies],
            )
        ),
    ],
    their_number: TheirNumber = None,
    seen: Seen = None,
) -> None:
    """Record a court case beside this one."""
    by = who(as_)
    barred = whole(
        record_lawsuit(
            number, by=by, court=court, state=state, their_number=their_number, seen=seen
        )
    )
    typer.echo(both(f"{number}: perkara dicatat.", f"{number}: the court case is recorded."))
    if state == FILED:
        typer.echo(
            both(
                "Pokok perkaranya tertutup bagi musyawarah sampai perkara itu selesai.",
                "Its merits are closed to talks until that case has ended.",
            )
        )
    elif barred:
        typer.echo(
            both(
                f"Bila perkaranya sudah berakhir: rukun bar lift {number} court",
                f"If the court case has ended: rukun bar lift {number} court",
            )
        )


def conflict_state(
    number: Case,
    decree: Annotated[str, typer.Argument(help="set | extended | revoked")],
    *,
    as_: As,
    decree_number: Annotated[
        str, typer.Option(help=both("Nomor keputusan bupati, tersegel.", "The decree's, sealed."))
    ],
    since: Annotated[str, typer.Option(help=both("Hari pertama, 2026-11-23.", "First day."))],
    until: Annotated[str, typer.Option(help=both("Hari terakhir, 2027-02-20.", "Last day."))],
    seen: Seen = None,
) -> None:
    """Record the bupati's decree on a Status Keadaan Konflik."""
    told = StateDecree(decree, decree_number, since, until)
    whole(record_conflict_state(number, told, by=who(as_), seen=seen))
    typer.echo(both(f"{number}: keputusan dicatat.", f"{number}: the decree is recorded."))


def registered(
    number: Case, *, as_: As, their_number: TheirNumber = None, seen: Seen = None
) -> None:
    """Record that an agreement was registered at the court."""
    whole(register_agreement(number, by=who(as_), their_number=their_number, seen=seen))
    typer.echo(both(f"{number}: pendaftaran dicatat.", f"{number}: registration recorded."))
