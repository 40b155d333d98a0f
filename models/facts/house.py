"""Facts without a case, in the chain of the house."""

from datetime import date

from models.facts.base import Fact


class HouseFounded(Fact):
    """The first fact of the house's own chain."""

    name = "house.founded"
    regency: str
    checkpoint_key: str


class RulesLoaded(Fact):
    """A rule set came into use; decisions name it by its hash."""

    name = "rules.loaded"
    rule_set: str


class CheckpointSealed(Fact):
    """A signed RFC 6962 Merkle root over (number, seq, head hash) of all chains."""

    name = "checkpoint.sealed"
    count: int
    root: str
    previous: int | None = None
    nightly: bool
    signature: str


class IntegrityFound(Fact):
    """The nightly check found something that is not as it was sealed."""

    name = "integrity.found"
    findings: tuple[str, ...]


class RecordsExported(Fact):
    """Records of a period were written to a file.

    ``listed`` is the SHA-256 of the cases' numbers, so that a file that leaves one out is found.
    """

    name = "records.exported"
    cases: int
    since: date | None = None
    until: date | None = None
    listed: str | None = None


class RecordRead(Fact):
    """An auditor read a record."""

    name = "record.read"
    what: str
    case: str | None = None


class UserChanged(Fact):
    """An account was added, changed, reset or disabled."""

    name = "user.changed"
    user: str
    change: str
    role: str | None = None


class SettingChanged(Fact):
    """A setting that matters to the record changed; never its value if it is a secret."""

    name = "setting.changed"
    setting: str
