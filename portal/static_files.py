"""Our own style and script, kept by browsers for a year: their address changes with them."""

from fastapi import APIRouter
from fastapi.responses import FileResponse
from starlette.exceptions import HTTPException

from portal.pages import STATIC

router = APIRouter(include_in_schema=False)
FILES = {"rukun.css": "text/css", "rukun.js": "text/javascript", "lambang.svg": "image/svg+xml"}
KEPT = "public, max-age=31536000, immutable"


@router.get("/aset/{digest}/{name}")
async def static_file(digest: str, name: str) -> FileResponse:
    """One of the few files that pages use."""
    if name not in FILES or not digest.isalnum():
        raise HTTPException(404)
    return FileResponse(STATIC / name, media_type=FILES[name], headers={"cache-control": KEPT})
