"""``rukun notices list|preview|deliver``."""

from typing import Annotated
from uuid import uuid4

import typer

from cli.asking import Json, whole
from cli.showing import console, filled, print_json, word
from cli.words import both, example, spoken
from models.letters.catalogue import LETTERS
from models.letters.writing import preview as write_preview

app = typer.Typer()


@app.command(
    "list",
    help=both("Surel yang harus, akan, dan sudah dikirim.", "Mails owed and sent."),
    epilog=example("rukun notices list --state dead"),
)
def list_notices(
    case: Annotated[str | None, typer.Option(help=both("Satu kasus.", "One case."))] = None,
    state: Annotated[
        str | None, typer.Option(help="queued | sending | sent | dead | cancelled")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000)] = 50,
    *,
    as_json: Json = False,
) -> None:
    """List notices; addresses are not shown."""
    from models.reading_house import NoticeLine, notice_lines  # noqa: PLC0415 - preview needs none
    from models.session import reading  # noqa: PLC0415 - same

    async def read() -> tuple[NoticeLine, ...]:
        async with reading() as db:
            return await notice_lines(db, case=case, state=state, limit=limit)

    lines = whole(read())
    if as_json:
        print_json(lines)
        return
    columns = (
        both("kasus", "case"),
        both("jenis", "kind"),
        both("kepada", "to"),
        both("keadaan", "state"),
        both("percobaan", "tries"),
        both("dikirim (WITA)", "sent (WITA)"),
    )
    rows = [
        (
            one.case,
            one.kind,
            one.side or one.recipient,
            f"{word(one.state)} {one.trouble or ''}".strip(),
            one.attempts,
            one.sent_at,
        )
        for one in lines
    ]
    console().print(filled(None, columns, rows))


@app.command(
    "preview",
    help=both("Tampilkan contoh satu jenis surel.", "Show a sample of one kind of mail."),
    epilog=example("rukun notices preview case_assigned --lang en"),
)
def preview(
    kind: Annotated[str, typer.Argument(help=", ".join(sorted(LETTERS)))],
    *,
    html: Annotated[
        bool, typer.Option("--html", help=both("Bagian HTML.", "The HTML part."))
    ] = False,
    as_json: Json = False,
) -> None:
    """Write a sample letter; needs no database."""
    written = write_preview(kind, "en" if spoken() == "en" else "id")
    if as_json:
        print_json({"subject": written.subject, "text": written.text, "html": written.html})
    elif html:
        typer.echo(written.html)
    else:
        typer.echo(f"{both('Perihal', 'Subject')}: {written.subject}\n\n{written.text}")


@app.command(
    "deliver",
    help=both("Bunyikan pengiriman surel sekarang juga.", "Ring for the delivery of mails now."),
    epilog=example("rukun notices deliver"),
)
def deliver() -> None:
    """Ring the flow that delivers what waits; needs a running Rukun."""
    whole(_ring())
    typer.echo(both("Pengiriman dibunyikan.", "Delivery was rung for."))


async def _ring() -> None:
    from engine.prefect_api import PrefectApi  # noqa: PLC0415 - only here
    from engine.relay import WAITING  # noqa: PLC0415 - only here
    from kit.clock import machine_now  # noqa: PLC0415 - only here
    from kit.settings import settings  # noqa: PLC0415 - only here

    event: dict[str, object] = {
        "id": str(uuid4()),
        "event": WAITING,
        "occurred": machine_now().isoformat(),
        "resource": {"prefect.resource.id": "rukun.notices"},
        "related": [],
        "payload": {"cases": []},
    }
    async with PrefectApi.of(settings()) as api:
        await api.emit([event])
