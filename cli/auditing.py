"""``rukun audit verify|export|checkpoint|erase``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from cli.asking import As, BadInput, Case, Json, Seen, rules, who, whole
from cli.exits import FOUND
from cli.showing import console, filled, print_json
from cli.words import both, example, said
from desk import audit
from kit.findings import Finding
from kit.opening import FileVerification
from kit.periods import PeriodVerification, verify_any
from kit.receipts import Receipt, read_receipt
from models.verification import Verification

app = typer.Typer()

Receipts = Annotated[
    list[Path] | None,
    typer.Option(help=both("Tanda terima yang Anda simpan (.eml, .json).", "A receipt you kept.")),
]


@app.command(
    "verify",
    help=both(
        "Buktikan seluruh catatan, satu kasus, atau satu berkas ekspor; 4 bila ada temuan.",
        "Verify the whole record, one case, or an exported file; 4 if something is found.",
    ),
    epilog=example("rukun audit verify KLK-2026-00012.json --key PUB --receipt surat.eml"),
)
def verify(
    what: Annotated[
        str | None,
        typer.Argument(metavar="[CASE|FILE]", help=both("Kosong: semuanya.", "Empty: everything.")),
    ] = None,
    *,
    key: Annotated[
        str | None, typer.Option(help=both("Kunci publik, bukan dari berkasnya.", "Public key."))
    ] = None,
    receipt: Receipts = None,
    as_json: Json = False,
) -> None:
    """Verify; a file needs no database, and its own key is never trusted."""
    receipts = [read_receipt(path) for path in receipt or ()]
    found: Verification | FileVerification | PeriodVerification
    if what is None:
        found = _all(key, receipts, quiet=as_json)
    elif Path(what).exists():
        found = verify_any(Path(what), _given(key), receipts=receipts)
    elif what.endswith((".json", ".rukun")) or "/" in what:
        raise BadInput(f"{what}: " + both("tidak ada berkas itu", "there is no such file"))
    else:
        found = whole(audit.verify_one(what, receipts=receipts, key=key))
    _print(found, as_json=as_json)
    if not found.sound:
        raise typer.Exit(FOUND)


def _given(key: str | None) -> str:
    if key is None:
        raise BadInput(
            both(
                "--key: tulis kunci publik yang Anda simpan; kunci di dalam berkas tidak dipercaya",
                "--key: give the public key that you kept; the file's own key is not trusted",
            )
        )
    return key


def _all(key: str | None, receipts: Sequence[Receipt], *, quiet: bool) -> Verification:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    screen = Console(stderr=True)
    off = quiet or not screen.is_terminal
    with Progress(*columns, console=screen, transient=True, disable=off) as progress:
        bar = progress.add_task(both("Memeriksa fakta", "Verifying facts"), total=None)

        def shown(done: int, of: int) -> None:
            progress.update(bar, completed=done, total=of)

        return whole(audit.verify_all(receipts=receipts, key=key, progress=shown))


def _print(found: Verification | FileVerification | PeriodVerification, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "sound": found.sound,
                "facts": found.facts,
                "signed": found.signed,
                "proven": found.proven,
                "findings": list(found.findings),
                "erased": list(found.erased),
                "boundary": said(found.boundary),
            }
        )
        return
    out = console()
    if found.findings:
        out.print(_table(found.findings))
    if found.erased:
        count = len(found.erased)
        out.print(both(f"{count} teks sudah dihapus.", f"{count} texts were erased."))
    word = both("UTUH", "SOUND") if found.sound else both("ADA TEMUAN", "FINDINGS")
    facts = f"{found.facts} {both('fakta', 'facts')}"
    out.print(f"[bold {'green' if found.sound else 'red'}]{word}[/] {facts}")
    out.print(said(found.boundary))


def _table(findings: Sequence[Finding]) -> object:
    columns = (both("kasus", "case"), "seq", both("jenis", "kind"), both("temuan", "finding"))
    rows = [(one.chain, one.seq, one.kind, one.sentence) for one in findings]
    return filled(None, columns, rows)


@app.command(
    "export",
    help=both("Tulis rantai satu kasus ke berkas baru.", "Write a case's chain to a new file."),
    epilog=example("rukun audit export KLK-2026-00012 --as auditor:INSPEKTORAT-IRBAN"),
)
def export(
    number: Case,
    *,
    as_: As,
    to: Annotated[Path | None, typer.Option(help=both("Berkasnya.", "The file."))] = None,
    receipt: Receipts = None,
) -> None:
    """Export a case with its inclusion proof and checkpoint."""
    path = to or Path(f"{number}.json")
    against = [read_receipt(one).checkpoint for one in receipt or ()]
    written = whole(audit.export_case(number, path, by=who(as_), rules=rules(), against=against))
    count = len(written.records)
    typer.echo(
        both(f"{path}: {count} fakta, kunci", f"{path}: {count} facts, key") + f" {written.key}"
    )


@app.command(
    "checkpoint",
    help=both("Segel titik periksa sekarang.", "Seal a checkpoint now."),
    epilog=example("rukun audit checkpoint --as auditor:INSPEKTORAT-IRBAN --to receipt.json"),
)
def checkpoint(
    *,
    as_: As,
    to: Annotated[
        Path | None,
        typer.Option(help=both("Simpan tanda terima di sini.", "Keep the receipt here.")),
    ] = None,
    as_json: Json = False,
) -> None:
    """Seal the heads of all chains; the receipt is what to keep outside the house."""
    sealed = whole(audit.checkpoint(by=who(as_), rules=rules()))
    receipt = sealed.receipt
    if to is not None:
        with to.open("x", encoding="utf-8") as file:
            file.write(receipt.written())
    if as_json:
        print_json(receipt.model_dump(exclude={"heads"}))
    else:
        count, root = receipt.count, receipt.root
        told = both(f"{count} rantai, akar {root}", f"{count} chains, root {root}")
        typer.echo(f"#{receipt.checkpoint}: {told}")


@app.command(
    "erase",
    help=both("Hapus satu teks untuk selamanya; segelnya tetap.", "Erase one text for good."),
    epilog=example(
        "rukun audit erase KLK-2026-00012 TEXT-ID --as coordinator:KESBANG-KEPALA"
        " --reason asked_for"
    ),
)
def erase(
    number: Case,
    text: Annotated[str, typer.Argument(help=both("Id teks dari `rukun show`.", "The text's id."))],
    *,
    as_: As,
    reason: Annotated[
        str,
        typer.Option(metavar="CODE", help=both("Alasan: ", "Why: ") + ", ".join(audit.ERASURES)),
    ],
    seen: Seen = None,
) -> None:
    """Erase a text; its digest stays in the chain and proves nothing any more."""
    whole(audit.erase_text(number, text, by=who(as_), reason_code=reason, seen=seen))
    typer.echo(both(f"{number}: teks dihapus.", f"{number}: the text was erased."))
