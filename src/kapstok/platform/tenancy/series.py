"""Numbers that a municipality gives out by the year: of zaken, documents, besluiten.

Nobody waits for a number that somebody else has not committed yet, as with a row that counts: in return a number that
was asked for and not used is not given out again (docs/besluiten/0010). Never twice the same: PostgreSQL guards that.
"""

from kapstok.platform.db.later import later
from kapstok.platform.db.line import Answer

NEXT = "reeks_volgende(%(reeks)s, %(jaar)s)"  # part of a statement; see the migration of this package
_ASK = f"SELECT {NEXT}"


def ask_number(series: str, year: int) -> Answer:
    """The next number of this series (lower case letters) in this year, asked before it is needed."""
    return later(_ASK, {"reeks": series, "jaar": year}, reads=True)


def number_of(asked: Answer) -> int:
    """The number that was asked for; waits for it."""
    row = asked.row()
    if row is None or row[0] is None:
        raise RuntimeError("a series always has a next number")
    return int(row[0])
