"""``rukun token add|end|list`` and ``rukun webhook add|stop|start|list``."""

from collections.abc import Sequence
from typing import Annotated

import typer

from cli.asking import As, Json, rules, who, whole
from cli.showing import console, filled, print_json
from cli.words import both, example
from desk import programs
from desk.programs import SCOPES, TOKEN_DAYS, Line, list_programs

tokens = typer.Typer()
webhooks = typer.Typer()
ADMINISTRATOR = "--as administrator:DISKOMINFO-ADMIN"

Name = Annotated[str, typer.Argument(help=both("Namanya.", "Its name."))]


@tokens.command(
    "add",
    help=both(
        "Beri sebuah program token; tampil sekali ini saja.",
        "Give a program a token; it is shown this once.",
    ),
    epilog=example(
        f"rukun token add lapor agency:DISKOMINFO-PETUGAS --scope report {ADMINISTRATOR}"
    ),
)
def add_token(
    name: Name,
    actor: Annotated[
        str, typer.Argument(metavar="ROLE:ID", help=both("Bertindak sebagai.", "Acts as."))
    ],
    *,
    as_: As,
    scope: Annotated[list[str], typer.Option(help=both("Boleh: ", "May: ") + ", ".join(SCOPES))],
    days: Annotated[
        int, typer.Option(min=1, max=3650, help=both("Berlaku sekian hari.", "Valid for days."))
    ] = TOKEN_DAYS,
) -> None:
    """Add a token, and print it."""
    office = str(who(actor))
    work = programs.add_token(name, office, scopes=scope, by=who(as_), rules=rules(), days=days)
    typer.echo(whole(work))


@tokens.command(
    "end",
    help=both("Token tidak membuka apa pun lagi.", "The token opens nothing any more."),
    epilog=example(f"rukun token end lapor {ADMINISTRATOR}"),
)
def end_token(name: Name, *, as_: As) -> None:
    """End a token."""
    whole(programs.end_token(name, by=who(as_)))
    typer.echo(both(f"{name}: diakhiri.", f"{name}: ended."))


@tokens.command(
    "list",
    help=both("Semua token.", "All tokens."),
    epilog=example(f"rukun token list {ADMINISTRATOR}"),
)
def list_tokens(*, as_: As, as_json: Json = False) -> None:
    """List tokens."""
    _print(whole(list_programs(by=who(as_)))[0], as_json=as_json)


@webhooks.command(
    "add",
    help=both(
        "Beri tahu sebuah alamat tentang fakta; rahasianya tampil sekali ini saja.",
        "Tell an address of facts; its secret is shown this once.",
    ),
    epilog=example(
        f"rukun webhook add lapor https://lapor.example/rukun --fact case.closed {ADMINISTRATOR}"
    ),
)
def add_webhook(
    name: Name,
    address: Annotated[str, typer.Argument(metavar="HTTPS", help="https://...")],
    *,
    as_: As,
    fact: Annotated[
        list[str] | None,
        typer.Option(help=both("Hanya fakta ini; tanpa ini semuanya.", "Only this; else all.")),
    ] = None,
) -> None:
    """Add a webhook, and print the secret that signs what it is told."""
    typer.echo(whole(programs.add_webhook(name, address, facts=fact or (), by=who(as_))))


@webhooks.command(
    "stop",
    help=both("Tidak diberi tahu lagi.", "It is told nothing more."),
    epilog=example(f"rukun webhook stop lapor {ADMINISTRATOR}"),
)
def stop_webhook(name: Name, *, as_: As) -> None:
    """Stop a webhook."""
    whole(programs.stop_webhook(name, by=who(as_)))
    typer.echo(both(f"{name}: dihentikan.", f"{name}: stopped."))


@webhooks.command(
    "start",
    help=both("Diberi tahu lagi.", "It is told again."),
    epilog=example(f"rukun webhook start lapor {ADMINISTRATOR}"),
)
def start_webhook(name: Name, *, as_: As) -> None:
    """Start a stopped webhook."""
    whole(programs.start_webhook(name, by=who(as_)))
    typer.echo(both(f"{name}: berjalan lagi.", f"{name}: it is told again."))


@webhooks.command(
    "list",
    help=both("Semua alamat, dan keadaannya.", "All addresses, and how they are."),
    epilog=example(f"rukun webhook list {ADMINISTRATOR}"),
)
def list_webhooks(*, as_: As, as_json: Json = False) -> None:
    """List webhooks."""
    _print(whole(list_programs(by=who(as_)))[1], as_json=as_json)


def _print(lines: Sequence[Line], *, as_json: bool) -> None:
    if as_json:
        print_json(lines)
        return
    columns = (
        both("nama", "name"),
        both("apa", "what"),
        both("keadaan", "state"),
        both("berlaku/diberi tahu", "until/told"),
    )
    console().print(
        filled(None, columns, [(one.name, one.what, one.state, one.told) for one in lines])
    )
