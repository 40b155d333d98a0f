"""A file attached to a case, as a download and never as a page of ours.

Behind the rights of whoever asks: signed in, or holding the link of a mail. Our address never
shows what a stranger sent: browsers save it, under a name that says nothing.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from desk.acting import AGENCY, COORDINATOR, Person
from desk.files import Opened, open_file
from portal.case_numbers import Number
from portal.links import place_of
from portal.visitors import Roles

router = APIRouter(include_in_schema=False)
Reader = Annotated[Person, Depends(Roles(COORDINATOR, AGENCY))]
TYPES = {
    "jpeg": ("image/jpeg", "jpg"),
    "png": ("image/png", "png"),
    "webp": ("image/webp", "webp"),
    "pdf": ("application/pdf", "pdf"),
}
NEVER_SHOWN = "sandbox; default-src 'none'; frame-ancestors 'none'"


@router.get("/berkas/{number}/{file}")
async def download(number: Number, file: str, who: Reader) -> Response:
    """A file of a case, for somebody who signed in."""
    return _saved(await open_file(number, file, by=who), number=number)


@router.get("/jawab/{token}/berkas/{file}")
async def download_by_link(token: str, file: str) -> Response:
    """A file of the case that a mail's link is for; of a sealed one only who signed in gets any."""
    place = await place_of(token)
    opened = await open_file(place.number, file, by=place.by, in_person=False)
    return _saved(opened, number=place.number)


def _saved(opened: Opened, *, number: str) -> Response:
    media, ending = TYPES[opened.kind]
    headers = {
        "content-disposition": f'attachment; filename="{number}.{ending}"',
        "content-security-policy": NEVER_SHOWN,
        "content-encoding": "identity",  # compressed already
    }
    return Response(opened.content, media_type=media, headers=headers)
