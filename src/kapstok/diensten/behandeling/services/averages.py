"""How long zaken of a type usually take."""

from datetime import date

from django.db import connection

# Days from start to end of zaken closed in the last year; five of seven days are working days.
_REFRESH = """
INSERT INTO behandeling_gemiddelde (id, zaaktype_id, dagen, werkdagen)
SELECT gen_random_uuid(), zaaktype_id, round(avg(einddatum - startdatum)), round(avg(einddatum - startdatum) * 5 / 7)
FROM zaken_zaak WHERE einddatum > %(today)s::date - 366 AND einddatum <= %(today)s GROUP BY zaaktype_id
ON CONFLICT (tenant, zaaktype_id) DO UPDATE SET dagen = EXCLUDED.dagen, werkdagen = EXCLUDED.werkdagen
"""


def refresh_averages(today: date) -> None:
    """Make the averages of the municipality in scope anew; derived figures, so without audit record."""
    with connection.cursor() as cursor:
        cursor.execute(_REFRESH, {"today": today})
