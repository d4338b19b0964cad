"""Every write of every declared resource is told on its channel, with an address that answers."""

from typing import Any

import pytest
from django.db import transaction

from kapstok.koppelvlakken.zgw import apis  # noqa: F401 - declares the resources
from kapstok.magazijnen.notificaties.kanalen import EIGEN, WITHOUT, kanaal_of
from kapstok.platform.events.models import Event
from kapstok.platform.resource import compiled

# A relation between zaak and document is told by the zaak; the document's side is a mirror of it.
MIRRORS = {"documenten.objectinformatieobject"}
NAMES = sorted(set(compiled()) - WITHOUT - MIRRORS)


def _rows(app: Any, name: str, zaak: Any) -> list[dict[str, Any]]:
    resource = compiled()[name].resource
    under = f"/{resource.under[0]}/{zaak.id}" if resource.under else ""
    data = app.get(f"{resource.api.prefix}{under}/{resource.path}").data
    return data if isinstance(data, list) else data["results"]


def _told(url: str, action: str) -> list[dict[str, Any]]:
    found = Event.objects.filter(message__resourceUrl=url, message__actie=action)
    return [e.message for e in found.order_by("volgnummer")]


def _faults_of(name: str, message: dict[str, Any]) -> list[str]:
    kanaal = kanaal_of(name)
    assert kanaal is not None, f"{name} has no channel and does not stand in WITHOUT"
    said = (message["kanaal"], message["resource"], set(message["kenmerken"]))
    wanted = (kanaal.naam, name.rpartition(".")[2], set(kanaal.kenmerken))
    return [] if said == wanted else [f"{name}: {said} instead of {wanted}"]


@pytest.mark.regel("zgw-x-melding")
def test_what_is_made_is_told_with_its_address_and_kenmerken(everything: Any, application: Any) -> None:
    app, faults = application(), []
    for name in NAMES:
        rows = _rows(app, name, everything)
        assert rows, f"the fixture makes one of each, but no {name}"
        for row in rows:
            told = _told(row["url"], "create")
            faults += [f for message in told for f in _faults_of(name, message)]
            if len(told) != 1:
                faults.append(f"{name} is told {len(told)} times")
            for message in told:
                app.get(message["hoofdObject"])
    assert faults == []


@pytest.mark.parametrize(("method", "action"), [("patch", "update"), ("delete", "destroy")])
@pytest.mark.regel("zgw-x-melding")
def test_what_is_changed_or_deleted_is_told(
    everything: Any, application: Any, method: str, action: str
) -> None:
    app, faults, done = application(), [], []
    for name in NAMES:
        if getattr(compiled()[name].resource, "update" if method == "patch" else "delete") is None:
            continue
        row = _rows(app, name, everything)[0]
        before = len(_told(row["url"], action))
        with transaction.atomic():
            call = getattr(app.client, method)
            response = call(row["url"].split(".localhost")[1], "{}", content_type="application/json")
            told = _told(row["url"], action)[before:]
            transaction.set_rollback(True)
        if response.status_code >= 400:  # a document wants its lock; what is in use stays
            assert response.status_code in {400, 403}, response.content
            continue
        done.append(name)
        faults += [f for message in told for f in _faults_of(name, message)]
        if len(told) != 1:
            faults.append(f"{name} is told {len(told)} times")
    assert faults == []
    assert len(done) >= 3


def test_nobody_is_told_what_stays_in_the_house(everything: Any) -> None:
    topics = set(Event.objects.exclude(topic="").values_list("topic", flat=True))
    assert topics <= set(EIGEN)
    assert not Event.objects.filter(topic="", message__isnull=False).exists()
