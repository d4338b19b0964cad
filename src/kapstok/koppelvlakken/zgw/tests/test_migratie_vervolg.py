"""A second run, days later: what came at the source comes along, what changed here stays, and all of it is told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kapstok.koppelvlakken.zgw.migratie.bijwerken import HIER_GEWIJZIGD
from kapstok.koppelvlakken.zgw.tests.test_migratie import TO, _differences, _read, _write
from kapstok.magazijnen.autorisaties.models import Applicatie
from kapstok.magazijnen.besluiten.models import Besluit, BesluitInformatieObject
from kapstok.magazijnen.documenten.models import EnkelvoudigInformatieObject
from kapstok.magazijnen.zaken.models import Rol, Zaak, ZaakInformatieObject, ZaakRelatie
from kapstok.magazijnen.zaken.services import change_zaak
from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.db import tenant_scope
from kapstok.platform.work import SYSTEM

BASE = "http://ooststellingwerf.localhost"
ZRC, DRC, BRC = (f"{BASE}/{name}/api/v1" for name in ("zaken", "documenten", "besluiten"))


@pytest.fixture
def first(everything: Any, tmp_path: Path) -> Any:
    """Everything of a municipality was taken over."""
    Applicatie.objects.all().delete()
    _write(tmp_path / "eerst")
    assert _read(tmp_path / "eerst")["afgewezen"] == []
    return everything


def _again(tmp_path: Path, name: str = "later") -> dict[str, Any]:
    Applicatie.objects.all().delete()
    _write(tmp_path / name)
    return _read(tmp_path / name)


def _change_everything(app: Any, zaak: Zaak, given: Any) -> None:
    """As an application at the source would."""
    url = f"{ZRC}/zaken/{zaak.id}"
    of_zaak = app.get(f"{url}").data
    kind = of_zaak["zaaktype"]
    app.send("patch", url, {"omschrijving": "Kappen van twee bomen"}, 200)
    [rol] = app.get(f"{ZRC}/rollen?zaak={url}").data["results"]
    person = {"voornamen": "Tjitske", "geslachtsnaam": "Wijbenga", "inpBsn": "999990019"}
    keep = {k: rol[k] for k in ("zaak", "betrokkeneType", "roltype", "roltoelichting")}
    app.send("put", rol["url"], {**keep, "betrokkeneIdentificatie": person}, 200)
    [eigenschap] = app.get(f"{url}/zaakeigenschappen").data
    keep = {k: eigenschap[k] for k in ("zaak", "eigenschap")}
    app.send("put", eigenschap["url"], {**keep, "waarde": "20270115"}, 200)
    types = app.get(f"{BASE}/catalogi/api/v1/statustypen?zaaktype={kind}").data["results"]
    second = next(t["url"] for t in types if t["volgnummer"] == 2)
    status = {"zaak": url, "statustype": second, "datumStatusGezet": "2026-11-24T10:00:00Z"}
    app.send("post", f"{ZRC}/statussen", status)
    other = given.zaak()
    relation = {"url": f"{ZRC}/zaken/{other.id}", "aardRelatie": "vervolg"}
    app.send("patch", url, {"relevanteAndereZaken": [relation]}, 200)


def _change_documents(app: Any, zaak: Zaak) -> None:
    """Another version of a document, and another document with the zaak and the besluit."""
    [here] = app.get(f"{DRC}/enkelvoudiginformatieobjecten").data["results"]
    lock = app.send("post", f"{here['url']}/lock", {}, 200).data["lock"]
    new = {"titel": "Aanvraag, aangevuld", "inhoud": "bmlldXc=", "bestandsomvang": 5, "lock": lock}
    app.send("patch", here["url"], new, 200)
    app.send("post", f"{here['url']}/unlock", {"lock": lock}, 204)
    keep = {k: here[k] for k in ("informatieobjecttype", "creatiedatum", "titel", "auteur", "taal")}
    new = {**keep, "bronorganisatie": "851000034", "inhoud": "dHdlZQ==", "bestandsomvang": 4}
    second = app.send("post", f"{DRC}/enkelvoudiginformatieobjecten", new).data["url"]
    zaak_url = f"{ZRC}/zaken/{zaak.id}"
    app.send("post", f"{ZRC}/zaakinformatieobjecten", {"zaak": zaak_url, "informatieobject": second})
    [besluit] = app.get(f"{BRC}/besluiten").data["results"]
    both = {"besluit": besluit["url"], "informatieobject": second}
    app.send("post", f"{BRC}/besluitinformatieobjecten", both)


def test_what_came_and_changed_at_the_source_comes_along(
    first: Any, application: Callable[..., Any], given: Any, tmp_path: Path
) -> None:
    with tenant_scope(TO):
        before = Zaak.objects.get()
    app = application()
    _change_everything(app, first, given)
    _change_documents(app, first)
    told = _again(tmp_path)
    assert told["afgewezen"] == []
    found = _differences(tmp_path / "later")
    assert found.verschillen == []
    kinds = {r["soort"] for r in told["bijgewerkt"]}
    assert kinds >= {"zaken.zaak", "zaken.rol", "zaken.zaakeigenschap"}
    assert told["aantalBijgewerkt"] == sum(s["gewijzigd"] for s in told["stappen"])
    with tenant_scope(TO):
        moved = Zaak.objects.get(id=before.id)
        assert {"TWEE", "WIJBENGA"} <= set(moved.zoektekst.split())
        assert moved.status_id != before.status_id
        assert moved.versie > before.versie  # what a client keeps of it is no longer true
        assert ZaakRelatie.objects.get().zaak_id == before.id
        assert Rol.objects.get(zaak_id=before.id).bsn == "999990019"
        newest = EnkelvoudigInformatieObject.objects.order_by("-huidige_versie")[0]
        assert newest.huidige_versie == 2
        records = AuditRecord.objects.count()
    assert _again(tmp_path, "nog eens")["aantalBijgewerkt"] == 0
    with tenant_scope(TO):
        assert AuditRecord.objects.count() == records


def test_what_somebody_changed_here_stays_and_is_told(
    first: Any, application: Callable[..., Any], tmp_path: Path
) -> None:
    with tenant_scope(TO):
        change_zaak(first.id, {"omschrijving": "Zoals wij het zien"}, actor=SYSTEM)
    unchanged = _again(tmp_path, "ongewijzigd")
    app = application()
    app.send("patch", f"{ZRC}/zaken/{first.id}", {"omschrijving": "Zoals zij het zien"}, 200)
    told = _again(tmp_path)
    for one in (unchanged, told):
        [left] = one["afgewezen"]
        assert (left["soort"], left["reden"]) == ("zaken.zaak", HIER_GEWIJZIGD)
        assert one["bijgewerkt"] == []
    with tenant_scope(TO):
        assert Zaak.objects.get().omschrijving == "Zoals wij het zien"


def test_what_stands_in_another_register_is_pointed_to_from_here_too(
    first: Any, application: Callable[..., Any], elders: Callable[[str, Any], str], tmp_path: Path
) -> None:
    app, zaak = application(), f"{ZRC}/zaken/{first.id}"
    [here] = app.get(f"{DRC}/enkelvoudiginformatieobjecten").data["results"]
    kind = here["informatieobjecttype"]
    paper = elders(
        "/drc/enkelvoudiginformatieobjecten/1", {"url": "x", "titel": "", "informatieobjecttype": kind}
    )
    app.send("post", f"{ZRC}/zaakinformatieobjecten", {"zaak": zaak, "informatieobject": paper})
    [besluit] = app.get(f"{BRC}/besluiten").data["results"]
    app.send(
        "post", f"{BRC}/besluitinformatieobjecten", {"besluit": besluit["url"], "informatieobject": paper}
    )
    shape = {"url": "x", "identificatie": "Z-1", "zaaktype": app.get(zaak).data["zaaktype"]}
    other = elders("/zrc/zaken/1", shape)
    keep = {k: besluit[k] for k in ("besluittype", "datum", "ingangsdatum")}
    organisation = {"verantwoordelijkeOrganisatie": "851000010"}
    app.send("post", f"{BRC}/besluiten", {**keep, **organisation, "zaak": other})
    told = _again(tmp_path)
    assert told["afgewezen"] == []
    with tenant_scope(TO):
        assert ZaakInformatieObject.objects.get(informatieobject=None).informatieobject_url == paper
        assert BesluitInformatieObject.objects.get(informatieobject=None).informatieobject_url == paper
        assert Besluit.objects.get(zaak=None).zaak_url == other
    assert _differences(tmp_path / "later").verschillen == []
    assert _again(tmp_path, "nog eens")["aantalBijgewerkt"] == 0


def test_a_zaak_that_is_no_deelzaak_any_more_at_the_source_is_none_here(
    first: Any, given: Any, tmp_path: Path
) -> None:
    Zaak.objects.filter(id=first.id).update(hoofdzaak_id=given.zaak().id)
    assert _again(tmp_path)["afgewezen"] == []
    with tenant_scope(TO):
        before = Zaak.objects.get(id=first.id)
        assert before.hoofdzaak_id
    Zaak.objects.filter(id=first.id).update(hoofdzaak_id=None)
    told = _again(tmp_path, "leeg")
    assert [(one["soort"], one["url"]) for one in told["bijgewerkt"]] == [
        ("zaken.zaak", f"{ZRC}/zaken/{first.id}")
    ]
    assert _differences(tmp_path / "leeg").verschillen == []
    with tenant_scope(TO):
        after = Zaak.objects.get(id=first.id)
        assert after.hoofdzaak_id is None
        assert after.versie > before.versie


def test_what_was_deleted_at_the_source_stays_here_and_is_a_line_of_the_differences(
    first: Any, application: Callable[..., Any], tmp_path: Path
) -> None:
    app = application()
    [rol] = app.get(f"{ZRC}/rollen?zaak={ZRC}/zaken/{first.id}").data["results"]
    app.send("delete", rol["url"], expect=204)
    assert _again(tmp_path)["afgewezen"] == []
    with tenant_scope(TO):
        assert Rol.objects.filter(zaak_id=first.id).exists()
    found = _differences(tmp_path / "later").verschillen
    [line] = [one for one in found if one.soort == "extra"]
    assert line.url.rpartition("/")[2] == rol["url"].rpartition("/")[2]
