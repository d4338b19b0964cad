"""The Contactgegevens API (1.1), declared: people and organisations outside the registers."""

from functools import partial

from kapstok.magazijnen.klanten import models as m
from kapstok.magazijnen.klanten.resources.base import GEGEVENS, GEGEVENS_SCOPES, adres, declared
from kapstok.platform.resource import fields

_declared = partial(declared, api=GEGEVENS, scopes=GEGEVENS_SCOPES)

persoon = _declared(
    m.Persoon,
    "persoon",
    fields.date("geboortedatum", required=True),
    fields.date("overlijdensdatum", nullable=True),
    fields.text("geslachtsnaam", 200, required=True),
    fields.choice("geslacht", ("m", "v", "o")),
    fields.text("voorvoegsel", 10),
    fields.text("voornamen", 200),
    adres("adres"),
)

organisatie = _declared(
    m.Organisatie,
    "organisatie",
    fields.text("handelsnaam", 255, required=True),
    fields.date("oprichtingsdatum", nullable=True),
    fields.date("opheffingsdatum", nullable=True),
    adres("adres"),
)
