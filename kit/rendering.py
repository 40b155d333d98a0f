"""The one Jinja environment: what people read is rendered here and nowhere else.

A template's name ends in what it makes: ``.html`` is escaped, ``.txt`` is not. A name that a
template uses and was not given is an error, never an empty space in a letter.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context

from kit import dates

FOLDER = Path(__file__).resolve().parent.parent / "templates"


@cache
def environment() -> Environment:
    """Build the environment over ``templates/``; templates are compiled once per process."""
    jinja = Environment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"], default=False),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    jinja.filters |= {"said": _said, "day": _day, "moment": _moment, "hour": _hour, "brief": _brief}
    return jinja


def render(template: str, values: Mapping[str, object], *, language: str) -> str:
    """Render one template; ``language`` ("id" or "en") is what its filters speak.

    Raises ``jinja2.UndefinedError`` if the template uses a value that is not there, and
    ``jinja2.TemplateNotFound`` if there is no such template.
    """
    return environment().get_template(template).render(values, language=language)


@pass_context
def _said(context: Context, text: Mapping[str, str]) -> str:
    return text[str(context["language"])]


@pass_context
def _day(context: Context, day: date) -> str:
    return dates.day_in(str(context["language"]), day)


@pass_context
def _moment(context: Context, at: datetime) -> str:
    return dates.moment_in(str(context["language"]), at)


@pass_context
def _hour(context: Context, at: datetime) -> str:
    return dates.hour_in(str(context["language"]), at)


@pass_context
def _brief(context: Context, at: datetime) -> str:
    return dates.brief_in(str(context["language"]), at)
