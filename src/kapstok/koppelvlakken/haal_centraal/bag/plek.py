"""Objects by a point that is sent along (GeoJSON)."""

from typing import Annotated, Any, Literal

import msgspec

from kapstok.kern.rd import from_lonlat
from kapstok.koppelvlakken.haal_centraal.bag import fouten
from kapstok.koppelvlakken.haal_centraal.bag.deur import ETRS89, RD, Gevraagd
from kapstok.koppelvlakken.haal_centraal.bag.objecten import te_vinden, verzameling
from kapstok.koppelvlakken.haal_centraal.bag.vorm import SOORTEN
from kapstok.koppelvlakken.haal_centraal.bag.vraag import TIJD, uitgebreid
from kapstok.magazijnen.bag.plek import op_punt
from kapstok.platform.http.asked import header


class _Punt(msgspec.Struct):
    type: Literal["Point"]
    coordinates: Annotated[list[float], msgspec.Meta(min_length=2, max_length=3)]


def op_plek(asked: Gevraagd, *, code: str) -> dict[str, Any]:
    """The objects of a kind over a point."""
    soort = SOORTEN[code]
    known = te_vinden(soort)
    values = asked.waarden(*TIJD, "huidig", *(("expand",) if known else ()))
    expand = uitgebreid(values.get("expand"), known)
    maker = asked.samensteller(values)
    rows = op_punt(code, *_punt(asked), maker.op)
    return verzameling(asked, soort.onderdeel, maker.hal(code, rows, expand))


def _punt(asked: Gevraagd) -> tuple[float, float]:
    """In RD. Raises Geweigerd for what is no point of the Netherlands."""
    if (asked.request.content_type or "").lower() != "application/json":
        raise fouten.inhoudsoort()
    crs = header(asked.request, "Content-Crs").strip().lower() or RD
    if crs not in {RD, ETRS89}:
        raise fouten.crs()
    try:
        x, y, *_height = msgspec.json.decode(asked.request.body, type=_Punt).coordinates
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        reason = "Waarde is geen punt van GeoJSON."
        raise fouten.parameters([("body", "geojson", reason)]) from error
    if crs == ETRS89 and 3 < x < 8 and 50 < y < 54:
        x, y = from_lonlat(x, y)
    if not (-10_000 < x < 300_000 and 289_000 < y < 640_000):
        raise fouten.parameters([("coordinates", "range", "Dit punt ligt niet in Nederland.")])
    return x, y
