"""Carries notifications from the outbox to the webhooks of subscribers.

One event loop for the wire and one thread for the database. A batch is lent from the outbox, everything in
it goes out at the same time, and what came back is written down together with taking the next batch.
"""

import asyncio
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event as Flag
from typing import Any

import psycopg
import structlog
from django.db import Error, close_old_connections, connection
from psycopg import sql

from kapstok.koppelvlakken.notify import soap
from kapstok.koppelvlakken.notify.receivers import Receiver, receivers
from kapstok.magazijnen.notificaties.services import register_kanalen
from kapstok.platform.db import tenant_scope
from kapstok.platform.events.outbound import Outcome, Taken, settle, take
from kapstok.platform.events.wake import ASLEEP, AWAKE, CHANNEL
from kapstok.platform.http.outward import NotAllowed, target
from kapstok.platform.http.wire import Unreachable, Wire
from kapstok.platform.tenancy.registry import tenants
from kapstok.platform.work import SYSTEM

log = structlog.get_logger()

LOOK_EVERY, RETRY_AFTER = 1.0, 1.0
AWAKE_FOR = 0.02  # seconds that nobody has to call after a call
AT_MOST = 512  # on the wire at the same time, all subscribers together
# The receiver itself is fine with us, but not with this message: only its subject waits.
OWN_FAULT = {400, 405, 409, 410, 413, 414, 415, 422}


class Carrier:
    """One per worker; any number of workers may run."""

    def __init__(self) -> None:
        self.wire = Wire()
        self._database = ThreadPoolExecutor(1, thread_name_prefix="outbound-db")
        self._wake = asyncio.Event()
        self._outcomes: defaultdict[int, list[Outcome]] = defaultdict(list)
        self._busy: defaultdict[int, Counter[str]] = defaultdict(Counter)
        self._dirty: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._everybody_at = 0.0  # retries of one municipality may not wait for a busy neighbour

    async def run(self, stopping: Flag) -> None:
        """Carry until stopped; what is on the wire then is waited for."""
        ear = asyncio.create_task(self._listen())
        try:
            await self._in_database(self._prepare)
            while not stopping.is_set() and not ear.done():
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), LOOK_EVERY)
                self._wake.clear()
                everybody = time.monotonic() >= self._everybody_at
                if everybody:
                    self._everybody_at = time.monotonic() + LOOK_EVERY
                await self._round(everybody=everybody)
            if ear.done():
                ear.result()
            if self._tasks:
                await asyncio.wait(self._tasks, timeout=self.wire.within + 1)
            await self._round(everybody=False, more=False)
        finally:
            ear.cancel()
            await self.wire.close()
            await self._in_database(_hang_up)
            self._database.shutdown(wait=False)

    async def _in_database(self, work: Any, *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._database, work, *arguments)

    def _prepare(self) -> None:
        """Our own channels are there for every municipality."""
        for tenant in tenants().values():
            with tenant_scope(tenant.id):
                register_kanalen(actor=SYSTEM)

    async def _listen(self) -> None:
        while True:
            try:
                own = {"cursor_factory", "context"}  # Django's, and not for an asynchronous connection
                given = connection.get_connection_params().items()
                parameters = {name: value for name, value in given if name not in own}
                async with await psycopg.AsyncConnection.connect(**parameters, autocommit=True) as ear:
                    await ear.execute(sql.SQL("LISTEN {c}").format(c=sql.Identifier(CHANNEL)))
                    while True:
                        await ear.execute(ASLEEP)
                        self._wake_for(None)
                        async for notice in ear.notifies(stop_after=1):
                            self._wake_for(notice.payload)
                        await ear.execute(AWAKE)
                        await asyncio.sleep(AWAKE_FOR)
            except psycopg.Error as error:
                log.info("notify.database_away", error=type(error).__name__)
                await asyncio.sleep(RETRY_AFTER)

    def _wake_for(self, payload: str | None) -> None:
        if payload and payload.isdecimal():
            self._dirty.add(int(payload))
        else:
            self._everybody_at = 0.0
        self._wake.set()

    async def _round(self, *, everybody: bool, more: bool = True) -> None:
        todo = set(await self._in_database(_tenant_ids) if everybody else self._dirty)
        self._dirty.clear()
        for tenant in todo | set(self._outcomes):
            outcomes = self._outcomes.pop(tenant, [])
            room = AT_MOST - sum(n for busy in self._busy.values() for n in busy.values())
            busy = dict(self._busy[tenant])
            try:
                found = await self._in_database(
                    _on_a_good_connection, turn, tenant, outcomes, busy, more and room > 0
                )
            except Error as error:
                log.info("notify.database_away", error=type(error).__name__)
                self._outcomes[tenant] = outcomes + self._outcomes[tenant]
                await asyncio.sleep(RETRY_AFTER)
                continue
            for taken, receiver in found:
                self._busy[tenant][taken.consumer] += 1
                task = asyncio.create_task(self._send(tenant, taken, receiver))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _send(self, tenant: int, taken: Taken, receiver: Receiver) -> None:
        outcome = await self.send(taken, receiver)
        self._busy[tenant][taken.consumer] -= 1
        if not self._busy[tenant][taken.consumer]:
            del self._busy[tenant][taken.consumer]
        self._outcomes[tenant].append(outcome)
        self._dirty.add(tenant)
        self._wake.set()

    async def send(self, taken: Taken, receiver: Receiver) -> Outcome:
        """Over the wire, and what became of it: a code for what went wrong, empty when nothing did."""
        form, body = receiver.body(taken)
        headers = receiver.headers(taken, form)
        try:
            answer = await self.wire.ask(
                target(receiver.url), headers, body, allowed=receiver.allowed, whole=bool(receiver.stuf)
            )
        except (NotAllowed, Unreachable) as no:
            return Outcome(taken, no.code, down=True)
        if receiver.stuf:
            error, down = soap.verdict(answer)
            return Outcome(taken, error, down=down)
        status = answer.status
        if 200 <= status < 300:
            return Outcome(taken)
        return Outcome(taken, f"http-{status}", down=status not in OWN_FAULT)


def _tenant_ids() -> list[int]:
    return [tenant.id for tenant in tenants().values()]


def _hang_up() -> None:
    """In the thread of the connection: each thread has its own."""
    connection.close()


def turn(
    tenant: int,
    outcomes: list[Outcome],
    busy: dict[str, int],
    more: bool,  # noqa: FBT001 - through an executor
) -> list[tuple[Taken, Receiver]]:
    """One transaction: write down what came back, take what is due."""
    with tenant_scope(tenant):
        settle(outcomes)
        found = take(busy) if more else []
        known = receivers({t.consumer for t in found})
    return [(t, known[t.consumer]) for t in found if t.consumer in known]


def _on_a_good_connection(work: Any, *arguments: Any) -> Any:
    close_old_connections()
    return work(*arguments)


def carry(stopping: Flag) -> None:
    """Run a carrier in this thread, again after a mishap, until the flag is set."""
    while not stopping.is_set():
        try:
            asyncio.run(_until(stopping))
        except Exception as error:  # noqa: BLE001 - a dispatcher: it starts again whatever happened
            log.warning("notify.restarts", error=type(error).__name__)
            stopping.wait(RETRY_AFTER)


async def _until(stopping: Flag) -> None:
    await Carrier().run(stopping)
