"""Every page of the portal, by the route that shows it: who opens it, and at which addresses.

``tests/browser/test_every_page.py`` looks at all of them, and refuses a route that is in neither
list: a new page is put here, a new route that shows none is named with the reason.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import Mount

from portal.auditing.listings import LISTINGS
from tests.browser.house import OBJECTING, House

NO_PAGE: Mapping[str, str] = {
    "/aset/{digest}/{name}": "the stylesheet, the script, the picture",
    "/sehat": "one word for machines",
    "/robots.txt": "a text for machines",
    "/langsung": "a stream that says when something changed",
    "/berkas/{number}/{file}": "a file, to be kept",
    "/jawab/{token}/berkas/{file}": "a file, to be kept",
    "/auditor/cari": "goes on to a history, or back to the first page",
    "/auditor/daftar/{listing}/{kind}": "a file, to be kept",
    "/auditor/waktu/{form}": "a file, to be kept",
    "/auditor/sampel/{kind}": "a file, to be kept",
    "/api/v1": "speaks JSON",
    "/masuk/luar": "goes on to another house's sign-in",
    "/masuk/luar/kembali": "comes back from there: test_every_page looks at what it says then",
    "/masuk/luar/kode": "only for whom another house just named: test_every_page looks at it",
}
DEMONSTRATED = ("/demo", "/demo/surat/{name}")  # in a demonstration's home alone


@dataclass(frozen=True, slots=True)
class Shown:
    """Who sees the pages of a route, and where, in a house where much happened and in a new one."""

    to: str
    at: Iterable[str]
    when_empty: Iterable[str] = ()


# The reporter of an ended case sees its pages otherwise.
OF_AN_ENDED_CASE = Shown("reporter of what ended", ["/lacak/kasus", f"/lacak/kasus/{OBJECTING}"])


def pages(house: House) -> Mapping[str, Shown]:
    """All pages of a house."""
    number, lists = house.agreed, [f"/auditor/daftar/{one}" for one in (*LISTINGS, "surat")]
    case, link = "/kasus/{number}/{act}", "/jawab/{token}/{act}"
    return {
        "/": Shown("nobody", ["/"], ["/", "/tidak-ada"]),
        "/lapor": Shown("nobody", ["/lapor"], ["/lapor"]),
        "/masuk": Shown("nobody", ["/masuk"], ["/masuk"]),
        "/masuk/atur/{token}": Shown("nobody", [house.setup]),
        "/lacak": Shown("nobody", ["/lacak"], ["/lacak"]),
        "/lacak/kode": Shown("nobody", ["/lacak/kode"], ["/lacak/kode"]),
        "/lacak/kode/{token}": Shown("nobody", [house.renewal]),
        "/lacak/kasus": Shown("reporter", ["/lacak/kasus"]),
        "/lacak/kasus/{name}": Shown("reporter", house.tellings),
        "/jawab/{token}": Shown("nobody", house.links),
        link: Shown("nobody", house.link_acts),
        "/instansi": Shown("agency", ["/instansi"], ["/instansi"]),
        "/instansi/serah-terima": Shown("agency", ["/instansi/serah-terima"]),
        "/koordinator": Shown("coordinator", ["/koordinator"], ["/koordinator"]),
        "/papan": Shown("coordinator", ["/papan"], ["/papan?status=needs_review&lewat=1"]),
        "/beban": Shown("coordinator", ["/beban"], ["/beban"]),
        "/direktori": Shown("coordinator", ["/direktori"], ["/direktori"]),
        "/telaah": Shown("coordinator", ["/telaah"], ["/telaah"]),
        "/telaah/{number}": Shown("coordinator", [f"/telaah/{house.doubtful}"]),
        "/telaah/{number}/{act}": Shown("coordinator", [f"/telaah/{house.doubtful}/dismiss"]),
        "/kasus/{number}": Shown("coordinator", [f"/kasus/{one}" for one in house.cases]),
        case: Shown("coordinator", house.case_acts),
        "/akun": Shown("administrator", ["/akun"], ["/akun"]),
        "/akun/program": Shown("administrator", ["/akun/program"], ["/akun/program"]),
        "/akun/saya": Shown("administrator", ["/akun/saya"], ["/akun/saya"]),
        "/akun/{account}": Shown("administrator", [house.account]),
        "/auditor": Shown("auditor", ["/auditor"], ["/auditor", "/auditor?tidak=1"]),
        "/auditor/kasus/{number}": Shown("auditor", [f"/auditor/kasus/{number}"]),
        "/auditor/kasus/{number}/cetak": Shown("auditor", [f"/auditor/kasus/{number}/cetak"]),
        "/auditor/periksa": Shown("auditor", ["/auditor/periksa"], ["/auditor/periksa"]),
        "/auditor/banding": Shown("auditor", ["/auditor/banding"]),
        "/auditor/daftar/{listing}": Shown("auditor", lists, lists[:1]),
        "/auditor/waktu": Shown("auditor", ["/auditor/waktu"], ["/auditor/waktu"]),
        "/auditor/masa": Shown("auditor", ["/auditor/masa"], ["/auditor/masa"]),
        "/auditor/masa/cetak": Shown("auditor", ["/auditor/masa/cetak"]),
        "/auditor/aturan": Shown("auditor", ["/auditor/aturan"]),
        "/auditor/aturan/{content_hash}": Shown("auditor", [house.rule_set]),
        "/auditor/jabatan": Shown("auditor", ["/auditor/jabatan"]),
        "/auditor/sampel": Shown("auditor", ["/auditor/sampel?benih=7"], ["/auditor/sampel"]),
    }


def shown_routes(app: FastAPI) -> Iterator[str]:
    """Every route that answers a GET, however its room was put on."""
    for one in _flat(app.routes):
        if isinstance(one, Mount) or (isinstance(one, APIRoute) and "GET" in (one.methods or ())):
            yield one.path


def _flat(routes: Iterable[object]) -> Iterator[object]:
    for one in routes:
        inner = getattr(one, "original_router", None)
        if inner is None:
            yield one
        else:
            yield from _flat(inner.routes)
