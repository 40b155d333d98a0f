"""``rukun support``: what a supporting agency answers."""

from typing import Annotated

import typer

from cli.asking import BadInput, Seen, text_or_file, who, whole
from cli.words import both
from desk.answers import DECLINE_REASONS
from desk.supports import answer_as_support, answer_support_by_token


def support(
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
    received: Annotated[
        bool, typer.Option("--received", help=both("Tugas diterima.", "The task arrived."))
    ] = False,
    did: Annotated[
        str | None, typer.Option(help=both("Apa yang dikerjakan.", "What was done."))
    ] = None,
    did_file: Annotated[
        str | None, typer.Option(help=both("Berkas berisi itu.", "A file with it."))
    ] = None,
    cannot: Annotated[
        str | None,
        typer.Option(
            metavar="CODE",
            help=both("Tidak dapat: ", "It can't: ") + ", ".join(DECLINE_REASONS),
        ),
    ] = None,
    reason: Annotated[
        str | None, typer.Option(help=both("Penjelasannya.", "Why, in words."))
    ] = None,
    as_: Annotated[str | None, typer.Option("--as", metavar="ROLE:ID", help="agency:ID")] = None,
    seen: Seen = None,
) -> None:
    """Acknowledge a supporting task, say what was done, or that it can't be; never for the lead."""
    words = text_or_file(did, did_file, option="--did") if did or did_file else None
    if [received, bool(words), bool(cannot)].count(True) != 1 or (reason and not cannot):
        raise BadInput("--received | --did TEXT | --cannot CODE [--reason TEXT]")
    number = token
    if as_ is None:
        number = whole(answer_support_by_token(token, did=words, cannot=cannot, reason=reason))
    else:
        by = who(as_)
        whole(answer_as_support(token, by=by, did=words, cannot=cannot, reason=reason, seen=seen))
    typer.echo(both(f"{number}: terima kasih, tercatat.", f"{number}: thank you, it is recorded."))
