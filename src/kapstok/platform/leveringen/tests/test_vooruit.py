"""Reading ahead changes nothing about what is read, and leaves nothing behind."""

from collections.abc import Generator

import pytest

from kapstok.platform.leveringen.vooruit import AHEAD, ahead


def test_all_comes_in_its_order() -> None:
    assert list(ahead(n for n in range(500))) == list(range(500))


def test_a_fault_comes_after_what_was_good() -> None:
    def made() -> Generator[int]:
        yield 1
        raise ValueError("stuk")

    found = ahead(made())
    assert next(found) == 1
    with pytest.raises(ValueError, match="stuk"):
        next(found)


def test_no_more_is_made_than_may_wait_and_who_stops_closes_it() -> None:
    began: list[int] = []
    closed: list[bool] = []

    def made() -> Generator[int]:
        try:
            for n in range(100):
                began.append(n)
                yield n
        finally:
            closed.append(True)

    found = ahead(made())
    assert next(found) == 0
    found.close()
    assert closed == [True]
    assert len(began) <= AHEAD + 2
