"""A regency as data: its places, agencies, routes, deadlines, figures and offices.

Shapes only; ``models/regency_folder.py`` reads them from a folder. Texts for people have exactly
the keys "id" and "en". Codes of places are the dotted ones of Kemendagri ("51.05.03.2004").
Pure: imports neither SQLAlchemy nor files.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, TypeVar

from pydantic import Field, StringConstraints, model_validator

from kit.sentences import Explained
from models.called import CALLED, UNKNOWN
from models.duty import DutyRoster, Post
from models.endings import Endings
from models.limits import Deadline, Pause
from models.observances import Calendar, Faith
from models.routing import Routing
from models.shapes import (
    Address,
    CategoryCode,
    Code,
    KecamatanCode,
    Shape,
    Text,
    VillageCode,
    Word,
)
from models.sittings import Talks
from models.views import Approach, Bar, FigureKind, Forum
from models.vocabulary import Vocabulary

Thing = TypeVar("Thing")


class UnknownCode(Explained):
    """The regency has no such village, agency, category, figure or actor."""


class Kecamatan(Shape):
    """A district of the regency."""

    code: KecamatanCode
    name: str
    slug: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]*$")]


class Village(Shape):
    """An administrative village (desa dinas) or town ward (kelurahan), with its centroid."""

    code: VillageCode
    bps_code: Annotated[str, StringConstraints(pattern=r"^\d{10}$")]
    name: str
    kind: Literal["desa", "kelurahan"]
    kecamatan: KecamatanCode
    postcode: Annotated[str, StringConstraints(pattern=r"^\d{5}$")]
    lat: Annotated[str, StringConstraints(pattern=r"^-?\d+\.\d+$")]
    lng: Annotated[str, StringConstraints(pattern=r"^-?\d+\.\d+$")]

    @property
    def slug(self) -> str:
        """The name as part of an address: "kampung-gelgel"."""
        return self.name.lower().replace(" ", "-")


class Relation(StrEnum):
    """What the bupati may do with an agency: dispose, request, or ask to facilitate."""

    PERANGKAT = "perangkat"
    VERTIKAL = "vertikal"
    ADAT = "adat"


class Agency(Shape):
    """An office that leads or supports. ``rungs`` are actors told, in order, when it is silent.

    ``kind`` equals ``code`` but for offices that exist per kecamatan or village:
    CAMAT-51.05.01 is a CAMAT.
    """

    code: Code
    kind: Code
    name: Text
    head: Text
    relation: Relation
    email: Address
    phone: str
    rungs: tuple[Code, ...] = Field(min_length=1)
    mandate: Text
    kecamatan: KecamatanCode | None = None
    village: VillageCode | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_of_its_kind(cls, written: object) -> object:
        if isinstance(written, dict) and "kind" not in written and "code" in written:
            return {**written, "kind": written["code"]}
        return written


class Category(Shape):
    """A kind of conflict; ``law_letters`` are those of UU 7/2012 Ps 5, none for the unclear.

    ``sides`` are kinds of agencies that are a side of each such case and neither lead nor support.
    ``to_figures`` is said to figures who calm, where the name would tip somebody off.
    """

    code: CategoryCode
    name: Text
    to_figures: Text | None = None
    law_letters: tuple[Literal["a", "b", "c", "d", "e"], ...] = ()
    law: Text
    mediator_kinds: tuple[FigureKind, ...] = ()
    approach: Approach
    bar: Bar | None = None
    sides: tuple[Code, ...] = ()

    @property
    def law_letter(self) -> str:
        """The letters as people write them: "d, e"."""
        return ", ".join(self.law_letters)


class Figure(Shape):
    """A tokoh, named by office, never by name.

    ``sits_in`` are the bodies that may have decided a matter already; ``objects`` what the
    figure is good for beyond the kind (a pekaseh for irrigation).
    """

    id: Code
    office: Text
    kind: FigureKind
    kecamatan: KecamatanCode
    village: VillageCode | None = None
    banjar: str | None = None
    faith: Faith | None = None
    woman: bool = False
    email: Address | None = None
    phone: str | None = None
    forums: tuple[Forum, ...] = Field(min_length=1)
    sits_in: tuple[Word, ...] = ()
    objects: tuple[Word, ...] = ()


class Role(StrEnum):
    """What an actor may do. A superior is told when an agency is silent, and decides nothing."""

    COORDINATOR = "coordinator"
    AGENCY = "agency"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    SUPERIOR = "superior"


class Actor(Shape):
    """An office that acts in Rukun or is told by it, never a person's name.

    ``answers`` marks the officer as whom an agency answers with a mail's link: its liaison for
    ordinary cases, and where it has one, another for sealed ones. ``reads_sealed`` marks whoever
    else of such an agency reads and decides them.
    """

    id: Code
    role: Role
    agency: Code | None = None
    office: Text
    email: Address
    language: Literal["id", "en"] = "id"
    answers: Literal["ordinary", "sealed"] | None = None
    reads_sealed: bool = False

    @property
    def is_marked(self) -> bool:
        """Whether sealed tasks of its agency are for this officer."""
        return self.reads_sealed or self.answers == "sealed"


class Hotline(Shape):
    """A public number that a mail may print; ``agency`` is the kind of agency that answers it."""

    code: Word
    name: Text
    number: str
    agency: Code | None = None


class Masthead(Shape):
    """The regency itself.

    ``secretariat`` is the agency that takes what nobody else can, then those that stand in for
    it. ``import_columns`` maps a field (source_id, date, village, channel, text) to the headers
    under which import files carry it. ``feared`` are words for offices that a reporter may name
    as not to be told, with the kinds of agencies and the parts of figures' ids that they mean.
    """

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    name: str
    timezone: str
    borders: tuple[str, ...]
    secretariat: tuple[Code, ...] = Field(min_length=1)
    hotlines: tuple[Hotline, ...] = ()
    import_columns: dict[Word, tuple[str, ...]]
    feared: dict[Word, tuple[Code, ...]] = Field(default_factory=dict)


class Regency(Masthead):
    """A whole regency and its lookups, which raise ``UnknownCode``.

    ``content_hash`` is the SHA-256 of the rule files, named by each decision's fact.
    """

    kecamatan: tuple[Kecamatan, ...]
    villages: tuple[Village, ...]
    agencies: tuple[Agency, ...]
    categories: tuple[Category, ...]
    routing: Routing
    deadlines: tuple[Deadline, ...]
    pauses: tuple[Pause, ...] = ()
    figures: tuple[Figure, ...]
    actors: tuple[Actor, ...]
    calendar: Calendar
    vocabulary: Vocabulary
    endings: Endings
    talks: Talks
    duty: DutyRoster
    content_hash: str

    def village(self, code: str) -> Village:
        """The village of a Kemendagri code ("51.05.03.2004")."""
        return _found(self._villages, code, called="village")

    def kecamatan_of(self, village: str) -> Kecamatan:
        """The kecamatan in which a village lies."""
        return _found(self._kecamatan, self.village(village).kecamatan, called="kecamatan")

    def agency(self, code: str) -> Agency:
        """The agency of a code, such as "POLRES" or "CAMAT-51.05.01"."""
        return _found(self._agencies, code, called="agency")

    def agency_of_kind(self, kind: str, *, village: str) -> Agency:
        """The office of a kind for a village: the village's, its kecamatan's, or the only one."""
        place = self.village(village)
        codes = (f"{kind}-{place.code}", f"{kind}-{place.kecamatan}", kind)
        code = next((code for code in codes if code in self._agencies), kind)
        return _found(self._agencies, code, called="agency")

    def agencies_of_kind(self, kind: str) -> tuple[Agency, ...]:
        """All offices of a kind: four for CAMAT, one for POLRES, none for an unknown kind."""
        return tuple(agency for agency in self.agencies if agency.kind == kind)

    def category(self, code: str) -> Category:
        """The category of a code, such as "BTS"."""
        return _found(self._categories, code, called="category")

    def deadline(self, kind: str) -> Deadline:
        """The deadline of a kind, such as "verification"."""
        return _found(self._deadlines, kind, called="deadline")

    def figure(self, code: str) -> Figure:
        """The figure of an id."""
        return _found(self._figures, code, called="figure")

    def actor(self, code: str) -> Actor:
        """The actor of an id, such as "KESBANG-SEKRETARIS"."""
        return _found(self._actors, code, called="actor")

    def actors_of(self, *, role: Role, agency: str | None = None) -> tuple[Actor, ...]:
        """The actors of a role, and of an agency if one is given."""
        return tuple(
            one for one in self.actors if one.role == role and agency in (None, one.agency)
        )

    def liaison(self, agency: str, *, sealed: bool) -> Actor | None:
        """As whom an agency answers with a mail's link; without a mark its first officer."""
        officers = self.actors_of(role=Role.AGENCY, agency=agency)
        for answers in ("sealed", "ordinary") if sealed else ("ordinary",):
            marked = next((one for one in officers if one.answers == answers), None)
            if marked is not None:
                return marked
        return next(iter(officers), None)

    def reads_sealed(self, actor: str, *, agency: str | None) -> bool:
        """Whether an officer reads what is sealed: where some of the agency are marked, they alone.

        A sexual offence is not for all who have an account at the police.
        """
        officers = self.actors_of(role=Role.AGENCY, agency=agency) if agency else ()
        marked = {one.id for one in officers if one.is_marked}
        return not marked or actor in marked or actor not in {one.id for one in officers}

    def mail_of(self, agency: str, *, sealed: bool) -> str:
        """Where an agency is written to: of a sealed case, to the officer who answers for it there.

        An agency's common mailbox has many readers.
        """
        found = self.agency(agency)
        officer = self.liaison(agency, sealed=True) if sealed else None
        return officer.email if officer and officer.answers == "sealed" else found.email

    def keeps_out(self, post: Post, not_to_tell: Collection[str]) -> bool:
        """Whether a post belongs to whom a reporter fears, by post, agency or kind of agency."""
        names = {post.code, post.agency, self.agency(post.agency).kind}
        return not names.isdisjoint(not_to_tell)

    def hotlines_but(self, not_to_tell: Collection[str]) -> tuple[Hotline, ...]:
        """The public numbers that lead to nobody a reporter fears."""
        return tuple(one for one in self.hotlines if one.agency not in not_to_tell)

    @cached_property
    def _villages(self) -> dict[str, Village]:
        return {village.code: village for village in self.villages}

    @cached_property
    def _kecamatan(self) -> dict[str, Kecamatan]:
        return {kecamatan.code: kecamatan for kecamatan in self.kecamatan}

    @cached_property
    def _agencies(self) -> dict[str, Agency]:
        return {agency.code: agency for agency in self.agencies}

    @cached_property
    def _categories(self) -> dict[str, Category]:
        return {category.code: category for category in self.categories}

    @cached_property
    def _deadlines(self) -> dict[str, Deadline]:
        return {deadline.kind: deadline for deadline in self.deadlines}

    @cached_property
    def _figures(self) -> dict[str, Figure]:
        return {figure.id: figure for figure in self.figures}

    @cached_property
    def _actors(self) -> dict[str, Actor]:
        return {actor.id: actor for actor in self.actors}


def _found(things: Mapping[str, Thing], code: str, *, called: str) -> Thing:
    try:
        return things[code]
    except KeyError:
        raise UnknownCode(UNKNOWN, code=code, called=CALLED[called].filled()) from None
