"""A round of checks, one per transaction, in the background: it stops and goes on anywhere, and shows how far it is."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from kapstok.diensten.kwaliteit.alle import CONTROLES
from kapstok.diensten.kwaliteit.controle import Controle
from kapstok.diensten.kwaliteit.models import Bevinding, Ronde, Uitkomst
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work

NEXT = "kwaliteit.ronde.volgende"
STUCK = timedelta(hours=6)  # a round that is not done by then does not stop a new one
KEPT_SOLVED = timedelta(days=365)
KEPT_ROUNDS = timedelta(days=3 * 365)

_STEP = """WITH gevonden AS MATERIALIZED ({check}), gezet AS (
  INSERT INTO kwaliteit_bevinding
    (id, controle, sleutel, lijst, ander, adres, detail, sinds, ronde_id, juist_reden, juist_door)
  SELECT DISTINCT ON (sleutel) gen_random_uuid(), %(controle)s, left(sleutel, 80), lijst, coalesce(ander, ''), adres,
    left(coalesce(detail, ''), 200), %(moment)s, %(ronde)s::uuid, '', '' FROM gevonden ORDER BY sleutel
  ON CONFLICT (tenant, controle, sleutel) DO UPDATE SET ronde_id = excluded.ronde_id, lijst = excluded.lijst,
    ander = excluded.ander, adres = excluded.adres, detail = excluded.detail, opgelost = NULL,
    sinds = CASE WHEN kwaliteit_bevinding.opgelost IS NULL THEN kwaliteit_bevinding.sinds ELSE excluded.sinds END,
    juist_op = CASE WHEN {same} THEN kwaliteit_bevinding.juist_op END
  RETURNING sinds = %(moment)s AS nieuw, juist_op)
SELECT count(*), count(*) FILTER (WHERE nieuw) FROM gezet WHERE juist_op IS NULL"""
# What somebody called right is so as long as the finding says what it said then.
_SAME = """(kwaliteit_bevinding.ander, kwaliteit_bevinding.adres, kwaliteit_bevinding.detail)
    = (excluded.ander, excluded.adres, excluded.detail)"""


class RondeGeweigerd(Refusal):
    """A round cannot begin now."""


def begin_ronde(*, actor: Actor, moment: datetime) -> Ronde:
    """Ask the worker for a round. Refused while one is going on."""
    with unit_of_work(actor, "kwaliteit.ronde.begin", moment=moment) as work:
        with connection.cursor() as cursor:  # two at the same moment: the second sees the first
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtext('kwaliteit.ronde' || current_setting('app.tenant', true)))"
            )
        if Ronde.objects.filter(klaar=None, begonnen__gt=moment - STUCK).exists():
            raise RondeGeweigerd("bezig", "", _("Er is al een controle bezig. Wacht tot die klaar is."))
        row = Ronde.objects.create(begonnen=moment, stappen=len(CONTROLES), aanvrager=actor.stored_name)
        work.record("kwaliteitsronde", row.id, after={"stappen": row.stappen})
        work.publish(NEXT, subject=row.id, data={})
    return row


def volgende_stap(ronde_id: UUID, *, actor: Actor, moment: datetime, today: date) -> bool:
    """Do the next check of a round and order the one after it. False when there was nothing to do."""
    with unit_of_work(actor, "kwaliteit.ronde.stap", moment=moment) as work:
        row = Ronde.objects.select_for_update().get(id=ronde_id)
        if row.klaar is not None:
            work.record("kwaliteitsronde", row.id, after={"herhaald": True})
            return False
        if row.stap < len(CONTROLES):
            made = _check(CONTROLES[row.stap], row, moment, today)
            work.record("kwaliteitsronde", row.id, after={"controle": made.controle, "aantal": made.aantal})
            row.stap += 1
        if row.stap >= len(CONTROLES):
            row.klaar = moment
            _clean(moment)
            work.record("kwaliteitsronde", row.id, after={"klaar": moment.isoformat()})
            work.publish("kwaliteit.ronde.klaar", subject=row.id, data={"open": _open()})
        else:
            work.publish(NEXT, subject=row.id, data={})
        row.save(update_fields=["stap", "klaar"])
    return True


def _open() -> int:
    return Bevinding.objects.filter(opgelost=None, juist_op=None).count()


def _check(controle: Controle, row: Ronde, moment: datetime, today: date) -> Uitkomst:
    params = {"controle": controle.code, "ronde": row.id, "moment": moment, "dag": today}
    with connection.cursor() as cursor:
        # Right after a load the planner guesses few rows, and would look at every pair of them: we may not ANALYZE.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(_STEP.format(check=controle.sql, same=_SAME), params)
        found, new = cursor.fetchone() or (0, 0)
        cursor.execute("SET LOCAL enable_nestloop = on")
    before = Bevinding.objects.filter(controle=controle.code, opgelost=None).exclude(ronde=row)
    solved = before.filter(juist_op=None).update(opgelost=moment)
    before.update(opgelost=moment)
    return Uitkomst.objects.create(
        ronde=row, controle=controle.code, aantal=found, nieuw=new, opgelost=solved
    )


def _clean(moment: datetime) -> None:
    """What was solved long ago says nothing any more, and it is about persons."""
    Bevinding.objects.filter(opgelost__lt=moment - KEPT_SOLVED).delete()
    used = Bevinding.objects.values("ronde_id")
    Ronde.objects.filter(begonnen__lt=moment - KEPT_ROUNDS).exclude(id__in=used).delete()
