"""The language of letter templates: text with {fields}. No code, no other syntax. Pure."""

import re
from collections.abc import Mapping

from kapstok.platform.errors import Refusal

_FIELD = re.compile(r"\{([a-z_]{1,40})\}")

# Fields that Kapstok fills in; every other field is asked of the medewerker.
KNOWN = (
    "aanvrager",
    "zaaknummer",
    "zaaktype",
    "onderwerp",
    "startdatum",
    "uiterlijk",
    "gemeente",
    "medewerker",
    "datum",
)


class BriefRefused(Refusal):
    """A letter cannot be made like this."""


def fields_of(*texts: str) -> list[str]:
    """Names of the fields, in the order in which they first appear."""
    return list(dict.fromkeys(name for text in texts for name in _FIELD.findall(text)))


def to_ask(*texts: str) -> list[str]:
    """Fields that a medewerker must fill in."""
    return [name for name in fields_of(*texts) if name not in KNOWN]


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its fields filled. A value is text and nothing else: braces in it stay braces."""
    return _FIELD.sub(lambda match: values.get(match.group(1), ""), text)


def missing(values: Mapping[str, str], *texts: str) -> list[BriefRefused]:
    """One refusal per field that is still empty, named as people read it."""
    return [
        BriefRefused("required", name, f"Vul in: {name.replace('_', ' ')}.")
        for name in fields_of(*texts)
        if not values.get(name, "").strip()
    ]
