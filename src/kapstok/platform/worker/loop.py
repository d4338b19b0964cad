"""The loop of the worker. Woken by NOTIFY, else it looks every two seconds.

Any number of workers may run: each claims rows with SKIP LOCKED.
"""

import asyncio
import threading
import time
from collections.abc import Collection
from datetime import UTC, datetime

import psycopg
import structlog
from django.db import Error, close_old_connections, connection
from psycopg import sql

from kapstok.platform.config import settings
from kapstok.platform.events.dispatch import deliver_next
from kapstok.platform.events.outbound import carriers
from kapstok.platform.events.wake import ASLEEP, AWAKE, CHANNEL
from kapstok.platform.jobs.runner import register_jobs
from kapstok.platform.mail.queue import mark_uncertain, send_next
from kapstok.platform.tenancy.registry import tenants

log = structlog.get_logger()

LOOK_EVERY = 2.0  # seconds without a wake-up call
UNCERTAIN_EVERY = 60.0


def work_off(smtp: str, told: Collection[str] = ()) -> int:
    """One round over the tenants that were told of, or all: events until none is due, then mail.

    Returns what was done.
    """
    done = 0
    for tenant in tenants().values():
        if told and str(tenant.id) not in told:
            continue
        while deliver_next(tenant.id):
            done += 1
        while smtp and send_next(tenant.id, server=smtp, now=datetime.now(UTC)):
            done += 1
    return done


class Worker:
    """One worker: threads for events and mail and for what goes outside, and procrastinate for the schedule."""

    def __init__(self, smtp: str) -> None:
        self.smtp = smtp
        self.stopping = threading.Event()
        self._uncertain_at = 0.0

    def run_events(self) -> None:
        """Deliver until stopped; a database that goes away is waited for."""
        while not self.stopping.is_set():
            try:
                with psycopg.connect(**connection.get_connection_params(), autocommit=True) as listener:
                    listener.execute(sql.SQL("LISTEN {c}").format(c=sql.Identifier(CHANNEL)))
                    self._until_lost(listener)
            except (psycopg.Error, Error) as error:
                log.warning("worker.database_away", error=type(error).__name__)
                connection.close()
                self.stopping.wait(1.0)

    def _until_lost(self, listener: psycopg.Connection) -> None:
        while not self.stopping.is_set():
            close_old_connections()
            self._look_for_uncertain_mail()
            listener.execute(ASLEEP)
            done = work_off(self.smtp)
            told = set() if done else {n.payload for n in listener.notifies(timeout=LOOK_EVERY, stop_after=1)}
            listener.execute(AWAKE)
            if told:
                work_off(self.smtp, told)

    def _look_for_uncertain_mail(self) -> None:
        if time.monotonic() < self._uncertain_at:
            return
        self._uncertain_at = time.monotonic() + UNCERTAIN_EVERY
        for tenant in tenants().values():
            mark_uncertain(tenant.id, now=datetime.now(UTC))

    async def run_schedule(self) -> None:
        """procrastinate's worker, until cancelled."""
        from procrastinate.contrib.django import app

        register_jobs()
        worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
        async with worker_app.open_async():
            await worker_app.run_worker_async(install_signal_handlers=False, listen_notify=True)

    def run(self) -> None:
        """Run both until `stopping` is set."""
        events = threading.Thread(target=self.run_events, name="events")
        beside = [threading.Thread(target=c, args=[self.stopping], name="outbound") for c in carriers]
        for thread in (events, *beside):
            thread.start()
        try:
            asyncio.run(self._schedule_until_stopped())
        finally:
            self.stopping.set()
            for thread in (events, *beside):
                thread.join()

    async def _schedule_until_stopped(self) -> None:
        while not self.stopping.is_set():
            schedule = asyncio.create_task(self.run_schedule())
            stopped = asyncio.create_task(asyncio.to_thread(self.stopping.wait))
            await asyncio.wait({schedule, stopped}, return_when=asyncio.FIRST_COMPLETED)
            schedule.cancel()
            outcome = (await asyncio.gather(schedule, return_exceptions=True))[0]
            if not self.stopping.is_set():
                log.warning("worker.schedule_restarts", error=type(outcome).__name__)
                await asyncio.sleep(2)


def smtp_server() -> str:
    """host:port of the mail server; in the demo the built-in mailbox, empty when there is none."""
    if settings.smtp:
        return settings.smtp
    if settings.demo and settings.postbus_poort:
        return f"127.0.0.1:{settings.postbus_poort}"
    return ""
