"""The worker is killed with notifications on the wire. Each arrives, and in order per zaak."""

import os
import signal
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

EVENTS, SUBJECTS = 120, 12
# Another process, as the web server is: subscribes, and publishes changes each in its own transaction.
PUBLISHER = f"""
import sys, django; django.setup()
from uuid import UUID
from kapstok.site.start import load_listeners; load_listeners()
from kapstok.magazijnen.notificaties.services import create_abonnement, register_kanalen
from kapstok.platform.db import tenant_scope
from kapstok.platform.work import SYSTEM, unit_of_work
with tenant_scope(1):
    register_kanalen(actor=SYSTEM)
    create_abonnement(callback_url=sys.argv[1], auth='Token x', kanalen=[{{'naam': 'zaken'}}], actor=SYSTEM)
for n in range({EVENTS}):
    zaak = str(UUID(int=n % {SUBJECTS}))
    data = {{'zaak': zaak, 'resourceId': zaak, 'kenmerken': {{'bronorganisatie': str(n)}}}}
    with tenant_scope(1), unit_of_work(SYSTEM, 'proef') as work:
        work.record('zaak', zaak)
        work.publish('zaken.zaak.update', subject=zaak, data=data)
"""


@pytest.fixture
def house(django_db_setup: Any, tmp_path: Path, ontvanger: Any) -> Any:
    """A database of its own, and the environment of processes that use it."""
    from kapstok.platform.db import server as pg
    from kapstok.site.pytest_kapstok import FAST, template_folder

    root = Path(tempfile.gettempdir())
    for folder in (tmp_path, *(p for p in tmp_path.parents if p.is_relative_to(root) and p != root)):
        folder.chmod(0o755)  # the database user must be able to enter
    pg.clone(template_folder() / "pg", tmp_path / "pg")
    server = pg.start(tmp_path / "pg", options=FAST)
    yield {
        **os.environ,
        "KAPSTOK_DATA": str(tmp_path),
        "KAPSTOK_VERTROUWDE_HOSTS": f"127.0.0.1:{ontvanger.port}",
        "DJANGO_SETTINGS_MODULE": "kapstok.site.settings",
    }
    pg.stop(server, mode="immediate")


def _worker(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "kapstok.site.cli", "worker"]
    return subprocess.Popen(command, env=environment, start_new_session=True)


def test_a_killed_worker_loses_no_notification_and_keeps_the_order(house: Any, ontvanger: Any) -> None:
    subprocess.run([sys.executable, "-c", PUBLISHER, ontvanger.url()], env=house, check=True)
    ontvanger.calls.clear()
    worker = _worker(house)
    try:
        assert ontvanger.wait_for(EVENTS // 4, 120)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        worker = _worker(house)
        seen: set[str] = set()
        while len(seen) < EVENTS:
            assert ontvanger.wait_for(len(ontvanger.calls) + 1, 120), f"{len(seen)} of {EVENTS} arrived"
            seen = {c.body["kenmerken"]["bronorganisatie"] for c in list(ontvanger.calls)}
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    assert seen == {str(n) for n in range(EVENTS)}
    first: defaultdict[str, list[int]] = defaultdict(list)
    for call in ontvanger.calls:
        number = int(call.body["kenmerken"]["bronorganisatie"])
        if number not in first[call.body["hoofdObject"]]:
            first[call.body["hoofdObject"]].append(number)
    assert all(numbers == sorted(numbers) for numbers in first.values())
    assert len(first) == SUBJECTS
