"""``rukun decided``, ``rukun taskforce``: who decided before, and the last rung but the court."""

from typing import Annotated

import typer

from cli.asking import As, Case, Seen, who, whole
from cli.words import both
from desk.forums import Decree, convene_task_force, record_decision
from policies.forum import ARTICLE_42


def decided(
    number: Case,
    body: Annotated[
        str, typer.Argument(help=both("Lembaga, mis. kertha_desa.", "Body, e.g. kertha_desa."))
    ],
    *,
    on: Annotated[str, typer.Option(metavar="DATE", help=both("Hari putusan.", "The day."))],
    as_: As,
    seen: Seen = None,
) -> None:
    """Say that a body decided the matter itself: it is no forum for it any more."""
    whole(record_decision(number, body, by=who(as_), decided_on=on, seen=seen))
    typer.echo(both(f"{number}: putusan {body} tercatat.", f"{number}: {body} decided, recorded."))


def taskforce(
    number: Case,
    *,
    reason: Annotated[
        str, typer.Option(help=both("UU 7/2012 Ps 42: ", "Law: ") + ", ".join(ARTICLE_42))
    ],
    decree: Annotated[str, typer.Option(help=both("Nomor keputusan.", "The decree's number."))],
    as_: As,
    seen: Seen = None,
) -> None:
    """Take a dispute to the task force, by decree and for a reason of Law 7/2012 Article 42."""
    whole(convene_task_force(number, Decree(reason, decree), by=who(as_), seen=seen))
    typer.echo(both(f"{number}: dibawa ke Satgas.", f"{number}: taken to the task force."))
