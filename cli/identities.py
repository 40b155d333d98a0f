"""``rukun identity ask|consent|refuse|read``: who reported, opened by two people."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from cli.asking import As, Case, Json, Seen, who, whole
from cli.showing import print_json
from cli.words import both, example
from desk.identities import ask_identity, consent_identity, read_identity, refuse_identity
from kit.dates import moment_in

app = typer.Typer()


@app.command(
    "ask",
    help=both(
        "Minta identitas pelapor dibuka; alasannya tersegel.",
        "Ask to open who reported; the reason is sealed.",
    ),
    epilog=example(
        "rukun identity ask KLK-2026-00012 --as coordinator:KESBANG-PIKET "
        '--reason "pelapor minta dijemput"'
    ),
)
def ask(
    number: Case,
    *,
    as_: As,
    reason: Annotated[str, typer.Option(help=both("Alasan, tersegel.", "Why; it is sealed."))],
    seen: Seen = None,
) -> None:
    """Ask; another coordinator consents."""
    whole(ask_identity(number, reason, by=who(as_), seen=seen))
    typer.echo(
        both(
            f"{number}: diminta; koordinator lain menyetujui dengan `rukun identity consent`.",
            f"{number}: asked; another coordinator consents by `rukun identity consent`.",
        )
    )


@app.command(
    "consent",
    help=both(
        "Setujui permintaan orang lain; ia membacanya satu kali dalam sehari.",
        "Consent to somebody else's request, who then reads it once within a day.",
    ),
    epilog=example("rukun identity consent KLK-2026-00012 --as coordinator:KESBANG-KEPALA"),
)
def consent(number: Case, *, as_: As, seen: Seen = None) -> None:
    """Consent as the second person."""
    until = whole(consent_identity(number, by=who(as_), seen=seen))
    said = both(moment_in("id", until), moment_in("en", until))
    typer.echo(
        both(f"{number}: disetujui, sampai {said}.", f"{number}: consented to, until {said}.")
    )


@app.command(
    "refuse",
    help=both("Jangan setujui, atau tarik kembali.", "Do not consent, or take it back."),
    epilog=example("rukun identity refuse KLK-2026-00012 --as coordinator:KESBANG-KEPALA"),
)
def refuse(
    number: Case,
    *,
    as_: As,
    reason: Annotated[
        str | None, typer.Option(help=both("Alasan, tersegel.", "Why; it is sealed."))
    ] = None,
    seen: Seen = None,
) -> None:
    """Refuse as the second person."""
    whole(refuse_identity(number, by=who(as_), reason=reason, seen=seen))
    typer.echo(both(f"{number}: tidak disetujui.", f"{number}: refused."))


@app.command(
    "read",
    help=both(
        "Baca identitas pelapor, satu kali, setelah disetujui.",
        "Read who reported, once, after the consent.",
    ),
    epilog=example("rukun identity read KLK-2026-00012 --as coordinator:KESBANG-PIKET"),
)
def read(number: Case, *, as_: As, seen: Seen = None, as_json: Json = False) -> None:
    """Read it; it is kept nowhere."""
    found = whole(read_identity(number, by=who(as_), seen=seen))
    if as_json:
        print_json(found)
    else:
        _print(found)


def _print(found: Mapping[str, Any]) -> None:
    for name, value in found.items():
        if isinstance(value, dict):
            typer.echo(f"{name}:")
            _print({f"  {inner}": one for inner, one in value.items()})
        elif value not in (None, False):
            typer.echo(f"{name}: {value}")
