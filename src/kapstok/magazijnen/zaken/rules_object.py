"""Rules of zaakobjecten: what a zaak is about, by address or by an identification of its objectType. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.identificaties import BY_URL_ONLY, OBJECTEN
from kapstok.magazijnen.zaken.rules import NFE
from kapstok.magazijnen.zaken.rules_rol import faults_of


@dataclass(frozen=True, slots=True)
class GivenObject:
    """A zaakobject as it was given."""

    object_type: str
    object: str = ""
    object_type_overige: str = ""
    object_type_overige_definitie: Mapping[str, Any] | None = None
    object_identificatie: Mapping[str, Any] | None = None


def zaakobject_is_identified(given: GivenObject) -> list[ZaakRefused]:
    """A zaakobject has an address or an identification that fits its objectType."""
    if given.object_identificatie is None:
        text = "Geef het adres van het object (object) of zijn gegevens (objectIdentificatie)."
        return [] if given.object else [ZaakRefused("invalid-zaakobject", NFE, text)]
    if given.object_type in BY_URL_ONLY:
        text = "Dit soort object wordt alleen met zijn adres (object) vastgelegd."
        return [ZaakRefused("invalid-zaakobject", "object_identificatie", text)]
    return faults_of(OBJECTEN[given.object_type], given.object_identificatie, "objectIdentificatie")


def zaakobject_overige(given: GivenObject) -> list[ZaakRefused]:
    """objectTypeOverige (or its definition) names the kind of an object of type overige, and of no other."""
    named = bool(given.object_type_overige) or given.object_type_overige_definitie is not None
    if given.object_type == "overige" and not named:
        text = "Zeg bij objectType overige welk soort object het is."
        return [ZaakRefused("missing-object-type-overige", "object_type_overige", text)]
    if given.object_type != "overige" and named:
        text = "objectTypeOverige hoort alleen bij objectType overige."
        return [ZaakRefused("invalid-object-type-overige-usage", "object_type_overige", text)]
    return []


def zaakobject_type(type_zaaktype: object, zaaktype: object) -> list[ZaakRefused]:
    """The zaakobjecttype is one of the zaaktype of the zaak."""
    text = "Dit zaakobjecttype hoort niet bij het zaaktype van de zaak."
    return [] if type_zaaktype == zaaktype else [ZaakRefused("zaaktype-mismatch", NFE, text)]
