"""All pages of the auditor's room, in the order in which addresses are compared."""

from fastapi import APIRouter

from portal.auditing import checking, histories, lists, rules, samples, spans, speed, start

ROUTERS: tuple[APIRouter, ...] = (
    start.router,
    histories.router,
    checking.router,
    lists.router,
    speed.router,
    spans.router,
    rules.router,
    samples.router,
)
router = APIRouter()
for one in ROUTERS:
    router.include_router(one)
