"""Which agency should lead a case, who supports it, and how. Pure: facts in, decision out.

Who declined, is a side, has a tie or must not be told is passed over: the
route's alternate is asked next, then the secretariat. A sealed case knows only
the agencies that its override names (UU 12/2022 Ps 23, UU 23/2004).
"""

from collections.abc import Iterable, Iterator

from models.regency import Agency, Regency
from models.routing import Duty
from models.views import Approach, AssignmentChoice, CaseSituation, PassedOver, Support
from policies.audience import kept_from
from policies.routes import Rule, bars_of, find_rule

Words = dict[str, str]
CANNOT_LEAD: Words = {
    "id": "tidak dapat memimpin: menolak, pihak, atau berkepentingan",
    "en": "cannot lead: it declined, is a side, or has a tie",
}
IS_A_SIDE: Words = {
    "id": "pihak dalam perkara seperti ini",
    "en": "a side of such a matter",
}
NOT_TO_BE_TOLD: Words = {
    "id": "tidak boleh diberi tahu, atas permintaan pelapor",
    "en": "must not be told, as the reporter asked",
}
STANDS_IN: Words = {
    "id": "Instansi yang semula dituju tidak dapat memimpin.",
    "en": "The agency first meant cannot lead.",
}


class NoAgencyCovers(Exception):
    """Every agency that could lead the case was passed over; a coordinator must find one."""

    def __init__(self, situation: CaseSituation) -> None:
        """Say for which case."""
        super().__init__(f"{situation.number}: every agency that could lead it was passed over")


def choose_agency(situation: CaseSituation, *, regency: Regency) -> AssignmentChoice:
    """Choose by overrides and routes; ``NoAgencyCovers`` if nobody is left.

    Lead, supports and alternate are codes of offices (CAMAT-51.05.01), ``override`` is the id
    of the one that decided. ``follow_up`` takes over once the danger is over.
    """
    rule = find_rule(situation, regency=regency)
    override = rule.override
    leads = _offices(_lead_kinds(rule, regency=regency), situation, regency=regency)
    able = [office for office in leads if _why_not(office, situation, regency=regency) is None]
    if not able:
        raise NoAgencyCovers(situation)
    lead = able[0]
    own = _own_lead(rule, situation, regency=regency)
    follow_up = own if own and own.code != lead.code else None
    supports = list(_supports(rule, situation, regency=regency, follow_up=follow_up))
    return AssignmentChoice(
        lead=lead.code,
        approach=_approach(rule, situation, regency=regency, follow_up=follow_up),
        route=rule.route.id,
        reason=_reason(rule, stands_in=lead is not leads[0]),
        basis=_basis(rule),
        supports=_willing(supports, situation, lead=lead, regency=regency),
        override=override.id if override else None,
        sealed=override is not None and override.sealed,
        alternate=able[1].code if len(able) > 1 else None,
        follow_up=follow_up.code if follow_up else None,
        passed_over=tuple(_passed_over(leads, supports, situation=situation, regency=regency)),
    )


def rungs_for(agency: str, *, situation: CaseSituation, regency: Regency) -> tuple[str, ...]:
    """The actors whom an agency's silence climbs to; a sealed case climbs only its own rungs.

    Officers of an agency that must not be told are left out.
    """
    override = find_rule(situation, regency=regency).override
    closed = override is not None and override.sealed
    rungs = override.rungs if override and closed else regency.agency(agency).rungs
    feared = situation.not_to_tell
    return tuple(rung for rung in rungs if not kept_from(regency.actor(rung).agency or "", feared))


def _lead_kinds(rule: Rule, *, regency: Regency) -> Iterator[str]:
    override = rule.override
    if override and override.lead:
        yield override.lead
        if override.alternate:
            yield override.alternate
    else:
        yield from (rule.route.lead, rule.route.alternate)
    if not (override and override.sealed):
        yield from regency.secretariat


def _offices(
    kinds: Iterable[str], situation: CaseSituation, *, regency: Regency
) -> tuple[Agency, ...]:
    """The offices of these kinds in charge of the case's village, each once."""
    offices = (regency.agency_of_kind(kind, village=situation.village) for kind in kinds)
    return tuple({office.code: office for office in offices}.values())


def _why_not(office: Agency, situation: CaseSituation, *, regency: Regency) -> Words | None:
    if kept_from(office.code, situation.not_to_tell):
        return NOT_TO_BE_TOLD
    if office.kind in regency.category(situation.category).sides:
        return IS_A_SIDE
    if not {office.code, office.kind}.isdisjoint(situation.passed_over):
        return CANNOT_LEAD
    return None


def _own_lead(rule: Rule, situation: CaseSituation, *, regency: Regency) -> Agency | None:
    """Who takes over after an override that hands the case back to its category."""
    if rule.override is None or not rule.override.hands_back:
        return None
    kinds = (rule.route.lead, rule.route.alternate, *regency.secretariat)
    offices = _offices(kinds, situation, regency=regency)
    return next(
        (office for office in offices if _why_not(office, situation, regency=regency) is None), None
    )


def _approach(
    rule: Rule, situation: CaseSituation, *, regency: Regency, follow_up: Agency | None
) -> Approach:
    """The override's, unless one agency leads now and afterwards and no bar stands."""
    override, category = rule.override, regency.category(rule.route.category)
    stays = override is not None and override.hands_back and follow_up is None
    if override is None or (stays and not bars_of(situation, regency=regency)):
        return rule.route.approach or category.approach
    return override.approach


def _supports(
    rule: Rule, situation: CaseSituation, *, regency: Regency, follow_up: Agency | None
) -> Iterator[tuple[Agency, Words]]:
    """Everyone named to support, before anyone is passed over; the first duty of each counts."""
    override, routing = rule.override, regency.routing
    if override and override.own_duty and follow_up:
        yield follow_up, override.own_duty
    duties: list[Duty] = list(override.supports) if override else []
    if override is None or override.keeps_supports:
        extras = [
            extra.support
            for extra in routing.extra_supports
            if not set(extra.objects).isdisjoint(situation.objects)
        ]
        duties += (one for one in extras if one.duty)
        duties += rule.route.supports
        duties += (one for one in extras if not one.duty)
    for duty in duties:
        for office in _involved(duty.agency, situation, regency=regency):
            yield office, routing.duty_of(duty)


def _involved(kind: str, situation: CaseSituation, *, regency: Regency) -> tuple[Agency, ...]:
    """The offices of a kind for every village of this regency that the case touches."""
    known = {village.code for village in regency.villages}
    villages = [situation.village, *(v for v in situation.other_villages if v in known)]
    offices = (regency.agency_of_kind(kind, village=village) for village in villages)
    return tuple({office.code: office for office in offices}.values())


def _willing(
    supports: Iterable[tuple[Agency, Words]],
    situation: CaseSituation,
    *,
    lead: Agency,
    regency: Regency,
) -> tuple[Support, ...]:
    found: dict[str, Support] = {}
    for office, duty in supports:
        if office.code != lead.code and _why_not(office, situation, regency=regency) is None:
            found.setdefault(office.code, Support(agency=office.code, duty=duty))
    return tuple(found.values())


def _passed_over(
    leads: Iterable[Agency],
    supports: Iterable[tuple[Agency, Words]],
    *,
    situation: CaseSituation,
    regency: Regency,
) -> Iterator[PassedOver]:
    named = [*leads, *(office for office, _ in supports)]
    for office in {office.code: office for office in named}.values():
        reason = _why_not(office, situation, regency=regency)
        if reason:
            yield PassedOver(agency=office.code, reason=reason)


def _reason(rule: Rule, *, stands_in: bool) -> Words:
    """Why this agency. Who was passed over is not said: a mail may betray the reporter."""
    override = rule.override
    parts = [STANDS_IN] if stands_in else []
    if override is None or override.lead is None:
        parts.insert(0, rule.route.reason)
    if override:
        parts.append(override.reason)
    return {language: " ".join(part[language] for part in parts) for language in STANDS_IN}


def _basis(rule: Rule) -> Words:
    override = rule.override
    parts = [override.basis] if override else []
    if override is None or override.lead is None:
        parts.append(rule.route.basis)
    return {language: "; ".join(part[language] for part in parts) for language in STANDS_IN}
