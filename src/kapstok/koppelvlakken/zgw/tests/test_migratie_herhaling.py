"""A later run: changed rights come along, and what was deleted at the source goes here when that is asked."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kapstok.koppelvlakken.zgw.migratie.bijwerken import HIER_GEWIJZIGD
from kapstok.koppelvlakken.zgw.migratie.verwijderd import HIER_GEBRUIKT, VERWIJDERD
from kapstok.koppelvlakken.zgw.tests.test_migratie import TO, _read, _write
from kapstok.magazijnen.autorisaties import queries, services
from kapstok.magazijnen.autorisaties.models import Applicatie
from kapstok.magazijnen.autorisaties.rules import Recht
from kapstok.magazijnen.notificaties.models import Abonnement
from kapstok.magazijnen.notificaties.services import change_abonnement, pause_abonnement, register_kanalen
from kapstok.magazijnen.zaken.models import Rol, Zaak
from kapstok.magazijnen.zaken.services import change_zaak
from kapstok.platform.db import tenant_scope
from kapstok.platform.events.models import Subscriber, Subscription
from kapstok.platform.work import SYSTEM

ZRC = "http://ooststellingwerf.localhost/zaken/api/v1"
APP = "http://bron.test/autorisaties/api/v1/applicaties/00000000-0000-4000-8000-0000000000a1"


def _rights(**scopes: list[str]) -> list[dict[str, Any]]:
    return [{"component": component, "scopes": given} for component, given in scopes.items()]


def _of(app: Applicatie) -> dict[str, tuple[str, ...]]:
    return {r.component: r.scopes for r in queries.rechten(app.id)}


@pytest.fixture
def source(tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """A source with nothing but one application, as it is now; and what reading it says."""

    def read(rights: list[dict[str, Any]] | None, **how: Any) -> dict[str, Any]:
        place = tmp_path / "bron"
        if not place.exists():
            _write(place)
        page = place / "autorisaties.applicatie" / "000001.json"
        page.parent.mkdir(exist_ok=True)
        told = {"url": APP, "clientIds": ["formulieren"], "label": "Formulieren", "autorisaties": rights}
        page.write_text(json.dumps([] if rights is None else [told]))
        return _read(place, **how)

    return read


def test_rights_changed_at_the_source_come_along_and_those_given_here_stay(
    tenant: Any, source: Callable[..., dict[str, Any]]
) -> None:
    source(_rights(ztc=["catalogi.lezen"], nrc=["notificaties.consumeren"]))
    with tenant_scope(TO):
        app = Applicatie.objects.get()
        by_hand = Recht(component="kc", scopes=("klantinteracties.lezen",))
        services.change_applicatie(app.id, rechten=[*queries.rechten(app.id), by_hand], actor=SYSTEM)
    told = source(_rights(ztc=["catalogi.lezen", "catalogi.schrijven"], ac=["autorisaties.lezen"]))
    with tenant_scope(TO):
        assert _of(app) == {
            "ztc": ("catalogi.lezen", "catalogi.schrijven"),
            "ac": ("autorisaties.lezen",),
            "kc": ("klantinteracties.lezen",),
        }
    [line] = told["bijgewerkt"]
    assert "Rechten erbij: ac" in line["reden"]
    assert "Rechten gewijzigd: ztc" in line["reden"]
    assert "Rechten weg, zoals bij de bron: nrc" in line["reden"]
    assert (
        source(_rights(ztc=["catalogi.lezen", "catalogi.schrijven"], ac=["autorisaties.lezen"]))["bijgewerkt"]
        == []
    )


def test_what_was_changed_on_both_sides_stays_and_is_told_unless_the_source_counts(
    tenant: Any, source: Callable[..., dict[str, Any]]
) -> None:
    source(_rights(ztc=["catalogi.lezen"]))
    with tenant_scope(TO):
        app = Applicatie.objects.get()
        more = Recht(component="ztc", scopes=("catalogi.lezen", "catalogi.geforceerd-schrijven"))
        own = Recht(component="kc", scopes=("klantinteracties.lezen",))
        services.change_applicatie(app.id, rechten=[more, own], actor=SYSTEM)
    theirs = _rights(ztc=["catalogi.lezen", "catalogi.schrijven"])
    told = source(theirs)
    [left] = told["afgewezen"]
    assert left["reden"].endswith(HIER_GEWIJZIGD)
    with tenant_scope(TO):
        assert _of(app)["ztc"] == more.scopes
    told = source(theirs, rechten_als_bron=True)
    with tenant_scope(TO):
        assert _of(app) == {"ztc": ("catalogi.lezen", "catalogi.schrijven")}
    assert "Rechten weg die hier met de hand gegeven waren: kc" in told["bijgewerkt"][0]["reden"]


def test_an_application_that_the_source_has_no_more_goes_when_asked_and_stays_when_it_was_changed_here(
    tenant: Any, source: Callable[..., dict[str, Any]]
) -> None:
    source(_rights(ztc=["catalogi.lezen"]))
    assert source(None)["bijgewerkt"] == []
    with tenant_scope(TO):
        app = Applicatie.objects.get()
        services.change_applicatie(app.id, label="Van ons", actor=SYSTEM)
    [left] = source(None, verwijderen=True)["afgewezen"]
    assert left["reden"] == HIER_GEBRUIKT
    with tenant_scope(TO):
        services.change_applicatie(app.id, label="Formulieren", actor=SYSTEM)
    [gone] = source(None, verwijderen=True)["bijgewerkt"]
    assert gone["reden"] == VERWIJDERD
    with tenant_scope(TO):
        assert not Applicatie.objects.exists()


def test_what_was_deleted_at_the_source_goes_when_asked_and_what_was_worked_on_stays(
    everything: Any, application: Callable[..., Any], given: Any, tmp_path: Path
) -> None:
    kept, gone = given.zaak(), given.zaak()
    Applicatie.objects.all().delete()
    _write(tmp_path / "eerst")
    assert _read(tmp_path / "eerst")["afgewezen"] == []
    with tenant_scope(TO):
        change_zaak(kept.id, {"omschrijving": "Wij zijn ermee bezig"}, actor=SYSTEM)
    app = application()
    [rol] = app.get(f"{ZRC}/rollen?zaak={ZRC}/zaken/{everything.id}").data["results"]
    for url in (rol["url"], f"{ZRC}/zaken/{kept.id}", f"{ZRC}/zaken/{gone.id}"):
        app.send("delete", url, expect=204)
    Applicatie.objects.all().delete()
    _write(tmp_path / "later")
    # The other folder is the same source: an export of the same installation.
    (tmp_path / "eerst").rename(tmp_path / "oud")
    (tmp_path / "later").rename(tmp_path / "eerst")
    told = _read(tmp_path / "eerst", verwijderen=True)
    ends = {(line["soort"], line["url"].rpartition("/")[2]) for line in told["bijgewerkt"]}
    assert ends >= {("zaken.zaak", str(gone.id)), ("zaken.rol", rol["url"].rpartition("/")[2])}
    assert [line["reden"] for line in told["afgewezen"] if line["url"].endswith(str(kept.id))] == [
        HIER_GEBRUIKT
    ]
    with tenant_scope(TO):
        assert set(Zaak.objects.values_list("id", flat=True)) == {everything.id, kept.id}
        assert not Rol.objects.filter(zaak_id=everything.id).exists()
    assert _read(tmp_path / "eerst", verwijderen=True)["bijgewerkt"] == []


ABO = "http://bron.test/notificaties/api/v1/abonnement/00000000-0000-4000-8000-0000000000b1"


@pytest.fixture
def subscribed(tenant: Any, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """A source with one subscription, as it is now; and what reading it says."""
    with tenant_scope(TO):
        register_kanalen(actor=SYSTEM)

    def read(
        url: str = "https://a.test/hook", *, gone: bool = False, verwijderen: bool = False, **kanalen: Any
    ) -> dict[str, Any]:
        place = tmp_path / "bron"
        if not place.exists():
            _write(place)
        wanted = [{"naam": naam, "filters": filters} for naam, filters in kanalen.items()]
        told = {"url": ABO, "callbackUrl": url, "auth": "********", "kanalen": wanted}
        page = place / "notificaties.abonnement" / "000001.json"
        page.parent.mkdir(exist_ok=True)
        page.write_text(json.dumps([] if gone else [told]))
        return _read(place, verwijderen=verwijderen)

    return read


def _path(url: str) -> str:
    return url.removeprefix("http://bron.test")


def _wants(abonnement: Abonnement) -> dict[str, dict[str, str]]:
    return {k["naam"]: k["filters"] for k in abonnement.kanalen}


def _subscription() -> Abonnement:
    return Abonnement.objects.get(id=ABO.rsplit("/", 1)[-1])


def test_a_subscription_changed_at_the_source_comes_along_and_what_was_set_here_stays(
    subscribed: Callable[..., dict[str, Any]],
) -> None:
    subscribed(zaken={}, besluiten={})
    with tenant_scope(TO):
        row = _subscription()
        own = [*row.kanalen, {"naam": "documenten", "filters": {}}]
        change_abonnement(row.id, {"kanalen": own, "label": "Van ons"}, actor=SYSTEM)
        pause_abonnement(row.id, paused=False, actor=SYSTEM)
    filters = {"bronorganisatie": "851000010"}
    told = subscribed(zaken=filters, autorisaties={})
    with tenant_scope(TO):
        row = _subscription()
        assert _wants(row) == {"zaken": filters, "documenten": {}, "autorisaties": {}}
        assert row.label == "Van ons"
        assert not Subscriber.objects.get(id=row.id).paused
        topics = set(Subscription.objects.filter(subscriber_id=row.id).values_list("topic", flat=True))
        assert topics == {"zaken", "documenten", "autorisaties"}
    [line] = [b for b in told["bijgewerkt"] if b["url"] == ABO]
    assert "zonder kanaal besluiten" in line["reden"]
    assert "kanaal autorisaties" in line["reden"]
    again = subscribed(zaken=filters, autorisaties={})
    assert [again["bijgewerkt"], again["afgewezen"]] == [[], []]


def test_a_subscription_changed_on_both_sides_stays_and_is_told(
    subscribed: Callable[..., dict[str, Any]],
) -> None:
    subscribed(zaken={})
    mine = {"bronorganisatie": "851000010"}
    with tenant_scope(TO):
        row = _subscription()
        change_abonnement(row.id, {"kanalen": [{"naam": "zaken", "filters": mine}]}, actor=SYSTEM)
    told = subscribed(zaken={"bronorganisatie": "851000022"})
    with tenant_scope(TO):
        assert _wants(_subscription()) == {"zaken": mine}
    [line] = [a for a in told["afgewezen"] if a["url"].startswith(ABO)]
    assert "kanaal zaken" in line["reden"]
    assert HIER_GEWIJZIGD in line["reden"]


def test_a_new_address_from_the_source_waits_until_somebody_switches_it_on(
    subscribed: Callable[..., dict[str, Any]],
) -> None:
    subscribed(zaken={})
    with tenant_scope(TO):
        pause_abonnement(_subscription().id, paused=False, actor=SYSTEM)
    told = subscribed("https://elders.test/hook", zaken={})
    with tenant_scope(TO):
        row = _subscription()
        assert row.callback_url == "https://elders.test/hook"
        assert Subscriber.objects.get(id=row.id).paused
    assert "pauze" in told["bijgewerkt"][0]["reden"]


def test_a_subscription_that_the_source_has_no_more_goes_when_asked_and_stays_when_it_was_switched_on_here(
    subscribed: Callable[..., dict[str, Any]],
) -> None:
    subscribed(zaken={})
    subscribed(zaken={}, besluiten={})  # a change of the source is no work of ours
    assert subscribed(gone=True)["bijgewerkt"] == []
    assert subscribed(verwijderen=True, zaken={}, besluiten={})["bijgewerkt"] == []
    [line] = subscribed(gone=True, verwijderen=True)["bijgewerkt"]
    assert (line["soort"], line["reden"]) == ("notificaties.abonnement", VERWIJDERD)
    assert line["url"].endswith(_path(ABO))
    with tenant_scope(TO):
        assert not Abonnement.objects.exists()
        assert not Subscriber.objects.filter(id=ABO.rsplit("/", 1)[-1]).exists()
    subscribed(zaken={})
    with tenant_scope(TO):
        pause_abonnement(_subscription().id, paused=False, actor=SYSTEM)
    [left] = subscribed(gone=True, verwijderen=True)["afgewezen"]
    assert left["url"].endswith(_path(ABO))
    assert left["reden"] == HIER_GEBRUIKT
    with tenant_scope(TO):
        assert not Subscriber.objects.get(id=_subscription().id).paused
