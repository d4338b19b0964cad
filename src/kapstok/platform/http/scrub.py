"""Keeps personal data out of the logs: a structlog processor, to be placed just before the renderer.

A net under the rule that nobody logs personal data, not a licence to do so.
"""

import re
from collections.abc import Mapping, MutableMapping
from typing import Any

HIDDEN = "[afgeschermd]"
_MAX_DEPTH = 6

_SENSITIVE_KEYS = frozenset(
    [
        "authorization",
        "bsn",
        "burgerservicenummer",
        "client_secret",
        "code_verifier",
        "cookie",
        "email",
        "e_mail",
        "e-mail",
        "id_token",
        "access_token",
        "refresh_token",
        "set-cookie",
        "passphrase",
        "password",
        "wachtwoord",
        "secret",
        "session_key",
        "sessie",
        "telefoon",
        "telefoonnummer",
        "totp",
        "iban",
    ]
)
_NINE_DIGITS = re.compile(r"(?<![\w.])(?:\d{9}|\d{4}[. ]\d{2}[. ]\d{3}|\d{3}[. ]\d{3}[. ]\d{3})(?![\w]|\.\d)")
_BARE_NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")
# Bounded on both sides, so that a hostile line costs linear time.
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


# A signed token, and what follows the name of a way to log in.
_TOKEN = re.compile(r"\beyJ[\w-]{4,}\.[\w-]+(?:\.[\w-]*)?|(?<=\b[Bb]earer )\S+|(?<=\b[Tt]oken )\S{16,}")


def passes_elfproef(digits: str) -> bool:
    """The eleven test of the bsn: 9a+8b+...+2h-i is a multiple of 11 (Wabb, Besluit bsn)."""
    if len(digits) != 9 or not digits.isascii() or not digits.isdigit() or digits == "000000000":
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11 == 0


def _hide_bsn(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match.group())
    return HIDDEN if passes_elfproef(digits) else match.group()


def scrub_text(text: str) -> str:
    """The text without tokens, e-mail addresses and numbers that pass as a bsn."""
    text = _TOKEN.sub(HIDDEN, text)
    text = _EMAIL.sub(HIDDEN, text)
    text = _NINE_DIGITS.sub(_hide_bsn, text)
    return _BARE_NINE_DIGITS.sub(_hide_bsn, text)


def _scrub(value: Any, depth: int) -> Any:
    if isinstance(value, str):
        return scrub_text(value)
    if isinstance(value, bool | float) or value is None:
        return value
    if isinstance(value, int):
        return HIDDEN if passes_elfproef(str(value).zfill(9)) and value > 9_999_999 else value
    if depth >= _MAX_DEPTH:
        return HIDDEN
    if isinstance(value, Mapping):
        return {key: _scrub_item(str(key), item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_scrub(item, depth + 1) for item in value]
    return scrub_text(str(value))


def _scrub_item(key: str, value: Any, depth: int) -> Any:
    return HIDDEN if key.lower() in _SENSITIVE_KEYS and value else _scrub(value, depth)


def scrub_personal_data(
    _logger: Any, _method: str, event_dict: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """structlog processor; place it after format_exc_info, so that tracebacks are covered as well."""
    for key, value in list(event_dict.items()):
        if key in {"exc_info", "_record"}:
            continue
        event_dict[key] = _scrub_item(key, value, 0)
    return event_dict
