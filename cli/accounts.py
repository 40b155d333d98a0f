"""``rukun user add|reset|link|disable|list``."""

from typing import Annotated

import typer

from cli.asking import As, Json, rules, who, whole
from cli.showing import console, filled, print_json
from cli.words import both, example
from desk.accounts import (
    Setup,
    add_account,
    disable_account,
    link_account,
    list_accounts,
    reset_account,
)
from kit.settings import settings

app = typer.Typer()
ADMINISTRATOR = "--as administrator:DISKOMINFO-ADMIN"

Login = Annotated[str, typer.Argument(help=both("Nama masuk.", "The login."))]


@app.command(
    "add",
    help=both(
        "Tambah akun bagi pemegang jabatan; pemiliknya memilih kata sandi lewat tautan.",
        "Add an account for an office; its holder chooses the password by a link.",
    ),
    epilog=example(f"rukun user add made.sari coordinator:KESBANG-PIKET {ADMINISTRATOR}"),
)
def add(
    login: Login,
    actor: Annotated[
        str, typer.Argument(metavar="ROLE:ID", help=both("Bertindak sebagai.", "Acts as."))
    ],
    *,
    as_: As,
    english: Annotated[bool, typer.Option("--english", help="Reads English.")] = False,
    oidc: Annotated[
        str | None,
        typer.Option(
            metavar="SUBJECT",
            help=both(
                "Dihubungkan dengan identitas ini, seperti ditampilkan halaman masuk.",
                "Linked to this identity, as the sign-in page shows it.",
            ),
        ),
    ] = None,
) -> None:
    """Add an account, and print its setup link."""
    language = "en" if english else "id"
    office = str(who(actor))
    work = add_account(login, office, by=who(as_), rules=rules(), language=language, subject=oidc)
    _print_link(whole(work))


@app.command(
    "reset",
    help=both(
        "Lupakan kata sandi dan autentikator; pemiliknya mulai lagi lewat tautan.",
        "Forget password and authenticator; the holder begins anew by a link.",
    ),
    epilog=example(f"rukun user reset made.sari {ADMINISTRATOR}"),
)
def reset(login: Login, *, as_: As) -> None:
    """Reset an account, and print its setup link."""
    _print_link(whole(reset_account(login, by=who(as_))))


@app.command(
    "link",
    help=both(
        "Hubungkan akun dengan identitas dari penyedia identitas.",
        "Link an account to an identity of the identity provider.",
    ),
    epilog=example(f"rukun user link made.sari --oidc 'https://id.example|42' {ADMINISTRATOR}"),
)
def link(
    login: Login,
    *,
    as_: As,
    oidc: Annotated[
        str,
        typer.Option(
            metavar="SUBJECT",
            help=both("Seperti ditampilkan halaman masuk.", "As the sign-in page shows it."),
        ),
    ],
) -> None:
    """Link an account to an identity."""
    whole(link_account(login, oidc, by=who(as_)))
    typer.echo(both(f"{login}: dihubungkan.", f"{login}: linked."))


@app.command(
    "disable",
    help=both("Akun tidak dapat masuk lagi, saat itu juga.", "It can sign in no more, at once."),
    epilog=example(f"rukun user disable made.sari {ADMINISTRATOR}"),
)
def disable(login: Login, *, as_: As) -> None:
    """Disable an account."""
    whole(disable_account(login, by=who(as_)))
    typer.echo(both(f"{login}: dinonaktifkan.", f"{login}: disabled."))


@app.command(
    "list",
    help=both("Semua akun.", "All accounts."),
    epilog=example(f"rukun user list {ADMINISTRATOR}"),
)
def show(*, as_: As, as_json: Json = False) -> None:
    """List the accounts."""
    found = whole(list_accounts(by=who(as_)))
    if as_json:
        print_json(found)
        return
    columns = (
        both("nama masuk", "login"),
        both("bertindak sebagai", "acts as"),
        both("keadaan", "state"),
        both("ditambahkan", "added"),
    )
    rows = [(one.login, one.actor, one.state, one.added_at) for one in found]
    console().print(filled(None, columns, rows))


def _print_link(setup: Setup) -> None:
    typer.echo(f"{settings().portal_address}/masuk/atur/{setup.token}")
    typer.echo(
        both(
            f"Serahkan tautan ini kepada pemilik akun {setup.login}; berlaku tiga hari, satu kali.",
            f"Hand this link to the holder of {setup.login}; it is valid for three days, once.",
        ),
        err=True,
    )
