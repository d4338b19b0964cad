"""Who changes what he does not reach, is told just that, and nothing of it happened."""

from typing import Any
from uuid import uuid4

import pytest

from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.events.models import Event

API = "http://ooststellingwerf.localhost/zaken/api/v1"
CATALOGI = "http://ooststellingwerf.localhost/catalogi/api/v1"
RSIN = "851000010"
SCOPES = ["zaken.aanmaken", "zaken.lezen", "zaken.bijwerken", "zaken.verwijderen"]
WRONG = {"bronorganisatie": "geen rsin", "startdatum": "ooit"}


@pytest.fixture
def limited(application: Any) -> Any:
    """Zaken of one zaaktype that everybody may know of."""
    return application(zrc=(SCOPES, "KAP", "openbaar"))


def _zaak(kind: Any, **more: Any) -> dict[str, Any]:
    own = {"zaaktype": f"{CATALOGI}/zaaktypen/{kind.id}", "startdatum": "2026-11-23"}
    return {**own, "bronorganisatie": RSIN, "verantwoordelijkeOrganisatie": RSIN, **more}


def _left() -> tuple[int, int, int]:
    return Zaak.objects.count(), AuditRecord.objects.count(), Event.objects.count()


def test_what_is_out_of_reach_is_told_before_what_is_wrong_with_the_body(
    given: Any, application: Any, limited: Any
) -> None:
    secret = _zaak(given.zaaktype(), vertrouwelijkheidaanduiding="geheim")
    place = application().send("post", f"{API}/zaken", secret).data["url"]
    before = _left()
    assert limited.send("patch", place, WRONG, 403).data["code"] == "permission_denied"
    assert limited.send("patch", place, {"toelichting": "Eik"}, 403).data["code"] == "permission_denied"
    assert limited.send("delete", place, None, 403).data["code"] == "permission_denied"
    assert _left() == before
    assert Zaak.objects.get().toelichting == ""


def test_what_is_not_there_is_told_before_what_is_wrong_with_the_body(application: Any, limited: Any) -> None:
    for app in (application(), limited):
        app.send("patch", f"{API}/zaken/{uuid4()}", WRONG, 404)
        app.send("put", f"{API}/zaken/{uuid4()}", WRONG, 404)
        app.send("delete", f"{API}/zaken/{uuid4()}", None, 404)


def test_nobody_writes_a_zaak_out_of_his_own_reach(given: Any, limited: Any) -> None:
    kind = given.zaaktype()
    public = _zaak(kind, vertrouwelijkheidaanduiding="openbaar")
    place = limited.send("post", f"{API}/zaken", public).data["url"]
    before = _left()
    secret = {"vertrouwelijkheidaanduiding": "geheim"}
    assert limited.send("patch", place, secret, 403).data["code"] == "permission_denied"
    assert limited.send("post", f"{API}/zaken", {**public, **secret}, 403).data["code"] == "permission_denied"
    assert _left() == before
    assert Zaak.objects.get().vertrouwelijkheidaanduiding == "openbaar"
