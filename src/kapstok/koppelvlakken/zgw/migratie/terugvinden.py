"""What was sent without an answer is looked for in the other installation before it is sent again."""

from collections.abc import Mapping, Sequence
from typing import Any

from kapstok.koppelvlakken.zgw.migratie.api import ApiBron
from kapstok.koppelvlakken.zgw.migratie.bron import (
    BESLUIT,
    DOCUMENT,
    VERSIONED,
    ZAAK,
    Json,
    id_of,
    same_moment,
)
from kapstok.koppelvlakken.zgw.migratie.koppeling import Koppeling
from kapstok.koppelvlakken.zgw.migratie.verschil import FILLED_IN
from kapstok.platform.resource import compiled

# These have a number that is theirs alone.
BY_NUMBER = {
    "catalogi.catalogus": ("domein", "rsin"),
    ZAAK: ("identificatie", "bronorganisatie"),
    DOCUMENT: ("identificatie", "bronorganisatie"),
    BESLUIT: ("identificatie", "verantwoordelijkeOrganisatie"),
}
# What hangs below something is listed by that something: the first of these that its body names.
ABOVE = ("zaak", "gerelateerdAan", "besluit", "informatieobject", "zaaktype", "catalogus")
# Members that tell it from the others below the same thing; of the rest, everything that was sent must be the same.
APART: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(VERSIONED, ("omschrijving", "beginGeldigheid")),
    "catalogi.zaaktype": ("identificatie", "beginGeldigheid"),
    "catalogi.statustype": ("volgnummer",),
    "catalogi.roltype": ("omschrijving",),
    "catalogi.resultaattype": ("omschrijving",),
    "catalogi.eigenschap": ("naam",),
    "catalogi.zaaktypeinformatieobjecttype": ("richting", "volgnummer"),
    "zaken.resultaat": (),
    "zaken.zaakeigenschap": ("eigenschap",),
    "zaken.zaakinformatieobject": ("informatieobject",),
    "besluiten.besluitinformatieobject": ("informatieobject",),
}


def find(doel: ApiBron, koppeling: Koppeling, name: str, body: Json) -> Json | None:
    """The thing that came of this body, if it did. What is known to have come of another one is not it."""
    place = doel.collection(name, str(body.get("zaak", "")))
    if name in BY_NUMBER:
        rows = doel.listed(name, place, {key: body[key] for key in BY_NUMBER[name]})
    else:
        rows = doel.listed(name, place, _above(name, body))
    members = () if name in BY_NUMBER else APART.get(name)
    if members is None:
        members = tuple(key for key in body if key not in FILLED_IN.get(name, ()))
    for row in rows:
        if not koppeling.is_there(str(row["url"])) and all(says(row.get(m), body.get(m)) for m in members):
            return row
    return None


def _above(name: str, body: Json) -> dict[str, str]:
    resource = compiled()[name].resource
    if resource.under is not None:
        return {}
    member = next(m for m in ABOVE if m in body and m in resource.filters)
    return {member: str(body[member])}


def says(there: Any, sent: Any) -> bool:
    """Is this what was sent? An installation may add members, and write moments and addresses in a way of its own."""
    if isinstance(sent, dict):
        told = there if isinstance(there, dict) else {}
        return all(says(told.get(key), value) for key, value in sent.items())
    if isinstance(sent, list) and isinstance(there, list):
        return len(sent) == len(there) and all(any(says(t, one) for t in there) for one in sent)
    return _plain(there) == _plain(sent)


def _plain(value: Any) -> Any:
    if value in (None, "", [], {}):
        return None
    if not isinstance(value, str):
        return value
    if value.startswith("http"):
        return id_of(value) or value
    return same_moment(value)
