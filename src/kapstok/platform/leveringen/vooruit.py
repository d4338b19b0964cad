"""Reading ahead: the next piece of a delivery is made while the database is busy with this one."""

from collections.abc import Generator
from queue import SimpleQueue
from threading import Semaphore, Thread
from typing import TypeVar

T = TypeVar("T")
AHEAD = 2  # pieces that wait: memory stays what it is


class _End: ...


def ahead(made: Generator[T], most: int = AHEAD) -> Generator[T]:
    """What `made` gives, in its order, made in a thread of its own. Its fault comes out where its next piece would. Who
    stops asking closes it."""
    queue: SimpleQueue[T | BaseException | _End] = SimpleQueue()
    room, stopped = Semaphore(most), False

    def run() -> None:
        last: BaseException | _End = _End()
        try:
            for piece in made:
                queue.put(piece)
                room.acquire()
                if stopped:
                    break
        except BaseException as fault:  # noqa: BLE001 - it is raised where it is waited for
            last = fault
        finally:
            made.close()
            queue.put(last)

    thread = Thread(target=run, name="vooruit", daemon=True)
    thread.start()
    try:
        while not isinstance(piece := queue.get(), _End):
            if isinstance(piece, BaseException):
                raise piece
            room.release()
            yield piece
    finally:
        stopped = True
        room.release()
        thread.join()
