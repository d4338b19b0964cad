"""Numbers of documents: the next one, and some for who needs them beforehand."""

from django.db import connection

from kapstok.magazijnen.documenten.models import EnkelvoudigInformatieObject, GereserveerdDocumentnummer
from kapstok.platform.db import uuid7
from kapstok.platform.work import Actor, unit_of_work

MOST = 500
_NEXT = """
INSERT INTO documenten_documentnummer (id, jaar, laatste) VALUES (%s, %s, 1)
ON CONFLICT (tenant, jaar) DO UPDATE SET laatste = documenten_documentnummer.laatste + 1 RETURNING laatste
"""


def next_number(organisation: str, year: int) -> str:
    """The next number; one that somebody gave a document himself is passed over."""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_NEXT, [uuid7(), year])
            number = f"DOC-{year}-{cursor.fetchone()[0]:07d}"
        same = {"identificatie": number, "bronorganisatie": organisation}
        if not EnkelvoudigInformatieObject.objects.filter(**same).exists():
            return number


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
