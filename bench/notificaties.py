"""Notifications from commit to webhook: latency one by one, then how many a second, with a real worker process.

MELDINGEN=5000 python -m bench notificaties        one subscriber; then four, of which one is dead
"""

import os
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

MELDINGEN = int(os.environ.get("MELDINGEN", "3000"))
SUBJECTS, ONE_BY_ONE = 500, int(os.environ.get("KEREN", "300"))
TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def worker(trusted: str) -> Iterator[subprocess.Popen[bytes]]:
    """A real worker, that trusts our webhook."""
    from kapstok.site.process import own_command

    process = subprocess.Popen(own_command("worker"), env={**os.environ, "KAPSTOK_VERTROUWDE_HOSTS": trusted})
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def _cpu(process: subprocess.Popen[bytes]) -> float:
    fields = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _publish(subjects: list[str], count: int) -> None:
    """`count` changes of zaken, each in a transaction of its own."""
    from kapstok.platform.db import tenant_scope
    from kapstok.platform.work import SYSTEM, unit_of_work

    for number in range(count):
        subject = subjects[number % len(subjects)]
        kenmerken = {"bronorganisatie": "851000010", "zaaktype": "https://elders.test/zaaktypen/1"}
        data = {"zaak": subject, "resourceId": subject, "kenmerken": kenmerken}
        with tenant_scope(1), unit_of_work(SYSTEM, "bench") as work:
            work.record("zaak", subject)
            work.publish("zaken.zaak.update", subject=subject, data=data)


def _subscribe(url: str) -> Any:
    from kapstok.magazijnen.notificaties.models import Abonnement
    from kapstok.magazijnen.notificaties.services import (
        create_abonnement,
        delete_abonnement,
        register_kanalen,
    )
    from kapstok.platform.db import tenant_scope
    from kapstok.platform.work import SYSTEM

    with tenant_scope(1):
        register_kanalen(actor=SYSTEM)
        if not url:
            for row in Abonnement.objects.all():
                delete_abonnement(row.id, actor=SYSTEM)
            return
        wanted = [{"naam": "zaken", "filters": {}}]
        create_abonnement(callback_url=url, auth="Token bench", kanalen=wanted, actor=SYSTEM)


def measure() -> None:
    """Print latency and deliveries per second."""
    import msgspec

    from kapstok.platform.config import settings
    from kapstok.platform.http import outward
    from kapstok.site.ontvanger import Ontvanger

    receiver = Ontvanger()
    trusted = f"127.0.0.1:{receiver.port}"
    outward.settings = msgspec.structs.replace(settings, vertrouwde_hosts=trusted)
    subjects = [str(uuid4()) for _ in range(SUBJECTS)]
    _subscribe("")
    _subscribe(receiver.url("/een"))
    print(f"\n{'meting':42}{'p50 ms':>9}{'p95 ms':>9}{'per s':>9}{'worker ms CPU per stuk':>24}")
    with worker(trusted) as process:
        _latency(receiver, process)
    for names, dead in ((("/een",), ()), (("/een", "/twee", "/drie", "/dood"), ("/dood",))):
        _subscribe("")
        for name in names:
            _subscribe(receiver.url(name))
        receiver.status = dict.fromkeys(dead, 0)
        _publish(subjects, MELDINGEN // max(len(names) - len(dead), 1))
        receiver.calls.clear()
        with worker(trusted) as process:
            _throughput(receiver, process, names, dead)
    _subscribe("")
    receiver.stop()


def _latency(receiver: Any, process: Any) -> None:
    receiver.calls.clear()
    _publish([str(uuid4())], 1)
    if not receiver.wait_for(1):
        raise SystemExit("De worker kwam niet op gang.")
    receiver.calls.clear()
    waits, began = [], _cpu(process)
    for number in range(ONE_BY_ONE):
        _publish([str(uuid4())], 1)
        committed = time.time()
        receiver.wait_for(number + 1)
        waits.append((receiver.calls[-1].moment - committed) * 1000)
    used = (_cpu(process) - began) * 1000 / ONE_BY_ONE
    p95 = statistics.quantiles(waits, n=20)[18]
    print(
        f"{'van commit tot webhook, een voor een':42}{statistics.median(waits):9.1f}{p95:9.1f}{'':9}{used:24.2f}"
    )


def _throughput(receiver: Any, process: Any, names: Any, dead: Any) -> None:
    alive = len(names) - len(dead)
    wanted = MELDINGEN // alive * alive
    receiver.wait_for(1, 60)
    began, at = _cpu(process), time.perf_counter()
    while sum(c.path not in dead for c in receiver.calls) < wanted:
        time.sleep(0.05)
        if time.perf_counter() - at > 120:
            raise SystemExit(f"Na twee minuten zijn er {len(receiver.calls)} van {wanted}.")
    took = time.perf_counter() - at
    used = (_cpu(process) - began) * 1000 / wanted
    label = f"{wanted} naar {alive} afnemers" + (f", {len(dead)} hangt" if dead else "")
    print(f"{label:42}{'':9}{'':9}{wanted / took:9.0f}{used:24.2f}")
