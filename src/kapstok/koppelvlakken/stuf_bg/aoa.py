"""The address of StUF-BG 3.10 (AOA, adresseerbaar object aanduiding) from the addresses of the day. Nobody is in it."""

from collections.abc import Callable
from typing import Any

from kapstok.koppelvlakken.stuf_bg.entiteit import Criterium, Entiteit, Onbekend, Veld, Waarde
from kapstok.magazijnen.bag.models import Nummeraanduiding

_LANGSTE_STRAAT = 24


def _van(name: str, longest: int | None = None) -> Callable[[Nummeraanduiding], Waarde]:
    return lambda row: Waarde(str(getattr(row, name))[:longest])


def _ordered(*names: str) -> Callable[[Nummeraanduiding], tuple[str, ...]]:
    def key(row: Nummeraanduiding) -> tuple[str, ...]:
        values: list[Any] = [getattr(row, name) for name in (*names, "identificatie")]
        return tuple(f"{v:05d}" if isinstance(v, int) else v for v in values)

    return key


_NUMMER = ("huisnummer", "huisletter")
AOA = Entiteit(
    soort="AOA",
    delen=(
        Veld("identificatie", (), _van("identificatie")),
        Veld("typering", (), lambda _: Waarde("Nummeraanduiding")),
        Onbekend("wpl.identificatie"),
        Veld("wpl.woonplaatsNaam", (), _van("woonplaats")),
        Onbekend("wpl.woonplaatsNaamNen"),
        Onbekend("opr.identificatie"),
        Veld("gor.openbareRuimteNaam", (), _van("openbare_ruimte")),
        Veld("huisnummer", (), _van("huisnummer")),
        Veld("huisletter", (), _van("huisletter")),
        Veld("huisnummertoevoeging", (), _van("toevoeging")),
        Veld("postcode", (), _van("postcode")),
        Veld("gor.straatnaam", (), _van("openbare_ruimte", _LANGSTE_STRAAT)),
        Onbekend("num.indicatieHoofdadres"),
        Veld("num.status", (), lambda _: Waarde("Naamgeving uitgegeven")),
        Onbekend("num.geconstateerd"),
        Onbekend("ingangsdatumObject"),
        Onbekend("einddatumObject"),
    ),
    kern=frozenset(
        {"identificatie", "wpl.woonplaatsNaam", "gor.openbareRuimteNaam", "postcode", *_NUMMER}
        | {"huisnummertoevoeging"}
    ),
    criteria={
        "identificatie": Criterium("identificatie", "", r"[0-9]{16}"),
        "postcode": Criterium("postcode", "", r"[1-9][0-9]{3}[A-Z]{2}"),
        "huisnummer": Criterium("huisnummer", "", r"[1-9][0-9]{0,4}"),
        "huisletter": Criterium("huisletter__iexact", "", r"[a-zA-Z]"),
        "huisnummertoevoeging": Criterium("toevoeging__iexact", "", r"[a-zA-Z0-9]{1,4}"),
        "gor.openbareRuimteNaam": Criterium("openbare_ruimte", "", r".{1,80}"),
        "wpl.woonplaatsNaam": Criterium("woonplaats", "", r".{1,80}"),
    },
    genoeg=(
        frozenset({"identificatie"}),
        frozenset({"postcode"}),
        frozenset({"openbare_ruimte", "woonplaats"}),
        frozenset({"openbare_ruimte", "huisnummer"}),
    ),
    zoek_op="Zoek op identificatie, op postcode, of op straat met woonplaats of huisnummer.",
    sortering={
        0: _ordered(),
        1: _ordered(),
        2: _ordered("postcode", *_NUMMER),
        3: _ordered("openbare_ruimte", *_NUMMER),
        4: _ordered("woonplaats", "openbare_ruimte", *_NUMMER),
    },
    sleutel="identificatie",
    sleutel_van=lambda row: row.identificatie,
    niet_hier=frozenset({"woonplaatsWaarinGelegen", "isVan"}),
)
