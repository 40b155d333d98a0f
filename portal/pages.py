"""Pages: the one place where a template becomes an answer.

Templates are in ``templates/pages/``. Each is given the visitor, the regency, the form's token,
what is said of the address (``kata``), and ``_`` for the catalogue of the visitor's language.
"""

import hashlib
from functools import cache
from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment

from kit.clock import now
from kit.rendering import environment
from kit.settings import settings
from models.reading_words import headline
from models.regency_folder import regency
from models.status import LABELS
from portal.forms import FIELD, form_token, remember
from portal.languages import in_language, languages, translated, translations
from portal.leaving import HARMLESS_SITE
from portal.sayings import SAYINGS
from portal.visitors import keep_language, visitor

STATIC = Path(__file__).parent / "static"
SEE_OTHER = 303


async def page(
    request: Request, template: str, /, *, status: int = 200, **values: object
) -> HTMLResponse:
    """Answer with a page in the visitor's language."""
    who = await visitor(request)
    shared = {
        "visitor": who,
        "language": who.language,
        "languages": languages(),
        "rules": regency(),
        "form_field": FIELD,
        "form_token": form_token(request),
        "path": request.url.path,
        "saying": SAYINGS.get(request.query_params.get("kata", ""), ""),
        "static": static_address,
        "labels": {status.value: label for status, label in LABELS.items()},
        "now": now(),
        "demo": settings().demo,
        "harmless_site": HARMLESS_SITE,
        "headline": lambda fact, body=None: headline(fact, who.language, body),
    }
    rendered = _environment(who.language).get_template(f"pages/{template}").render(shared | values)
    response = HTMLResponse(rendered, status_code=status)
    remember(request, response)
    keep_language(request, response)
    return response


def see(where: str, saying: str | None = None) -> RedirectResponse:
    """Go on to an address of ours, which then says one of ``portal.sayings``."""
    if saying is not None and saying not in SAYINGS:
        raise KeyError(saying)
    between = "&" if "?" in where else "?"
    more = f"{between}kata={saying}" if saying else ""
    return RedirectResponse(where + more, status_code=SEE_OTHER)


@cache
def static_address(name: str) -> str:
    """The address of a file of ours, with what changes when the file does."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/aset/{digest}/{name}"


@cache
def _environment(language: str) -> Environment:
    made = environment().overlay(extensions=["jinja2.ext.i18n"])
    made.globals = dict(made.globals)  # an overlay shares them: each language needs its own words
    catalogue = translations(language)
    made.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined] # the extension adds it
    made.filters = made.filters | {
        "said": lambda text: in_language(text, language),
        "translated": lambda words: translated(words, language),
    }
    return made
