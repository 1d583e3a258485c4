"""What every page is made with: templates that escape, and a policy that forbids all else.

A page loads nothing and may run one script and use one style sheet, both named by their digest in
its Content-Security-Policy. What an article says is text, never markup: every value that a template
prints is escaped, and characters that would turn the line around are shown as what they are.
"""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from newsx.view.wording import in_words

# Controls, and the marks that reorder a line (UAX #9): shown, one for one, as U+FFFD.
_UNSEEN: Final = dict.fromkeys(
    (
        *range(9),
        *range(11, 32),
        *range(127, 160),
        8206,
        8207,
        *range(8232, 8239),
        *range(8294, 8298),
    ),
    "�",
)
# What would end a script element, or a line of JavaScript.
_IN_SCRIPT: Final = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def visible(value: object) -> object:
    r"""Return a text with the characters that act without being seen made visible.

    >>> visible("up 5%\u202e")
    'up 5%\ufffd'
    """
    if isinstance(value, str) and not isinstance(value, Markup):
        return value.translate(_UNSEEN)
    return value


def web_address(url: str | None) -> str | None:
    """Return an address that a browser may be sent to: http or https, never `javascript:`.

    >>> web_address("javascript:alert(1)") is None
    True
    """
    try:
        return url if url and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None


def embedded(value: object) -> Markup:
    """Return a value as JSON that may stand in a script element, whatever it holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_IN_SCRIPT))  # noqa: S704 - what could end the element is written as \u....


def render(template: str, **values: object) -> str:
    """Return a whole page: a template of this package with script, style and policy inlined."""
    own = {name: Markup(_asset(f"newsx.{name}")) for name in ("css", "js")}  # noqa: S704 - ours
    page = _environment().get_template(template)
    return page.render(**values, own=own, policy=_policy())


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("newsx.view"),
        autoescape=True,
        finalize=visible,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["embedded"] = embedded
    environment.filters["in_words"] = in_words
    environment.filters["web_address"] = web_address
    return environment


@cache
def _asset(name: str) -> str:
    return (files("newsx.view") / "assets" / name).read_text(encoding="utf-8")


@cache
def _policy() -> str:
    """Return the Content-Security-Policy: nothing but our own script and style, by digest."""

    def digest(name: str) -> str:
        return b64encode(sha256(_asset(name).encode()).digest()).decode()

    return (
        f"default-src 'none'; script-src 'sha256-{digest('newsx.js')}'; "
        f"style-src 'sha256-{digest('newsx.css')}'; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
