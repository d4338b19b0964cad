"""What hangs on a zaaktype: what a body may say of it besides, and what it stays."""

from typing import Any

import pytest

from kapstok.koppelvlakken.zgw.tests.test_catalogi import faults, zaaktype_body


def test_what_follows_from_the_zaaktype_may_be_sent_and_stays_what_it_is(writer: Any) -> None:
    kind = writer.post("zaaktypen", zaaktype_body(writer.catalogus))
    row = {"zaaktype": kind["url"], "omschrijving": "Aanvrager", "omschrijvingGeneriek": "initiator"}
    given = {"beginGeldigheid": "1999-01-01", "eindeObject": None, "catalogus": writer.catalogus}
    made = writer.post("roltypen", {**row, **given})
    assert (made["beginGeldigheid"], made["catalogus"]) == ("2026-01-01", writer.catalogus)
    again = writer.send("put", made["url"], made, 200).data
    assert again == made
    other = {**row, "omschrijving": "Melder", "beginGeldigheid": "gisteren"}
    refused = writer.post("roltypen", other, 400)
    assert faults(refused) == {("beginGeldigheid", "invalid")}


@pytest.mark.regel("ztc-013")
def test_ztc_013_a_part_names_no_other_catalogus_than_its_zaaktype(writer: Any) -> None:
    body = {"domein": "ANDER", "rsin": "851000010", "contactpersoonBeheerNaam": "Beheer"}
    other = writer.post("catalogussen", body)["url"]
    kind = writer.post("zaaktypen", zaaktype_body(writer.catalogus))
    row = {"zaaktype": kind["url"], "omschrijving": "Aanvrager", "omschrijvingGeneriek": "initiator"}
    refused = writer.post("roltypen", {**row, "catalogus": other}, 400)
    assert faults(refused) == {("catalogus", "relations-incorrect-catalogus")}


def test_a_statustype_names_the_eigenschappen_that_have_a_value_before_it(writer: Any) -> None:
    kind = writer.post("zaaktypen", zaaktype_body(writer.catalogus))["url"]
    elsewhere = writer.post("zaaktypen", zaaktype_body(writer.catalogus, identificatie="ANDER"))["url"]
    form = {"formaat": "tekst", "lengte": "10", "kardinaliteit": "1"}
    row = {"definitie": "x", "specificatie": form}
    one, two = (
        writer.post("eigenschappen", {**row, "naam": n, "zaaktype": kind})["url"] for n in ("een", "twee")
    )
    stranger = writer.post("eigenschappen", {**row, "naam": "drie", "zaaktype": elsewhere})["url"]
    status = {"zaaktype": kind, "omschrijving": "Klaar", "volgnummer": 1}
    refused = writer.post("statustypen", {**status, "eigenschappen": [one, stranger]}, 400)
    assert faults(refused) == {("eigenschappen.1", "does_not_exist")}
    made = writer.post("statustypen", {**status, "eigenschappen": [one]})
    assert made["eigenschappen"] == [one]
    assert writer.get(one).data["statustype"] == made["url"]
    changed = writer.send("patch", made["url"], {"eigenschappen": [two]}, 200).data
    assert changed["eigenschappen"] == [two]
    assert writer.get(one).data["statustype"] is None
    assert writer.send("put", made["url"], status, 200).data["eigenschappen"] == [two]
