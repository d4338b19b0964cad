"""Dates, times and amounts as people write them, by CLDR, in Dutch, Frisian and English."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal
from django.utils import timezone

LOCALES = {"nl": "nl_NL", "fy": "fy_NL", "en": "en_GB"}
PATTERNS = {
    "nl": "d MMMM y",
    "fy": "d MMMM y",
    "en": "d MMMM y",
}


def locale_for(language: str) -> str:
    """CLDR locale of an interface language; Dutch when we do not speak it."""
    return LOCALES.get(language[:2], "nl_NL")


def date_in_words(value: date | datetime, language: str, *, weekday: bool = False) -> str:
    """2026-11-23 as `23 november 2026`. CLDR writes Frisian months with a capital; running text does not."""
    if isinstance(value, datetime):
        value = _local(value).date()
    pattern = PATTERNS.get(language[:2], "d MMMM y")
    text = format_date(value, ("EEEE " if weekday else "") + pattern, locale=locale_for(language))
    return text.lower() if language.startswith("fy") else text


def date_short(value: date | datetime) -> str:
    """Day-month-year in digits for dense tables: 23-11-2026."""
    if isinstance(value, datetime):
        value = _local(value).date()
    return f"{value.day:02d}-{value.month:02d}-{value.year:04d}"


def moment_in_words(value: datetime, language: str) -> str:
    """Date and time: `23 november 2026, 14:05 uur`."""
    local = _local(value)
    clock = format_datetime(local, "HH:mm", locale=locale_for(language))
    hour_word = {"nl": " uur", "fy": " oere"}.get(language[:2], "")
    return f"{date_in_words(local.date(), language)}, {clock}{hour_word}"


def amount(value: Decimal, language: str) -> str:
    """Euro amount: € 12,50 or €12.50."""
    return format_currency(value, "EUR", locale=locale_for(language))


def number(value: Decimal | int, language: str) -> str:
    """Number with the separators of the language."""
    return format_decimal(value, locale=locale_for(language))


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value
