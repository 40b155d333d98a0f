"""The few calls of Prefect's REST API that need no Prefect in the process."""

import asyncio
import logging
from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import httpx

from engine.running import api_of
from kit.settings import Settings

Json = Mapping[str, object]
PAGE = 200
POLL = 0.2
TOKEN = "Prefect-Csrf-Token"  # noqa: S105 - the header's name

logging.getLogger("httpx").setLevel(logging.WARNING)  # it writes a line for each request


async def _until(true: Callable[[], Awaitable[bool]]) -> None:
    while not await true():  # noqa: ASYNC110 - it is another process's state
        await asyncio.sleep(POLL)


class PrefectApi:
    """A client of one server, with its credentials and its CSRF token.

    Use as an async context manager. Calls raise ``httpx.HTTPError``.
    """

    def __init__(self, url: str, *, auth: str) -> None:
        self._me = str(uuid4())
        self._token: str | None = None
        self._turn = asyncio.Lock()
        self._http = httpx.AsyncClient(
            base_url=url,
            headers={"Authorization": "Basic " + b64encode(auth.encode()).decode()},
            timeout=10,
            trust_env=False,
        )

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Reach the server that a home runs, or that ``PREFECT_API_URL`` names."""
        url, auth = api_of(settings)
        return cls(url, auth=auth)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._http.aclose()

    async def emit(self, events: Sequence[Json]) -> None:
        """Hand events over; they are with the server's broker when this returns."""
        await self._call("POST", "/events", list(events))

    async def healthy(self) -> bool:
        """Whether the server answers, to our credentials: anybody's tells its health."""
        try:
            return (await self._http.get("/admin/version")).is_success
        except httpx.HTTPError:
            return False

    async def wait_until_healthy(self) -> None:
        """Wait, however long, until the server answers."""
        await _until(self.healthy)

    async def wait_for_pool(self, name: str) -> None:
        """Wait, however long, until the server answers and knows a work pool."""
        await _until(lambda: self.has_pool(name))

    async def workers(self, pool: str) -> list[dict[str, Any]]:
        """Read a pool's workers; none if there is no such pool yet."""
        if not await self.has_pool(pool):
            return []
        return await self._all(f"/work_pools/{pool}/workers/filter", {})

    async def has_pool(self, name: str) -> bool:
        """Whether the server answers and knows a work pool."""
        try:
            return (await self._http.get(f"/work_pools/{name}")).is_success
        except httpx.HTTPError:
            return False

    async def deployments(self) -> list[dict[str, Any]]:
        """Read all deployments."""
        return await self._all("/deployments/filter", {})

    async def automations(self) -> list[dict[str, Any]]:
        """Read all automations, each with its trigger and actions."""
        return await self._all("/automations/filter", {})

    async def unfinished_runs(self) -> list[dict[str, Any]]:
        """Read the flow runs that are Pending or Running."""
        state = {"type": {"any_": ["PENDING", "RUNNING", "CANCELLING"]}}
        return await self._all("/flow_runs/filter", {"flow_runs": {"state": state}})

    async def runs_by_flow(self) -> dict[tuple[str, str], int]:
        """Count the flow runs by the flow's name and the state's name."""
        flows = {one["id"]: str(one["name"]) for one in await self._all("/flows/filter", {})}
        counted: dict[tuple[str, str], int] = {}
        for run in await self._all("/flow_runs/filter", {}):
            key = (flows.get(run["flow_id"], "?"), str(run["state_name"]))
            counted[key] = counted.get(key, 0) + 1
        return counted

    async def _all(self, path: str, query: Json) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        while True:
            body = {**query, "limit": PAGE, "offset": len(rows)}
            page = (await self._call("POST", path, body)).json()
            rows += page
            if len(page) < PAGE:
                return rows

    async def _call(self, method: str, path: str, body: object) -> httpx.Response:
        sent = await self._csrf()
        answer = await self._http.request(method, path, json=body, headers=sent)
        if answer.status_code == httpx.codes.FORBIDDEN:
            renewed = await self._csrf(refused=sent)
            answer = await self._http.request(method, path, json=body, headers=renewed)
        return answer.raise_for_status()

    async def _csrf(self, *, refused: Mapping[str, str] | None = None) -> dict[str, str]:
        # One at a time: making a token voids the one before, also that of a call on its way.
        async with self._turn:
            if refused and refused.get(TOKEN) == self._token:
                self._token = None  # expired, or the server forgot it
            if self._token is None:
                answer = await self._http.get("/csrf-token", params={"client": self._me})
                if answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY:
                    return {}  # this server does without
                self._token = str(answer.raise_for_status().json()["token"])
            return {TOKEN: self._token, "Prefect-Csrf-Client": self._me}
