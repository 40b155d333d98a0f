"""Every address of the portal, walked from its own routes: nothing is left out by forgetting."""

import re
from collections.abc import Iterable, Iterator, Mapping

from fastapi import FastAPI
from starlette.routing import BaseRoute, Mount

PARAMETER = re.compile(r"\{([a-z_]+)\}")
API = "/api/v1"


def addresses(app: FastAPI) -> list[tuple[str, str]]:
    """Each method with each address, as routes write it."""
    return sorted(_walk(app.routes))


def _walk(routes: Iterable[BaseRoute], before: str = "") -> Iterator[tuple[str, str]]:
    for route in routes:
        if (included := getattr(route, "original_router", None)) is not None:
            yield from _walk(included.routes, before)
        elif isinstance(route, Mount):
            yield from _walk(route.routes, before + route.path)
        else:
            path, methods = getattr(route, "path"), getattr(route, "methods")  # noqa: B009 - of every kind of route
            yield from ((method, before + path) for method in methods or ())


def filled(address: str, values: Mapping[str, str]) -> str:
    """An address with its parameters."""
    return PARAMETER.sub(lambda found: values[found[1]], address)
