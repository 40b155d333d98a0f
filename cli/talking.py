"""Talks: figures' and sides' answers, the signed agreement, its clauses."""

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
    today,
    who,
    whole,
    with_codes,
)
from cli.showing import word
from cli.words import both
from desk.agreements import correct_agreement, sign_agreement
from desk.clauses import Promise, Signed
from desk.consents import answer_as_party, name_companion
from desk.endings import RESULTS, check_clause
from desk.releasing import release_clause
from desk.talks import FIGURE_ANSWERS, answer_as_figure
from desk.wordings import accept_wording
from policies.agreement import QUESTIONS

CLAUSE = "words|owner|2026-12-31|evidence|codes"


def figure(
    number: Case,
    figure_id: Annotated[str, typer.Argument(metavar="FIGURE", help=both("Id tokoh.", "Figure."))],
    answer: Annotated[str, typer.Argument(help=" | ".join(FIGURE_ANSWERS))],
    *,
    reason: Annotated[str | None, typer.Option(help=both("Penjelasan.", "In words."))] = None,
    as_: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="ROLE:ID",
            help=both("Petugas yang mencatat; tanpa ini tokoh itu sendiri.", "Who records it."),
        ),
    ] = None,
) -> None:
    """Record a figure's answer: by the figure, or by an officer for them."""
    by = who(as_ or f"figure:{figure_id}")
    whole(answer_as_figure(number, by=by, figure=figure_id, answer=answer, reason=reason))
    typer.echo(both(f"{number}: jawaban tercatat.", f"{number}: the answer is recorded."))


def party(
    number: Case,
    label: Annotated[str, typer.Argument(help=both("Nama pihak pada kasus.", "The side's label."))],
    answer: Annotated[str, typer.Argument(help="accept | object")],
    *,
    figure: Annotated[
        str | None, typer.Option(help=both("Tokoh yang ditolak (object).", "Whom it refuses."))
    ] = None,
    reason: Annotated[
        str | None,
        typer.Option(help=both("Alasan keberatan kedua dst.", "Why, from the second on.")),
    ] = None,
    as_: As,
) -> None:
    """Record that a side accepts the panel, or its objection to a figure."""
    if answer not in ("accept", "object"):
        raise BadInput(f"{answer}: accept | object --figure ID")
    whole(
        answer_as_party(
            number,
            by=who(as_),
            label=label,
            accepts=answer == "accept",
            figure=figure,
            reason=reason,
        )
    )
    typer.echo(both(f"{number}: jawaban tercatat.", f"{number}: the answer is recorded."))


def companion(
    number: Case,
    label: Annotated[str, typer.Argument(help=both("Nama pihak pada kasus.", "The side's label."))],
    kind: Annotated[
        str,
        typer.Argument(
            help=with_codes(
                both("Kode pendamping:", "What they are, a code:"),
                lambda known: known.talks.companions.codes,
            )
        ),
    ],
    *,
    leaves: Annotated[
        bool, typer.Option("--leaves", help=both("Tidak jadi datang.", "Comes no longer."))
    ] = False,
    as_: As,
) -> None:
    """Say who comes with a side, by what they are and never by name."""
    whole(name_companion(number, by=who(as_), label=label, kind=kind, leaves=leaves))
    typer.echo(both(f"{number}: pendamping tercatat.", f"{number}: the companion is recorded."))


def agreement(  # noqa: PLR0913 - an agreement says all this
    number: Case,
    *,
    as_: As,
    document: Annotated[
        str | None, typer.Option(help=both("Isi kesepakatan.", "The agreement's text."))
    ] = None,
    document_file: Annotated[
        str | None, typer.Option(help=both("Berkas isinya.", "A file with it."))
    ] = None,
    clause: Annotated[
        list[str] | None,
        typer.Option(
            metavar=CLAUSE, help=both("Satu butir; pemilik: pihak atau instansi.", "One.")
        ),
    ] = None,
    signed_on: Annotated[
        str | None, typer.Option(help=both("Hari penandatanganan.", "The day of signing."))
    ] = None,
    signed_by: Annotated[
        list[str] | None,
        typer.Option(
            help=both(
                "Penanda tangan: pihak, tokoh, saksi. Kosong: semua yang hadir dalam musyawarah, "
                "dengan instansi utama sebagai saksi.",
                "Who signed: a side, figure or witness. None: all who sat in the meeting, with "
                "the lead agency as witness.",
            )
        ),
    ] = None,
    register: Annotated[
        bool,
        typer.Option(
            "--register",
            help=both("Para pihak memilih UU 30/1999.", "The sides chose Law 30/1999."),
        ),
    ] = False,
    asked: Annotated[
        bool,
        typer.Option(
            "--asked",
            help=both("Empat pertanyaan sudah dijawab untuk tiap butir.", "All questions asked."),
        ),
    ] = False,
    corrects: Annotated[
        str | None,
        typer.Option(
            metavar=both("ALASAN", "REASON"),
            help=both(
                "Menggantikan yang salah tulis, selama belum ada butir yang diperiksa.",
                "Takes the place of what was recorded wrongly, until a clause is looked at.",
            ),
        ),
    ] = None,
    from_: From = None,
    seen: Seen = None,
) -> None:
    """Record a signed agreement; it counts from now on."""
    if not asked:
        raise BadInput(_questions())
    if from_ is not None:
        signed = _signed(read_json(from_), name=from_)
    else:
        signed = Signed(
            document=text_or_file(document, document_file, option="--document"),
            promises=tuple(_promise(words) for words in clause or ()),
            signed_on=signed_on or today().isoformat(),
            signed_by=tuple(signed_by or ()),
            register=register,
        )
    if corrects is None:
        whole(sign_agreement(number, signed, by=who(as_), seen=seen))
    else:
        whole(correct_agreement(number, signed, by=who(as_), reason=corrects, seen=seen))
    count = len(signed.promises)
    typer.echo(both(f"{number}: {count} butir tercatat.", f"{number}: {count} clauses recorded."))


def _promise(words: str) -> Promise:
    text, owner, due_on, evidence, codes = fields(words, option="--clause", shape=CLAUSE)
    if owner is None:
        raise BadInput(f'--clause "{words}": "{CLAUSE}"')
    crosses = tuple(code.strip() for code in (codes or "").split(",") if code.strip())
    return Promise(text or "", owner, due_on, evidence=evidence, crosses=crosses)


def _questions() -> str:
    """Say the questions that an officer answers of each clause, with their codes."""
    lines = [f"  {code}: {both(said['id'], said['en'])}" for code, said in QUESTIONS.items()]
    first = both(
        "jawab untuk tiap butir, tulis kode jawaban 'ya' pada butirnya, lalu --asked:",
        "answer for each clause, write the codes of a 'yes' with it, then --asked:",
    )
    return "\n".join([first, *lines])


def _signed(content: dict[str, Any], *, name: str) -> Signed:
    """Read an agreement; ``shape`` below is the file's."""
    shape = (
        '{"document", "clauses": [{"words", "owner", "due_on", "evidence", "crosses"}], '
        '"signed_on", "signed_by"}'
    )
    try:
        return Signed(
            document=str(content["document"]),
            promises=tuple(
                Promise(**{**one, "crosses": tuple(one.get("crosses", ()))})
                for one in content["clauses"]
            ),
            signed_on=str(content.get("signed_on") or today().isoformat()),
            signed_by=tuple(map(str, content.get("signed_by", ()))),
        )
    except (TypeError, KeyError) as bad:
        raise BadInput(f"{name}: {bad}; {shape}") from None


def wording(
    number: Case,
    *,
    as_: As,
    words: Annotated[
        str, typer.Option(help=both("Isi butir, persis seperti akan ditandatangani.", "As signed."))
    ],
    reason: Annotated[str, typer.Option(help=both("Mengapa boleh.", "Why it crosses no line."))],
    seen: Seen = None,
) -> None:
    """Accept the words of a clause that only look as if they crossed a line of the law."""
    whole(accept_wording(number, words, by=who(as_), reason=reason, seen=seen))
    typer.echo(
        both(f"{number}: kata-kata butir diterima.", f"{number}: the clause's words are accepted.")
    )


def owner(
    number: Case,
    which: Annotated[
        int, typer.Argument(metavar="CLAUSE", help=both("Nomor butir.", "Its number."))
    ],
    *,
    as_: As,
    reason: Annotated[str, typer.Option(help=both("Mengapa boleh.", "Why it may be told."))],
    seen: Seen = None,
) -> None:
    """Let the owner of a clause be written to, though the reporter fears that office."""
    whole(release_clause(number, which, by=who(as_), reason=reason, seen=seen))
    typer.echo(both(f"{number}: butir {which} disampaikan.", f"{number}: clause {which} is told."))


def clause(
    number: Case,
    which: Annotated[
        int, typer.Argument(metavar="CLAUSE", help=both("Nomor butir.", "Its number."))
    ],
    result: Annotated[str, typer.Argument(help=" | ".join(RESULTS))],
    *,
    as_: As,
    evidence: Annotated[
        str | None, typer.Option(help=both("Bukti, dalam kata.", "In words."))
    ] = None,
) -> None:
    """Say of a clause whether it was kept."""
    whole(check_clause(number, by=who(as_), clause=which, result=result, evidence=evidence))
    how = word(result)
    typer.echo(both(f"{number}: butir {which} {how}.", f"{number}: clause {which} {how}."))
