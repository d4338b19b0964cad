"""Numbers of documents: the next one, and some for who needs them beforehand."""

from kapstok.magazijnen.documenten.models import GereserveerdDocumentnummer
from kapstok.platform.db.direct import direct
from kapstok.platform.work import Actor, unit_of_work

MOST = 500
# The next number of the year, and whether somebody gave it to a document himself.
_NEXT = """
SELECT t.number, EXISTS (SELECT 1 FROM documenten_enkelvoudiginformatieobject e
  WHERE e.bronorganisatie = %(organisatie)s AND e.identificatie = t.number)
FROM (SELECT 'DOC-' || %(jaar)s || '-' || lpad(n, greatest(length(n), 7), '0') AS number
  FROM (SELECT reeks_volgende('document', %(jaar)s)::text AS n OFFSET 0) next OFFSET 0) t
"""


def next_number(organisation: str, year: int) -> str:
    """The next number; one that somebody gave a document himself is passed over."""
    while True:
        number, taken = direct(_NEXT, {"jaar": year, "organisatie": organisation}) or (None, None)
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
