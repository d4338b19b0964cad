"""Numbers, amounts, dates, and numbers with a check digit."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from kapstok.diensten.formulieren.definitie import Vraag
from kapstok.diensten.formulieren.soorten.basis import Invoer, Ongeldig, Soortregels, named
from kapstok.diensten.formulieren.soorten.basis import gettext_noop as _
from kapstok.kern.fouten import InvalidValue
from kapstok.kern.nummers import Iban, format_iban, parse_bsn, parse_iban, parse_kvk

_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "fy": "jannewaris febrewaris maart april maaie juny july augustus septimber oktober novimber desimber",
    "en": "January February March April May June July August September October November December",
}
_MONTH_NUMBER = {
    name.lower()[:length]: number
    for names in _MONTHS.values()
    for number, name in enumerate(names.split(), start=1)
    for length in (3, len(name))
}
_DATE = re.compile(r"(\d{1,2})[\s\-/.]+(\d{1,2}|[a-z]{3,10})\.?[\s\-/.]+(\d{4})", re.IGNORECASE | re.ASCII)


def _number(vraag: Vraag, text: str, decimals: int) -> Decimal:
    """Dutch notation: 1.234,50; a single dot with one or two digits behind it is read as a comma."""
    plain = re.sub(r"[\s€]", "", text)
    if "," not in plain and re.fullmatch(r"-?\d+\.\d{1,2}", plain, re.ASCII) and decimals:
        plain = plain.replace(".", ",")
    if not re.fullmatch(r"-?(\d{1,15}|\d{1,3}(\.\d{3}){1,4})(,\d{1,6})?", plain, re.ASCII):
        raise Ongeldig(_("Vul bij %(vraag)s een getal in. Gebruik alleen cijfers."), vraag=named(vraag))
    number = Decimal(plain.replace(".", "").replace(",", "."))
    if -int(number.as_tuple().exponent) > decimals:
        if not decimals:
            raise Ongeldig(_("Vul bij %(vraag)s een heel getal in, zonder komma."), vraag=named(vraag))
        raise Ongeldig(
            _("Gebruik bij %(vraag)s niet meer dan %(aantal)s cijfers na de komma."),
            vraag=named(vraag),
            aantal=decimals,
        )
    least, most = vraag.limits.minimum, vraag.limits.maximum
    if least is not None and number < Decimal(str(least)):
        raise Ongeldig(
            _("Vul bij %(vraag)s een getal in van %(min)s of meer."), vraag=named(vraag), min=_dutch(least)
        )
    if most is not None and number > Decimal(str(most)):
        raise Ongeldig(
            _("Vul bij %(vraag)s een getal in van %(max)s of minder."), vraag=named(vraag), max=_dutch(most)
        )
    return number


def _dutch(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _parse_number(vraag: Vraag, invoer: Invoer) -> int | str | None:
    text = invoer.one()
    if not text:
        return None
    number = _number(vraag, text, vraag.limits.decimals)
    return format(number, "f") if vraag.limits.decimals else int(number)


def _parse_amount(vraag: Vraag, invoer: Invoer) -> str | None:
    text = invoer.one()
    return format(_number(vraag, text, 2), ".2f") if text else None


def parse_date(text: str) -> date | None:
    """24-12-2026, 24 12 2026, 24 december 2026 or 2026-12-24; None when it is no date at all."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        year, month, day = (int(part) for part in text.split("-"))
    else:
        found = _DATE.fullmatch(text.strip())
        if not found:
            return None
        day, year = int(found[1]), int(found[3])
        month = int(found[2]) if found[2].isdigit() else _MONTH_NUMBER.get(found[2].lower(), 0)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _parse_date(vraag: Vraag, invoer: Invoer) -> str | None:
    text = invoer.one()
    if not text:
        return None
    day = parse_date(text)
    if day is None:
        raise Ongeldig(_("Deze datum bestaat niet. Vul dag, maand en jaar in. Bijvoorbeeld 24-12-2026."))
    if day.year < 1850 or day.year > 2200:
        raise Ongeldig(_("Controleer het jaar bij %(vraag)s."), vraag=named(vraag))
    return day.isoformat()


def _show_date(_vraag: Vraag, value: Any, taal: str) -> list[str]:
    day = date.fromisoformat(value)
    return [f"{day.day} {_MONTHS.get(taal, _MONTHS['nl']).split()[day.month - 1]} {day.year}"]


def _with_check(parse: Callable[[str], str]) -> Callable[[Vraag, Invoer], str | None]:
    def read(_vraag: Vraag, invoer: Invoer) -> str | None:
        text = invoer.one()
        try:
            return str(parse(text)) if text else None
        except InvalidValue as refusal:
            raise Ongeldig(refusal.message) from refusal

    return read


def _schema_number(vraag: Vraag) -> dict[str, Any]:
    if vraag.limits.decimals:
        return {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]{1,6})?$"}
    limits = {"minimum": vraag.limits.minimum, "maximum": vraag.limits.maximum}
    return {"type": "integer", **{name: value for name, value in limits.items() if value is not None}}


NUMBERS = {
    "getal": Soortregels(
        _parse_number, _schema_number,
        show=lambda _v, value, _t: [str(value).replace(".", ",")],
        write=lambda v, value: {v.id: str(value).replace(".", ",")},
    ),
    "bedrag": Soortregels(
        _parse_amount,
        lambda _v: {"type": "string", "pattern": r"^-?[0-9]{1,15}\.[0-9]{2}$"},
        show=lambda _v, value, _t: ["€ " + str(value).replace(".", ",")],
        write=lambda v, value: {v.id: str(value).replace(".", ",")},
    ),
    "datum": Soortregels(
        _parse_date,
        lambda _v: {"type": "string", "format": "date"},
        show=_show_date,
        write=lambda v, value: {v.id: "-".join(reversed(str(value).split("-")))},
    ),
    "bsn": Soortregels(_with_check(parse_bsn), lambda _v: {"type": "string", "pattern": "^[0-9]{9}$"}),
    "kvk": Soortregels(_with_check(parse_kvk), lambda _v: {"type": "string", "pattern": "^[0-9]{8}$"}),
    "iban": Soortregels(
        _with_check(parse_iban),
        lambda _v: {"type": "string", "pattern": "^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"},
        show=lambda _v, value, _t: [format_iban(Iban(value))],
    ),
}  # fmt: skip
