"""POST with an idempotency key: what was done is answered again, and nothing is done twice."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Header, Request, Response

from desk.calls import Answered, Call, begin_call, drop_call
from desk.programs import Program

Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=100,
        pattern=r"^[A-Za-z0-9_.:-]+$",
        description="Your own, new for each call. The same key gives the same answer.",
    ),
]


async def once(
    request: Request,
    program: Program,
    *,
    key: str,
    work: Callable[[Call], Awaitable[Answered]],
) -> Response:
    """Do the work of a call, or answer as the call with this key was answered."""
    call = Call(program.token, key)
    asked = f"{request.method} {request.url.path}\n".encode() + await request.body()
    before = await begin_call(call, asked=asked)
    if before is not None:
        return _answer(before, again=True)
    try:
        answered = await work(call)
    except BaseException:
        await drop_call(call)
        raise
    return _answer(answered, again=False)


def _answer(answered: Answered, *, again: bool) -> Response:
    headers = {"idempotency-replayed": "true"} if again else None
    return Response(answered.body, answered.status, media_type="application/json", headers=headers)
