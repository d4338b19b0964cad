"""An advice and its follow-up (appendix 1 of the plan). Pure."""

from collections.abc import Mapping
from typing import Any

SOORTEN = ("gevraagd", "ongevraagd")
GEVERS = (
    "owo_ia",
    "owo_div",
    "ciso",
    "bac",
    "ib_functionaris",
    "i_adviseur",
    "managementteam",
    "counterpart",
)
OPVOLGINGEN = ("gevolgd", "deels", "niet")
VERPLICHT = ("onderwerp", "adviseur", "advies", "samenwerking", "standaardisatie", "uitgebracht_op")
OPVOLGING = ("opvolging", "opvolging_reden", "opvolging_door", "opvolging_op")


def fouten(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Field and code of all that is wrong.

    Each advice answers the two questions that the plan asks always: does it help working together, and does it help
    to standardise. Whoever does not follow an advice, or not wholly, says why.
    """
    found = [(name, "verplicht") for name in VERPLICHT if not str(values[name] or "").strip()]
    found += [
        (name, "onbekend")
        for name, known in (("soort", SOORTEN), ("gever", GEVERS), ("opvolging", ("", *OPVOLGINGEN)))
        if values[name] not in known
    ]
    if values["opvolging"]:
        found += [(name, "verplicht") for name in ("opvolging_door", "opvolging_op") if not values[name]]
        if values["opvolging"] != "gevolgd" and not values["opvolging_reden"].strip():
            found.append(("opvolging_reden", "reden"))
        done, given = values["opvolging_op"], values["uitgebracht_op"]
        if done and given and done < given:
            found.append(("opvolging_op", "volgorde"))
    return found
