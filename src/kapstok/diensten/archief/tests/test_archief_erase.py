"""Bytes go last, and only when nobody uses them."""

import contextlib
from datetime import UTC, date, datetime, timedelta

from kapstok.diensten.archief import events
from kapstok.diensten.archief.models import TeWissen
from kapstok.diensten.archief.services import erase
from kapstok.diensten.archief.services.erase import GRACE, erase_due, queue_erasure
from kapstok.magazijnen.documenten.destroy import destroy_documenten
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.events.dispatch import deliver_next
from kapstok.platform.events.registry import consumers
from kapstok.platform.storage.folder import FolderStore
from kapstok.platform.work import SYSTEM

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)


def test_bytes_are_erased_a_day_after_their_last_document(given, tmp_path):
    assert consumers["archief.wissen"].handle is events.queue_bytes
    store = FolderStore(tmp_path)
    alone, twice = (store.put([text]).sha256 for text in (b"alleen", b"dubbel"))
    lijst = given.zaak()
    going = [given.document(sha256=alone).id, given.document(sha256=twice).id]
    given.document(lijst, sha256=twice)
    destroy_documenten(going, actor=SYSTEM, ground=lijst.id)
    while deliver_next(1):
        pass
    waiting = TeWissen.objects.get()
    assert waiting.inhoud == alone
    assert erase_due(store, now=waiting.sinds + GRACE - timedelta(seconds=1)) == 0
    assert store.exists(alone)
    assert erase_due(store, now=waiting.sinds + GRACE) == 1
    assert (store.exists(alone), store.exists(twice)) == (False, True)
    assert not TeWissen.objects.exists()


def test_bytes_that_came_back_in_the_meantime_stay(given, tmp_path):
    store = FolderStore(tmp_path)
    back = store.put([b"terug"]).sha256
    given.document(given.zaak(einddatum=date(2026, 1, 1)), sha256=back)
    queue_erasure([back, back], moment=NOW - GRACE)
    assert erase_due(store, now=NOW) == 0
    assert store.exists(back)
    assert Zaak.objects.exists()


def test_bytes_that_somebody_is_writing_wait_for_the_next_night(given, tmp_path, monkeypatch):
    store = FolderStore(tmp_path)
    busy = store.put([b"bezig"]).sha256
    queue_erasure([busy], moment=NOW - GRACE)
    monkeypatch.setattr(erase, "alone", lambda _hashes: contextlib.nullcontext([]))
    assert erase_due(store, now=NOW) == 0
    assert store.exists(busy)
    assert TeWissen.objects.filter(inhoud=busy).exists()


def test_bytes_that_another_municipality_uses_stay(given, other_tenant, as_tenant, tmp_path):
    store = FolderStore(tmp_path)
    shared = store.put([b"gedeeld"]).sha256
    given.document(given.zaak(), sha256=shared)
    with as_tenant(other_tenant):
        queue_erasure([shared], moment=NOW - GRACE)
        assert erase_due(store, now=NOW) == 0
        assert not TeWissen.objects.exists()
    assert store.exists(shared)
