"""Codes as people know them: an agency, a figure, an office or a post; never a code."""

from models.regency import Regency, UnknownCode
from portal.languages import N_

Said = dict[str, str]
REPORTER = N_("pelapor")
SIDE = N_("salah satu pihak")


def named(code: str, rules: Regency) -> Said | str:
    """What to say for a code: by language, or marked words where it is nobody of the regency's."""
    post = rules.duty.post(code)
    if post is not None:
        return post.office
    for known in (_agency, _figure, _actor):
        try:
            return known(code, rules)
        except UnknownCode:
            continue
    return REPORTER if code.startswith("reporter") else SIDE


def _agency(code: str, rules: Regency) -> Said:
    return rules.agency(code).name


def _figure(code: str, rules: Regency) -> Said:
    return rules.figure(code).office


def _actor(code: str, rules: Regency) -> Said:
    return rules.actor(code).office
