"""In whose office people meet: never in one that has a tie or is feared. Pure."""

from collections.abc import Collection

from models.regency import Regency
from models.views import CaseSituation
from policies.forum import host_of

CAMAT = "CAMAT"


def host_said(situation: CaseSituation, *, rules: Regency, ties: Collection[str]) -> str | None:
    """The name of the office, where that is not the camat's.

    If every host has something against it, the secretariat's: somewhere they must sit.
    """
    code = host_of(rules.talks.hosts, situation, ties=ties) or rules.secretariat[0]
    if code == CAMAT:
        return None
    return rules.agency_of_kind(code, village=situation.village).name["id"]
