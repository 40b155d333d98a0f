"""What an agency must find out first. Pure: facts in, decision out."""

from models.views import Bar, CaseSituation

ALWAYS = ("sides", "injuries", "danger_now", "root_cause", "trigger", "willingness")
BY_CATEGORY: dict[str, tuple[str, ...]] = {
    "BTS": ("boundary_marks", "maps", "earlier_minutes"),
    "ADT": ("customary_code", "sanctions", "who_decided"),
    "AGM": ("both_faiths", "permit", "sensitive_dates"),
    "SDA": ("title", "use", "lawsuit"),
    "EKO": ("promise_before", "who_owes", "dates"),
    "AKW": ("groups", "reprisal_risk", "minors"),
    "POL": ("stage_of_election", "offence"),
    "KES": ("rumours", "cases_of_illness"),
}
SEALED = ("safety_of_victim", "protection", "medical_help")


def questions_for(situation: CaseSituation) -> tuple[str, ...]:
    """Codes of what to find out, in the order of asking; a sealed case asks only for safety."""
    if Bar.SEALED in situation.bars:
        return SEALED
    return ALWAYS + BY_CATEGORY.get(situation.category, ())
