"""What the secretariat decides: review, reassign, close, retry, settle."""

from typing import Annotated

import typer

from cli.asking import As, BadInput, Case, Seen, who, whole, with_codes
from cli.showing import word
from cli.words import both, said
from desk.acting import AGENCY
from desk.answers import hand_over
from desk.endings import Ending, approve_closure
from desk.reviews import DECISIONS, retry_cause, settle_cause
from desk.reviews import reassign as give_on
from desk.reviews import review as decide
from models.views import Bar

Reason = Annotated[str | None, typer.Option(help=both("Alasan, tersimpan tersegel.", "Why."))]


def review(  # noqa: PLR0913 - a review says all this at once
    number: Case,
    *,
    as_: As,
    decision: Annotated[
        str | None,
        typer.Option(
            help=both(
                "Keputusan (triage bila Anda mengoreksi): ", "Decision (triage if you correct): "
            )
            + ", ".join(DECISIONS)
        ),
    ] = None,
    category: Annotated[
        str | None,
        typer.Option(
            help=with_codes(
                both("Kategori yang benar:", "The right category:"),
                lambda known: [one.code for one in known.categories],
            )
        ),
    ] = None,
    severity: Annotated[
        int | None, typer.Option(min=1, max=4, help=both("Keparahan 1-4.", "Severity 1-4."))
    ] = None,
    stage: Annotated[
        int | None, typer.Option(min=0, max=4, help=both("Tahap 0-4.", "Stage 0-4."))
    ] = None,
    bar: Annotated[
        list[str] | None,
        typer.Option(help=f"{both('Penghalang:', 'Bars:')} {' | '.join(Bar)}"),
    ] = None,
    no_bars: Annotated[
        bool, typer.Option("--no-bars", help=both("Tanpa penghalang.", "No bar stands."))
    ] = False,
    into: Annotated[
        str | None, typer.Option(help=both("Kasus lama (join).", "The older case (join)."))
    ] = None,
    reason_code: Annotated[
        str | None,
        typer.Option(
            help=with_codes(
                both(
                    "Kode alasan; untuk close kode hasil, untuk dismiss:",
                    "Reason code; for close an outcome's, for dismiss:",
                ),
                lambda known: known.endings.dismissals,
            )
        ),
    ] = None,
    reason: Reason = None,
    seen: Seen = None,
) -> None:
    """Decide a case that needs review."""
    if no_bars and bar:
        raise BadInput(both("pilih --bar atau --no-bars", "choose --bar or --no-bars"))
    bars = () if no_bars else (tuple(bar) if bar else None)
    if decision is None:
        if all(one is None for one in (category, severity, stage, bars)):
            raise BadInput(both("pilih --decision: ", "choose --decision: ") + ", ".join(DECISIONS))
        decision = "triage"
    whole(
        decide(
            number,
            by=who(as_),
            decision=decision,
            category=category,
            severity=severity,
            stage=stage,
            bars=bars,
            into=into,
            reason_code=reason_code,
            reason=reason,
            seen=seen,
        )
    )
    how = word(decision)
    typer.echo(both(f"{number}: ditelaah ({how}).", f"{number}: reviewed ({how})."))
    if decision == "triage":
        typer.echo(
            both(
                "Telaah tidak menurunkan warna yang terbaca dari laporan.",
                "A review does not lower the colour that the report reads.",
            )
        )


def reassign(
    number: Case,
    to: Annotated[
        str,
        typer.Argument(
            help=with_codes(
                both("Kode instansi:", "The agency's code:"),
                lambda known: [one.code for one in known.agencies],
            )
        ),
    ],
    *,
    as_: As,
    reason: Annotated[str, typer.Option(help=both("Alasan, tersimpan tersegel.", "Why."))],
    seen: Seen = None,
) -> None:
    """Give a case to another agency: a coordinator decides it, or the lead hands it over."""
    by = who(as_)
    act = hand_over if by.role == AGENCY else give_on
    whole(act(number, by=by, to=to, reason=reason, seen=seen))
    typer.echo(both(f"{number}: diserahkan ke {to}.", f"{number}: given to {to}."))


def close(  # noqa: PLR0913 - a closure names all this
    number: Case,
    *,
    as_: As,
    outcome: Annotated[
        str,
        typer.Option(
            help=with_codes(
                both("Kode hasil:", "Outcome code:"), lambda known: known.endings.outcomes
            )
        ),
    ],
    root_cause: Annotated[
        str,
        typer.Option(
            help=with_codes(
                both("Kode akar masalah:", "Root cause code:"),
                lambda known: known.endings.root_causes,
            )
        ),
    ],
    trigger: Annotated[
        str | None,
        typer.Option(
            help=with_codes(
                both("Kode pemicu:", "What set it off, a code:"),
                lambda known: known.endings.triggers,
            )
        ),
    ] = None,
    root_cause_words: Annotated[
        str | None, typer.Option(help=both("Akar masalah dengan kata-kata.", "In words."))
    ] = None,
    trigger_words: Annotated[
        str | None, typer.Option(help=both("Pemicu dengan kata-kata.", "In words."))
    ] = None,
    prevention: Annotated[
        str | None,
        typer.Option(
            help=with_codes(
                both("Kode langkah pencegahan:", "Prevention step's code:"),
                lambda known: known.endings.preventions,
            )
        ),
    ] = None,
    prevention_owner: Annotated[
        str | None, typer.Option(help=both("Penanggung jawabnya.", "Who owns that step."))
    ] = None,
    prevention_due: Annotated[
        str | None, typer.Option(help=both("Batasnya, 2026-12-31.", "Until when, 2026-12-31."))
    ] = None,
    no_prevention: Annotated[
        str | None, typer.Option(help=both("Mengapa tanpa pencegahan.", "Why there is no step."))
    ] = None,
    parties_told: Annotated[
        bool,
        typer.Option(
            "--parties-told",
            help=both(
                "Para pihak sudah diberi tahu; tanpa itu kasus tetap terbuka.",
                "The parties were told; without it the case stays open.",
            ),
        ),
    ] = False,
    seen: Seen = None,
) -> None:
    """Approve a case's closure, as the second person."""
    ending = Ending(
        outcome=outcome,
        root_cause=root_cause,
        trigger=trigger,
        root_cause_words=root_cause_words,
        trigger_words=trigger_words,
        prevention=prevention,
        prevention_owner=prevention_owner,
        prevention_due=prevention_due,
        no_prevention=no_prevention,
        parties_told=parties_told,
    )
    whole(approve_closure(number, ending, by=who(as_), seen=seen))
    typer.echo(both(f"{number}: penutupan disetujui.", f"{number}: its closure is approved."))


AGAIN = {
    "case.reported": "review --decision triage",
    "case.reviewed": "review",
    "case.triaged": "reassign",
    "case.separated": "reassign",
    "case.reopened": "reopen",
    "objection.upheld": "reopen",
    "incident.recorded": "incident",
    "assignment.accepted": "reassign",
    "assignment.declined": "reassign",
    "assignment.handed_over": "reassign",
    "case.reassigned": "reassign",
    "contact.recorded": "contact",
    "figure.answered": "figure",
    "party.answered": "party",
    "forum.decided": "taskforce",
    "mediation.extended": "meeting plan",
    "meeting.cancelled": "meeting plan",
    "meeting.postponed": "meeting plan",
    "meeting.held": "meeting plan",
    "agreement.signed": "agreement",
    "clause.checked": "clause",
    "handling.finished": "handled",
    "closure.approved": "close",
    "case.referred": "refer",
    "referral.answered": "referral",
    "bar.raised": "bar raise",
    "bar.lifted": "reassign",
    "clause.released": "owner",
    "conflict_state.recorded": "conflict-state",
}
"""The command that says anew what a person put aside."""

MEANWHILE = {
    "assignment.accepted": {
        "id": "Serahkan ke instansi yang sama, agar ia diminta menjawab lagi.",
        "en": "Give it to the same agency, so that it is asked again.",
    },
    "bar.raised": {
        "id": "Penghalangnya tetap menutup dan musyawarahnya berhenti, tetapi kasus ini belum "
        "diserahkan kepada siapa pun: pasang lagi sekarang.",
        "en": "The bar goes on closing and talks are off, but the case was handed to nobody: raise "
        "it again now.",
    },
    "bar.lifted": {
        "id": "Penghalangnya sudah dicabut, tetapi tidak ada yang diberi tahu.",
        "en": "The bar is gone, but nobody was told.",
    },
    "meeting.held": {
        "id": "Hasil pertemuan itu tidak berlaku: pertemuan berikutnya dicatat dengan hasilnya.",
        "en": "What came of the meeting does not count: record the next one with its outcome.",
    },
    "clause.released": {
        "id": "Penanggung jawab butirnya belum disurati.",
        "en": "The clause's owner was not written to.",
    },
    "conflict_state.recorded": {
        "id": "Keputusannya dianggap belum tercatat: kasus dapat ditutup, harinya tidak dihitung.",
        "en": "The decree counts as not recorded: the case may be closed, and no days are counted.",
    },
}
"""How it stands until then."""


def retry(number: Case, *, as_: As) -> None:
    """Let a stuck cause ring again."""
    fact = whole(retry_cause(number, by=who(as_)))
    typer.echo(both(f"{number}: {fact} dicoba lagi.", f"{number}: {fact} is tried again."))


def settle(
    number: Case,
    *,
    as_: As,
    reason: Annotated[str, typer.Option(help=both("Alasan, tersimpan tersegel.", "Why."))],
) -> None:
    """Put a stuck cause aside."""
    fact = whole(settle_cause(number, by=who(as_), reason=reason))
    typer.echo(both(f"{number}: {fact} dikesampingkan.", f"{number}: {fact} was put aside."))
    command = f"`rukun {AGAIN[fact]}`"
    typer.echo(both(f"Dapat dilakukan lagi: {command}.", f"To be done again: {command}."))
    if fact in MEANWHILE:
        typer.echo(said(MEANWHILE[fact]))
