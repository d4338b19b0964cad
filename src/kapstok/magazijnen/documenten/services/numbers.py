"""Numbers of documents: the next one, and some for who needs them beforehand."""

from kapstok.magazijnen.documenten.models import GereserveerdDocumentnummer
from kapstok.platform.db.later import later
from kapstok.platform.db.line import Answer
from kapstok.platform.work import Actor, unit_of_work

MOST = 500
# The next number of the year, and whether somebody gave it to a document himself.
_NEXT = """
SELECT t.number, EXISTS (SELECT 1 FROM documenten_enkelvoudiginformatieobject e
  WHERE e.bronorganisatie = %(organisatie)s AND e.identificatie = t.number)
FROM (SELECT 'DOC-' || %(jaar)s || '-' || lpad(n, greatest(length(n), 7), '0') AS number
  FROM (SELECT reeks_volgende('document', %(jaar)s)::text AS n OFFSET 0) next OFFSET 0) t
"""


def ask_number(organisation: str, year: int) -> Answer:
    """The next number, asked before it is needed: it travels with the next question."""
    return later(_NEXT, {"jaar": year, "organisatie": organisation}, reads=True)


def next_number(organisation: str, year: int, asked: Answer | None = None) -> str:
    """The next number; one that somebody gave a document himself is passed over. `asked`: what was asked already."""
    while True:
        number, taken = (asked or ask_number(organisation, year)).row() or (None, None)
        asked = None
        if number and taken == b"f":
            return number.decode()


def reserve_numbers(organisation: str, count: int, *, actor: Actor) -> list[str]:
    """Numbers that are never given out again; the first document that names one gets it."""
    with unit_of_work(actor, "documentnummer.reserve") as work:
        numbers = [next_number(organisation, work.moment.year) for _ in range(count)]
        rows = GereserveerdDocumentnummer.objects.bulk_create(
            GereserveerdDocumentnummer(
                bronorganisatie=organisation, identificatie=number, gereserveerd=work.moment
            )
            for number in numbers
        )
        for row in rows:
            work.record("documentnummer", row.id, after={"identificatie": row.identificatie})
    return numbers
