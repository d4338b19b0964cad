"""Who somebody is and what was said with him is found by a number, however many partijen and contacts there are."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from django.db import connection

from kapstok.koppelvlakken.zgw.tests.groei import FEW, LARGE, SMALL, SPARE, Groei, planner_of
from kapstok.magazijnen.klanten.models import Partij
from kapstok.platform.db.direct import direct

_GROEI = """
CREATE TEMPORARY TABLE groei ON COMMIT DROP AS
SELECT n, uuidv7() AS partij, uuidv7() AS nummer, uuidv7() AS contact FROM generate_series(1, %(large)s) AS n
"""
_ROWS = (
    """
INSERT INTO klanten_partij (id, nummer, interne_notitie, soort_partij, voorkeurstaal, indicatie_actief)
SELECT partij, 'P' || n, '', 'persoon', '', true FROM groei WHERE n BETWEEN %(start)s AND %(end)s
""",
    """
INSERT INTO klanten_partijidentificator (id, identificeerde_partij_id, sub_identificator_van_id,
  andere_partij_identificator, code_objecttype, code_soort_object_id, object_id, code_register, sleutel)
SELECT nummer, partij, NULL::uuid, '', 'natuurlijk_persoon', 'bsn', lpad(n::text, 9, '0'), 'brp', ''
FROM groei WHERE n BETWEEN %(start)s AND %(end)s
UNION ALL SELECT uuidv7(), partij, nummer, '', 'vestiging', 'vestigingsnummer', 'V' || n, 'hr', ''
FROM groei WHERE n BETWEEN %(start)s AND %(end)s
""",
    """
INSERT INTO klanten_klantcontact (id, nummer, referentienummer, kanaal, onderwerp, inhoud, reactie,
  hoofd_onderwerp_type, verdere_actie_ondernomen, taal, vertrouwelijk, plaatsgevonden_op, metadata, soort, van, auteur)
SELECT contact, 'K' || n, 'R' || n, 'telefoon', 'Vraag', '', '', '', false, 'nld', false, now(), '{}', '', '', ''
FROM groei WHERE n BETWEEN %(start)s AND %(end)s
""",
    """
INSERT INTO klanten_betrokkene (id, was_partij_id, had_klantcontact_id, rol, organisatienaam, initiator, sleutel)
SELECT uuidv7(), partij, contact, 'klant', '', true, '' FROM groei WHERE n BETWEEN %(start)s AND %(end)s
""",
    """
INSERT INTO klanten_digitaaladres (id, verstrekt_door_partij_id, adres, soort_digitaal_adres, is_standaard_adres,
  omschrijving, referentie)
SELECT uuidv7(), partij, 'p' || n || '@voorbeeld.test', 'email', true, '', ''
FROM groei WHERE n BETWEEN %(start)s AND %(end)s
""",
    """
INSERT INTO klanten_onderwerpobject (id, klantcontact_id, object_id)
SELECT uuidv7(), contact, 'zaak-' || n FROM groei WHERE n BETWEEN %(start)s AND %(end)s
""",
)
_BSN = {"partijIdentificator__codeSoortObjectId": "bsn", "partijIdentificator__objectId": "000000003"}


class Klanten(Groei):
    """Partijen with a number and one below it, an address and a contact about a zaak."""

    name = "klanten.partij"

    def __init__(self) -> None:
        super().__init__()
        with connection.cursor() as cursor:
            cursor.execute(_GROEI, self.values)

    def fill(self, span: Mapping[str, Any]) -> None:
        with connection.cursor() as cursor:
            for statement in _ROWS:
                cursor.execute(statement, span)


@pytest.fixture
def klanten(just_loaded: Callable[..., None], tenant: Any) -> Iterator[Klanten]:
    with planner_of(("klanten_",), just_loaded) as planner:
        planner.saw("very many rows")
        yield Klanten()


def _within(prefix: str) -> dict[str, str]:
    return {f"{prefix}{name}": value for name, value in _BSN.items()}


ASKED: list[tuple[str, dict[str, str]]] = [
    ("klanten.partij", _BSN),
    ("klanten.partij", {"nummer": "P3"}),
    ("klanten.partij", {"subIdentificatorVan__objectId": "000000003"}),
    ("klanten.partijidentificator", {"partijIdentificatorObjectId": "000000003"}),
    ("klanten.betrokkene", _within("wasPartij__")),
    ("klanten.betrokkene", {"wasPartij__nummer": "P3"}),
    ("klanten.betrokkene", {"hadKlantcontact__nummer": "K3"}),
    ("klanten.klantcontact", _within("hadBetrokkene__wasPartij__")),
    ("klanten.klantcontact", {"nummer": "K3"}),
    ("klanten.klantcontact", {"onderwerpobject__onderwerpobjectidentificatorObjectId": "zaak-3"}),
    ("klanten.digitaaladres", _within("verstrektDoorPartij__")),
    ("klanten.digitaaladres", {"adres": "p3@voorbeeld.test"}),
]


def _number_found(groei: Groei, name: str, asked: dict[str, str]) -> int:
    row = direct(*groei.sent(asked, name=name), tenant=1)
    return int(row[0] or 0) if row else 0


def test_somebody_is_found_by_a_number_without_looking_at_the_others(klanten: Klanten) -> None:
    read: list[list[int]] = []
    for number in (FEW, SMALL, LARGE):
        klanten.until(number)
        read.append([klanten.pages(asked, name=name) for name, asked in ASKED])
    assert [_number_found(klanten, *one) for one in ASKED] == [1] * len(ASKED)
    grown = {
        str(one): two for one, *two in zip(ASKED, *read[1:], strict=True) if two[1] > two[0] * 1.5 + SPARE
    }
    assert not grown


def test_what_has_no_number_can_be_asked_for_too(tenant: Any) -> None:
    kinds = {"soort_partij": "persoon", "indicatie_actief": True}
    Partij.objects.create(nummer="", **kinds)
    Partij.objects.create(nummer="7", **kinds)
    groei = Klanten()
    assert [_number_found(groei, groei.name, {"nummer": n}) for n in ("", "7", "8")] == [1, 1, 0]
