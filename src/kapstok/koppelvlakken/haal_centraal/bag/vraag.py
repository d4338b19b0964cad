"""The parameters of a question: known ones only, all faults at once. Pure."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kapstok.koppelvlakken.haal_centraal.bag.fouten import Fout, parameters

DUTCH = ZoneInfo("Europe/Amsterdam")
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2})?(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})?", re.ASCII
)
Lezer = Callable[[str], Any]


class Waardefout(ValueError):
    """One wrong value: code and reason."""


def patroon(pattern: str) -> Lezer:
    """A text of this form."""
    compiled = re.compile(pattern, re.ASCII)

    def read(text: str) -> str:
        if not compiled.fullmatch(text):
            raise Waardefout("pattern", f"Waarde voldoet niet aan patroon {pattern}.")
        return text

    return read


def _naam(text: str) -> str:
    if not 1 <= len(text) <= 80 or "\x00" in text:
        raise Waardefout("maxLength", "Waarde is leeg of langer dan 80 tekens.")
    return text


def _zoek(text: str) -> str:
    if not 1 <= len(text) <= 255 or "\x00" in text:
        raise Waardefout("maxLength", "Waarde is leeg of langer dan 255 tekens.")
    return text


def _heel(low: int, high: int) -> Lezer:
    def read(text: str) -> int:
        if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
            raise Waardefout("integer", "Waarde is geen geldige integer.")
        number = int(text)
        if number < low:
            raise Waardefout("minimum", f"Waarde is lager dan minimum {low}.")
        if number > high:
            raise Waardefout("maximum", f"Waarde is hoger dan maximum {high}.")
        return number

    return read


def _ja_nee(text: str) -> bool:
    if text not in {"true", "false"}:
        raise Waardefout("boolean", "Waarde is geen geldige boolean.")
    return text == "true"


def _dag(text: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Waardefout("date", "Waarde is geen geldige datum.")


def _moment(text: str) -> datetime:
    """Without zone it is Dutch time; of the fraction the first three digits count."""
    found = _MOMENT.fullmatch(text.replace(" ", "+"))  # a plus that was not encoded
    try:
        if found:
            start, seconds, part, zone = found.groups()
            moment = datetime.fromisoformat(
                f"{start}{seconds or ':00'}.{(part or '0')[:3].ljust(3, '0')}{zone or ''}"
            )
            return moment if zone else moment.replace(tzinfo=DUTCH)
    except ValueError:
        pass
    raise Waardefout("date-time", "Waarde is geen geldige datum-tijd.")


def _nummer(digits: str) -> Lezer:
    return patroon(rf"[0-9]{{4}}({digits})[0-9]{{10}}")


LEZERS: dict[str, Lezer] = {
    "geldigOp": _dag,
    "beschikbaarOp": _moment,
    "huidig": _ja_nee,
    "geheleLvc": _ja_nee,
    "exacteMatch": _ja_nee,
    "expand": str,
    "page": _heel(1, 1_000_000),
    "pageSize": _heel(10, 100),
    "zoek": _zoek,
    "zoekresultaatIdentificatie": _zoek,
    "postcode": patroon(r"[1-9][0-9]{3}[a-zA-Z]{2}"),
    "huisnummer": _heel(1, 99_999),
    "huisletter": patroon(r"[a-zA-Z]"),
    "huisnummertoevoeging": patroon(r"[0-9a-zA-Z]{1,4}"),
    "woonplaatsNaam": _naam,
    "openbareRuimteNaam": _naam,
    "naam": _naam,
    "adresseerbaarObjectIdentificatie": _nummer("01|02|03"),
    "nummeraanduidingIdentificatie": _nummer("20"),
    "openbareRuimteIdentificatie": _nummer("30"),
    "pandIdentificatie": _nummer("10"),
    "woonplaatsIdentificatie": patroon(r"(?!0000)[0-9]{4}"),
}
TIJD = ("geldigOp", "beschikbaarOp")
BLADZIJDE = ("page", "pageSize")


def gelezen(
    asked: Mapping[str, str], allowed: tuple[str, ...], required: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The values by name. Raises Geweigerd with every fault."""
    values: dict[str, Any] = {}
    faults: list[Fout] = []
    for name, text in asked.items():
        if name not in allowed:
            faults.append((name[:100], "unknownParam", "Parameter is niet verwacht."))
            continue
        try:
            values[name] = LEZERS[name](text)
        except Waardefout as fault:
            faults.append((name, *fault.args))
    faults += [(name, "required", "Parameter is verplicht.") for name in required if name not in asked]
    if faults:
        raise parameters(faults)
    return values


def uitgebreid(expand: str | None, known: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Which related objects come along, each with the fields that are asked of it (none: all)."""
    if expand is None or expand == "false":
        return {}
    if expand == "true":
        return dict.fromkeys(known, frozenset())
    found: dict[str, set[str] | None] = {}
    for path in expand.split(","):
        name, _, field = path.strip().partition(".")
        if name not in known:
            raise parameters([("expand", "expand", f"Waarde {path.strip()[:100]} is niet bekend.")])
        if not field:
            found[name] = None
        elif (fields := found.setdefault(name, set())) is not None:
            fields.add(field)
    return {name: frozenset(fields or ()) for name, fields in found.items()}
