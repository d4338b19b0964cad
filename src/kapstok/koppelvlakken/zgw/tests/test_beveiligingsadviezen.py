"""The security advisories of the market leader (June to August 2026), tried on us over real addresses.

The first three have their published number in their name; of the others only what went wrong is known to us.
"""

import io
import json
import logging
import zipfile
from typing import Any

import pytest
import structlog
from django.core.files.uploadedfile import SimpleUploadedFile

from kapstok.magazijnen.zaken import services as s
from kapstok.platform.http.scrub import scrub_personal_data

BASE = "http://ooststellingwerf.localhost"
ZAKEN = "/zaken/api/v1/zaken"
SECRET = "GEHEIM-DOSSIER"
SCRIPT = "<script>alert('x')</script>"
SQUARE = {"type": "Polygon", "coordinates": [[[6, 52], [7, 52], [7, 53], [6, 53], [6, 52]]]}
POINT = {"type": "Point", "coordinates": [6.3, 52.9]}


def place(row: Any, path: str = "zaken", api: str = "zaken") -> str:
    return f"{BASE}/{api}/api/v1/{path}/{row}"


@pytest.fixture
def kinds(given: Any) -> tuple[Any, Any]:
    """A zaaktype that the application may see (KAP) and one that it may not."""
    return given.zaaktype(), given.zaaktype()


@pytest.fixture
def seen(given: Any, kinds: Any) -> Any:
    return given.zaak(kinds[0], zaakgeometrie=POINT)


@pytest.fixture
def hidden(given: Any, kinds: Any) -> Any:
    return given.zaak(kinds[1], zaakgeometrie=POINT, omschrijving=SECRET)


@pytest.fixture
def limited(application: Any) -> Any:
    return application(zrc=(["zaken.lezen", "audittrails.lezen"], "KAP", "zeer_geheim"))


@pytest.mark.regel("zgw-x-rechten")
@pytest.mark.parametrize("pages", ["", "?page=1", "?pageSize=500", "?expand=zaaktype,rollen"])
def test_ghsa_f29q_7rpr_jmjx_zoek_shows_nothing_beyond_the_rights(
    seen: Any, hidden: Any, limited: Any, pages: str
) -> None:
    for body in (
        {"uuid__in": [str(seen.id), str(hidden.id)]},
        {"zaakgeometrie": {"within": SQUARE}},
        {"zaaktype__in": [place(z.zaaktype_id, "zaaktypen", "catalogi") for z in (seen, hidden)]},
        {"bronorganisatie": hidden.bronorganisatie},
        {"uuid__in": [str(seen.id), str(hidden.id)], "fields": ["*"]},
    ):
        if "fields" in body and "expand" in pages:
            continue  # one excludes the other
        answer = limited.send("post", f"{ZAKEN}/_zoek{pages}", body, 200, **{"content-crs": "EPSG:4326"})
        assert SECRET not in answer.content.decode()
        assert str(hidden.id) not in answer.content.decode()
        assert (answer.data["count"], len(answer.data["results"])) == (1, 1)
    only = {"uuid__in": [str(hidden.id)]}
    assert limited.send("post", f"{ZAKEN}/_zoek", only, 200).data["count"] == 0


@pytest.mark.regel("zgw-x-rechten", "zrc-028")
def test_ghsa_v9vp_r9j9_9889_expand_shows_nothing_beyond_the_rights(
    given: Any, application: Any, kinds: Any, seen: Any, hidden: Any, limited: Any
) -> None:
    from kapstok.magazijnen.zaken.models import Zaak

    document = given.document(kinds[0], titel=SECRET)
    s.link_document(seen.id, document.informatieobject_id, actor=given.actor)
    other = s.Relatie(andere_zaak_id=hidden.id, aard_relatie="vervolg")
    changes = {"relevante_andere_zaken": [other], "hoofdzaak_id": None}
    s.change_zaak(seen.id, changes, actor=given.actor)
    Zaak.objects.filter(id=hidden.id).update(hoofdzaak_id=seen.id)
    paths = (
        "zaakinformatieobjecten.informatieobject",
        "relevanteAndereZaken",
        "deelzaken",
        "relevanteAndereZaken.rollen",
        "deelzaken.status.statustype",
        "zaaktype",
    )
    asked = [*paths, ",".join(paths)]
    for path in asked:
        for address in (f"{ZAKEN}/{seen.id}?expand={path}", f"{ZAKEN}?expand={path}"):
            answer = limited.client.get(address)
            assert answer.status_code in {200, 404}, path
            assert SECRET not in answer.content.decode(), address
    for path in paths[:3]:
        everything = application().get(f"{ZAKEN}/{seen.id}?expand={path}").content.decode()
        assert SECRET in everything, "there must be something to hide"
    fields = {"uuid__in": [str(seen.id)], "fields": ["url", {"deelzaken": ["omschrijving"]}]}
    told = limited.client.post(f"{ZAKEN}/_zoek", json.dumps(fields), content_type="application/json")
    assert SECRET not in told.content.decode()


@pytest.mark.regel("zgw-x-rechten", "zgw-x-scope")
def test_ghsa_vpvj_hgh4_8389_a_scope_counts_for_the_rows_it_was_given_for_only(
    application: Any, seen: Any, hidden: Any
) -> None:
    from kapstok.magazijnen.autorisaties.models import Autorisatie
    from kapstok.magazijnen.autorisaties.models import Client as ApiClient

    app = application(zrc=(["zaken.lezen"], "KAP", "zeer_geheim"))
    row = ApiClient.objects.get(client_id=app.client_id)
    Autorisatie.objects.create(
        applicatie_id=row.applicatie_id,
        component="zrc",
        zaaktype="KAP2",
        scopes=["zaken.aanmaken", "zaken.bijwerken"],
        max_vertrouwelijkheidaanduiding="zeer_geheim",
    )
    listed = app.get(ZAKEN)
    assert [z["uuid"] for z in listed.data["results"]] == [str(seen.id)]
    assert listed.data["count"] == 1
    assert app.get(place(hidden.id), 403).data["code"] == "permission_denied"
    low = application(zrc=(["zaken.lezen"], "KAP", "openbaar"))
    row = ApiClient.objects.get(client_id=low.client_id)
    Autorisatie.objects.create(
        applicatie_id=row.applicatie_id,
        component="zrc",
        zaaktype="KAP",
        scopes=["zaken.aanmaken"],
        max_vertrouwelijkheidaanduiding="zeer_geheim",
    )
    assert low.get(ZAKEN).data["count"] == 0


@pytest.mark.regel("zgw-x-rechten")
def test_the_audit_trail_keeps_the_filter_of_what_it_is_about(seen: Any, hidden: Any, limited: Any) -> None:
    own = limited.get(f"{ZAKEN}/{seen.id}/audittrail").data
    assert own
    assert limited.get(f"{ZAKEN}/{hidden.id}/audittrail", 403).data["code"] == "permission_denied"
    line = own[0]["uuid"]
    limited.get(f"{ZAKEN}/{hidden.id}/audittrail/{line}", 403)
    limited.get(f"{ZAKEN}/{seen.id}/audittrail/{hidden.id}", 404)


def test_path_traversal_a_file_that_is_read_in_reaches_nothing_outside_itself(
    given: Any, visit: Any, tmp_path: Any, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in (
            "../../../Catalogus.json",
            "/etc/ZaakType.json",
            "..\\..\\RolType.json",
            "C:/Eigenschap.json",
        ):
            archive.writestr(name, "[]")
        link = zipfile.ZipInfo("StatusType.json")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    beheer = visit("medewerker", roles=("functioneel-beheerder",))
    upload = SimpleUploadedFile("../../../../tmp/kapstok-inbraak.zip", made.getvalue(), "application/zip")
    answer = beheer.post(
        "/beheer/catalogi/inlezen/", {"bestand": upload, "catalogus": str(given.catalogus().id)}
    )
    assert answer.status_code == 422
    assert "root:" not in answer.content.decode()
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "..\\..\\boot.ini", 'a"\r\nSet-Cookie: x=1\r\n.pdf', "\x00.pdf"]
)
def test_path_traversal_the_name_of_a_document_is_a_name_only(
    application: Any, kinds: Any, name: str
) -> None:
    body = {
        "bronorganisatie": "851000010",
        "creatiedatum": "2026-11-23",
        "titel": "x",
        "auteur": "x",
        "taal": "nld",
        "bestandsnaam": name,
        "inhoud": "eA==",
        "bestandsomvang": 1,
        "informatieobjecttype": place(kinds[0].informatieobjecttype.id, "informatieobjecttypen", "catalogi"),
    }
    app = application()
    made = app.client.post(
        "/documenten/api/v1/enkelvoudiginformatieobjecten", json.dumps(body), content_type="application/json"
    )
    if made.status_code == 400:
        assert made.json()["invalidParams"][0]["name"] == "bestandsnaam"
        return
    told = app.client.get(made.json()["inhoud"].removeprefix(BASE))
    assert b"".join(told.streaming_content) == b"x"
    header = told["Content-Disposition"]
    assert header.startswith("attachment")
    assert not set("/\\\r\n") & set(header.partition("filename")[2].replace("UTF-8''", ""))
    assert "Set-Cookie" not in told


@pytest.mark.regel("zrc-x-object")
def test_jq_denial_of_service_the_definition_of_another_is_kept_and_never_run(
    application: Any, seen: Any, ontvanger: Any
) -> None:
    endless = {"url": ontvanger.url(), "schema": ".[] | recurse(. + 1)", "objectData": "[range(1e12)]"}
    body = {
        "zaak": place(seen.id),
        "objectType": "overige",
        "objectTypeOverigeDefinitie": endless,
        "objectIdentificatie": {"overigeData": {"a": 1}},
    }
    made = application().send("post", "/zaken/api/v1/zaakobjecten", body).data
    assert made["objectTypeOverigeDefinitie"] == endless
    assert ontvanger.calls == []


def test_stored_xss_what_an_application_wrote_is_text_on_every_screen(
    given: Any, application: Any, visit: Any, kinds: Any, seen: Any
) -> None:
    app = application()
    zaak = place(seen.id)
    app.send("patch", zaak, {"omschrijving": SCRIPT, "toelichting": SCRIPT}, 200)
    rol = {
        "zaak": zaak,
        "roltype": place(kinds[0].roltypen["initiator"].id, "roltypen", "catalogi"),
        "betrokkeneType": "natuurlijk_persoon",
        "roltoelichting": SCRIPT,
        "betrokkeneIdentificatie": {"inpBsn": "999993653", "geslachtsnaam": SCRIPT, "voornamen": SCRIPT},
    }
    app.send("post", "/zaken/api/v1/rollen", rol)
    eigenschap = place(kinds[0].eigenschappen["kapdatum"].id, "eigenschappen", "catalogi")
    app.send("post", f"{zaak}/zaakeigenschappen", {"zaak": zaak, "eigenschap": eigenschap, "waarde": SCRIPT})
    page = given.document(
        kinds[0], content=SCRIPT.encode(), titel=SCRIPT, formaat="text/html", bestandsnaam="x.html"
    )
    s.link_document(seen.id, page.informatieobject_id, actor=given.actor)
    besluit = {
        "besluittype": place(kinds[0].besluittype.id, "besluittypen", "catalogi"),
        "zaak": zaak,
        "verantwoordelijkeOrganisatie": "851000010",
        "datum": "2026-11-23",
        "ingangsdatum": "2026-11-24",
        "toelichting": SCRIPT,
    }
    app.send("post", "/besluiten/api/v1/besluiten", besluit)
    worker = visit("medewerker", roles=("behandelaar", "teamleider", "functioneel-beheerder"))
    shown = 0
    for address in (
        f"/werk/zaak/{seen.id}/",
        f"/werk/zaak/{seen.id}/document/{page.informatieobject_id}/",
        "/werk/zoeken/?q=alert",
        "/werk/team/",
        f"/beheer/logboek/?object={seen.id}",
    ):
        answer = worker.get(address)
        assert answer.status_code == 200, address
        text = answer.content.decode()
        assert "<script>alert" not in text, address
        shown += "&lt;script&gt;alert" in text
    assert shown >= 2, "the text must have been on the screens at all"
    download = app.client.get(
        f"/documenten/api/v1/enkelvoudiginformatieobjecten/{page.informatieobject_id}/download"
    )
    assert download["Content-Type"] == "application/octet-stream"
    assert download["Content-Disposition"].startswith("attachment")
    assert download["X-Content-Type-Options"] == "nosniff"


def test_secrets_do_not_come_into_an_error_report(
    application: Any, seen: Any, monkeypatch: Any, caplog: Any
) -> None:
    from kapstok.platform.resource.compile import Compiled

    app = application()
    token = app.client.defaults["HTTP_AUTHORIZATION"].removeprefix("Bearer ")

    def crash(*_: Any, **__: Any) -> None:
        raise RuntimeError(f"Bearer {token} bsn 999993653 a.b@voorbeeld.test")

    monkeypatch.setattr(Compiled, "read", crash)
    app.client.raise_request_exception = False
    with caplog.at_level(logging.DEBUG):
        answer = app.client.get(f"{ZAKEN}/{seen.id}?expand=rollen")
    assert answer.status_code == 500
    told = answer.content.decode()
    assert set(answer.json()) <= {"type", "code", "title", "status", "detail", "instance"}
    logged = json.dumps([_as_logged(record) for record in caplog.records])
    assert "RuntimeError" in logged, "the accident itself must be in the log"
    for secret in (token, "999993653", "a.b@voorbeeld.test"):
        assert secret not in told
        assert secret not in logged


def _as_logged(record: logging.LogRecord) -> Any:
    """The line as our handler would write it."""
    event = {"event": record.getMessage(), "exc_info": record.exc_info}
    return {
        key: str(value)
        for key, value in scrub_personal_data(
            None, "", structlog.processors.format_exc_info(None, "", event)
        ).items()
    }
