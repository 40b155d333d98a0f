"""Who calls, and what every answer looks like: tokens, scopes, errors."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict

from desk.programs import Program, program_of
from models.regency_folder import regency
from portal import tries

Code = str


class Problem(BaseModel):
    """What went wrong: a code for programs, a sentence for people, and the fields it is about."""

    model_config = ConfigDict(extra="forbid")

    code: str
    said: dict[str, str]
    fields: dict[str, str] = {}


class ApiTrouble(Exception):
    """An answer other than success. ``code`` is a key of ``TROUBLES``."""

    def __init__(
        self,
        code: str,
        *,
        said: Mapping[str, str] | None = None,
        fields: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.status, sentence = TROUBLES[code]
        self.problem = Problem(code=code, said=dict(said or sentence), fields=dict(fields or {}))


TROUBLES: Mapping[str, tuple[int, dict[str, str]]] = {
    "unreadable": (400, {"id": "permintaan tidak terbaca", "en": "the call cannot be read"}),
    "no_token": (
        401,
        {"id": "token tidak ada, salah atau berakhir", "en": "no token, a wrong or an expired one"},
    ),
    "not_allowed": (
        403,
        {"id": "token ini tidak boleh melakukan itu", "en": "this token may not do that"},
    ),
    "not_found": (404, {"id": "tidak ada", "en": "there is no such thing"}),
    "wrong_method": (405, {"id": "bukan cara memanggilnya", "en": "not the way to call it"}),
    "too_slow": (408, {"id": "terlalu lambat", "en": "too slow"}),
    "refused": (409, {"id": "ditolak", "en": "refused"}),
    "too_large": (413, {"id": "terlalu besar", "en": "too large"}),
    "wrong_fields": (422, {"id": "isian tidak tepat", "en": "the fields are not right"}),
    "too_many": (429, {"id": "terlalu sering", "en": "too often"}),
    "broken": (500, {"id": "ada yang rusak di pihak kami", "en": "something broke on our side"}),
    "lost": (
        503,
        {"id": "basis data tidak terjangkau; coba lagi", "en": "no database now; try again"},
    ),
}

ANSWERS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": said["en"]}
    for status, said in TROUBLES.values()
    if status not in {405, 408, 413, 500, 503}
}

bearer = HTTPBearer(
    auto_error=False, scheme_name="token", description="A token of `rukun token add`."
)
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


class Allowed:
    """A call for programs whose token has a scope."""

    def __init__(self, scope: str) -> None:
        self.scope = scope

    async def __call__(self, request: Request, given: Bearer) -> Program:
        """The program, or ``ApiTrouble``."""
        if given is None:
            raise ApiTrouble("no_token")
        program = await program_of(given.credentials, rules=regency())
        if program is None:
            await tries.count_place("api", request)
            raise ApiTrouble("no_token")
        if self.scope not in program.scopes:
            raise ApiTrouble("not_allowed")
        return program


Reporting = Annotated[Program, Depends(Allowed("report"))]
Reading = Annotated[Program, Depends(Allowed("read"))]
Acting = Annotated[Program, Depends(Allowed("act"))]
