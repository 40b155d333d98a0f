"""All tables in one place, for alembic and the tests."""

from models import (
    accounts,
    agreements,
    alerts,
    api,
    assignments,
    attachments,
    bars,
    cases,
    causes,
    chain,
    checkpoints,
    companions,
    deadlines,
    house,
    identities,
    notices,
    remains,
    reports,
    talks,
    texts,
    visits,
)
from models.base import Base

ROOMS = (
    accounts,
    agreements,
    alerts,
    api,
    assignments,
    attachments,
    bars,
    cases,
    causes,
    chain,
    checkpoints,
    companions,
    deadlines,
    house,
    identities,
    notices,
    remains,
    reports,
    talks,
    texts,
    visits,
)

metadata = Base.metadata

# Insert only, by grant and by trigger. The texts may be erased, and nothing else.
SEALED = ("fact", "assignment_answer", "rule_set", "checkpoint_leaf")
