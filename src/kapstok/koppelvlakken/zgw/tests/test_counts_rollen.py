"""The number of zaken by what their rollen are is kept with every write of a rol, however it is written."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from kapstok.magazijnen.zaken.models import Rol, Zaak
from kapstok.platform.audit.actor import SYSTEM
from kapstok.platform.db import fetch_value, tenant_scope
from kapstok.platform.resource import Call, Caller, compiled, query

NOW = datetime(2026, 11, 23, tzinfo=UTC)
KINDS, WORDS, POWERS = ("natuurlijk_persoon", "medewerker"), ("initiator", "behandelaar"), ("", "gemachtigde")
ROL = st.tuples(st.integers(0, 2), st.sampled_from(KINDS), st.sampled_from(WORDS), st.sampled_from(POWERS))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("bij"), st.lists(ROL, min_size=1, max_size=3)),
        st.tuples(st.just("anders"), ROL),
        st.tuples(st.just("weg"), st.integers(0, 2), st.sampled_from(KINDS)),
        st.tuples(st.just("rang"), st.integers(0, 2), st.integers(1, 8)),
        st.tuples(st.just("optellen")),
    ),
    max_size=7,
)
ASKED = {
    "rol__betrokkeneType": ("betrokkene_type", {k: k for k in (*KINDS, "vestiging")}),
    "rol__omschrijvingGeneriek": ("omschrijving_generiek", {w: w for w in (*WORDS, "beslisser")}),
    "rol__machtiging": ("indicatie_machtiging", {"eigen": "", "gemachtigde": "gemachtigde"}),
}


def _rol(zaken: list[UUID], roltype: UUID, of: tuple[int, str, str, str]) -> Rol:
    at, kind, word, power = of
    return Rol(
        zaak_id=zaken[at],
        roltype_id=roltype,
        betrokkene_type=kind,
        omschrijving=word,
        omschrijving_generiek=word,
        indicatie_machtiging=power,
        registratiedatum=NOW,
    )


def _do(step: Any, zaken: list[UUID], roltype: UUID) -> None:
    match step:
        case ("bij", rollen):
            Rol.objects.bulk_create([_rol(zaken, roltype, one) for one in rollen])
        case ("anders", (at, kind, word, power)):
            first = Rol.objects.order_by("id").values_list("id", flat=True)[:1]
            change = {"betrokkene_type": kind, "omschrijving_generiek": word, "indicatie_machtiging": power}
            Rol.objects.filter(id__in=list(first)).update(zaak_id=zaken[at], **change)
        case ("weg", at, kind):
            Rol.objects.filter(zaak_id=zaken[at], betrokkene_type=kind).delete()
        case ("rang", at, rang):
            Zaak.objects.filter(id=zaken[at]).update(vertrouwelijkheid_rang=rang)
        case _:
            fetch_value("SELECT zaak_tellingen_bij()")


def _check() -> None:
    """Every number is that of the zaken with such a rol, and as many rows come with it."""
    own = compiled()["zaken.zaak"]
    call = Call(Caller(UUID(int=0), 1, SYSTEM, everything=True), "http://owo.localhost", NOW, compiled())
    for name, (column, values) in ASKED.items():
        for asked, value in values.items():
            there = Rol.objects.filter(**{column: value}).values("zaak_id").distinct().count()
            count, rows = own.page(call, query.of_list(call, own, {name: asked}), body=True)
            assert (count, rows.count(b'"uuid":')) == (there, there), (name, asked)


def test_zaken_are_counted_by_what_their_rollen_are(given: Any, tenant: Any) -> None:
    """Whatever is added, changed or taken away, several at once too; and when a zaak goes, its rollen count no more."""
    kind = given.zaaktype()
    zaken = [given.zaak(kind).id for _ in range(3)]
    given.initiator(given.zaak(kind), kind)
    roltype = Rol.objects.values_list("roltype_id", flat=True)[0]

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @examples(STEPS)
    def counted(steps: list[Any]) -> None:
        Rol.objects.filter(zaak_id__in=zaken).delete()
        for step in steps:
            _do(step, zaken, roltype)
        _check()

    counted()
    Rol.objects.bulk_create([_rol(zaken, roltype, (n, KINDS[1], WORDS[1], POWERS[1])) for n in range(3)])
    Rol.objects.filter(zaak_id=zaken[0]).delete()
    Zaak.objects.filter(id=zaken[0]).delete()
    _check()
    with tenant_scope(2):
        assert fetch_value("SELECT count(*) FROM zaken_zaaktelling WHERE wat = 'rolsoorten'") == 0


@pytest.mark.regel("zgw-x-lijst")
def test_what_two_rollen_are_is_asked_together(given: Any, application: Any) -> None:
    kind, app = given.zaaktype(), application()
    zaak = given.zaak(kind)
    given.initiator(zaak, kind)
    given.zaak(kind)
    place = "/zaken/api/v1/zaken?rol__betrokkeneType=natuurlijk_persoon"
    assert app.get(f"{place}&rol__omschrijvingGeneriek=initiator").data["count"] == 1
    assert app.get(f"{place}&rol__omschrijvingGeneriek=behandelaar").data["count"] == 0
    assert app.get("/zaken/api/v1/zaken?rol__omschrijvingGeneriek=niets").data["count"] == 0


def test_every_way_to_name_somebody_finds_his_zaken(given: Any, application: Any) -> None:
    kind, app = given.zaaktype(), application()
    named = {
        "natuurlijkPersoon__anpIdentificatie": ("natuurlijk_persoon", {"anpIdentificatie": "A1"}),
        "natuurlijkPersoon__inpA_nummer": ("natuurlijk_persoon", {"inpA_nummer": "1234567890"}),
        "nietNatuurlijkPersoon__innNnpId": ("niet_natuurlijk_persoon", {"innNnpId": "851000010"}),
        "nietNatuurlijkPersoon__annIdentificatie": ("niet_natuurlijk_persoon", {"annIdentificatie": "N1"}),
        "organisatorischeEenheid__identificatie": ("organisatorische_eenheid", {"identificatie": "O1"}),
    }
    given.initiator(given.zaak(kind), kind)
    roltype = Rol.objects.values_list("roltype_id", flat=True)[0]
    for name, (of, who) in named.items():
        rol = _rol([given.zaak(kind).id], roltype, (0, of, "belanghebbende", ""))
        rol.betrokkene_identificatie = who
        rol.save()
        value = next(iter(who.values()))
        for place in ("zaken?rol__betrokkeneIdentificatie", "rollen?betrokkeneIdentificatie"):
            assert app.get(f"/zaken/api/v1/{place}__{name}={value}").data["count"] == 1, (place, name)
            assert app.get(f"/zaken/api/v1/{place}__{name}=x").data["count"] == 0, (place, name)
