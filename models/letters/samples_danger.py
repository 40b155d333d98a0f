"""Samples of the letters of the red path and of bars."""

from datetime import UTC, datetime

from models.letters.alarms import (
    AlarmEnded,
    AlarmSent,
    AlarmSentSealed,
    AlarmWithheld,
    RakortasCalled,
    SituationAsked,
)
from models.letters.bars import BarLifted, BarRaised, SealedDue, SealLifted
from models.letters.base import Labels, Letter, Phone
from models.letters.oversight import TextErased
from models.views import Colour

NUMBER = "KLK-2026-00012"
TOKEN = "WyI5YjJjIiwxNzk1NDg1NjAwXQ.c2FtcGxl"  # noqa: S105 - a sample that opens nothing
EARLY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
LATE = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
CAMAT = {"id": "Camat Banjarangkan", "en": "Head of Banjarangkan District"}
SECRETARY = {"id": "Sekretaris Daerah", "en": "Regional Secretary"}
SECRETARIAT = {"id": "Sekretariat Tim Terpadu", "en": "Integrated Team Secretariat"}
BOUNDARY = {"id": "Batas wilayah", "en": "Village boundary"}
LABELS = Labels(category=BOUNDARY, village="Tusan", kecamatan="Banjarangkan", colour=Colour.YELLOW)
PHONES = (Phone(office=SECRETARIAT, phone="0366-000000"),)
MERITS = {
    "id": "pokok perkara tidak dibicarakan; keamanan dan kepulangan boleh",
    "en": "the merits are not talked about; safety and return may be",
}
BARS: tuple[Letter, ...] = (
    BarRaised(number=NUMBER, closes=MERITS, labels=LABELS, phones=PHONES),
    BarLifted(number=NUMBER, closes=MERITS, labels=LABELS, phones=PHONES),
    SealedDue(number=NUMBER, office=SECRETARY, due_at=LATE, late=True, phones=PHONES),
    SealLifted(number=NUMBER, agency=SECRETARY, phones=PHONES),
    TextErased(number=NUMBER),
)

POLSEK = {"id": "Piket Polsek Banjarangkan", "en": "Banjarangkan police duty desk"}
ON_DUTY = (Phone(office=POLSEK, phone="0366-000-410"), *PHONES)
ALARMS: tuple[Letter, ...] = (
    AlarmSent(
        number=NUMBER,
        office=POLSEK,
        village="Tusan",
        kecamatan="Banjarangkan",
        stage=3,
        dangers=({"id": "massa berkumpul", "en": "a crowd is massing"},),
        rung=0,
        climb=5,
        raised_at=EARLY,
        token=TOKEN,
        phones=ON_DUTY,
        then=(CAMAT,),
        then_at=LATE,
    ),
    AlarmSentSealed(
        number=NUMBER,
        office=POLSEK,
        raised_at=EARLY,
        token=TOKEN,
        phones=ON_DUTY,
        then_at=LATE,
    ),
    AlarmWithheld(
        number=NUMBER,
        raised_at=EARLY,
        sealed=False,
        nobody=False,
        left_out=ON_DUTY,
        hotlines=PHONES,
    ),
    RakortasCalled(
        number=NUMBER,
        office=SECRETARY,
        village="Tusan",
        kecamatan="Banjarangkan",
        stage=3,
        meet_by=LATE,
        basis={"id": "UU 23/2014 Ps 26", "en": "Law 23/2014 Art. 26"},
        seats=(SECRETARY, CAMAT),
        phones=PHONES,
    ),
    SituationAsked(
        number=NUMBER,
        office=SECRETARIAT,
        raised_at=EARLY,
        asks=1,
        village="Tusan",
        kecamatan="Banjarangkan",
    ),
    AlarmEnded(
        number=NUMBER,
        office=POLSEK,
        raised_at=EARLY,
        calm_at=LATE,
        village="Tusan",
        kecamatan="Banjarangkan",
    ),
)

DANGER = (*BARS, *ALARMS)
