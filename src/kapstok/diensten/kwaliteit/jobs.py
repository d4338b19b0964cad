"""What happens by itself."""

from datetime import datetime

from kapstok.diensten.kwaliteit.ronde import RondeGeweigerd, begin_ronde
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.brp.models import Persoonslijst
from kapstok.platform.jobs.registry import scheduled
from kapstok.platform.work import SYSTEM


@scheduled("30 2 * * 0", name="kwaliteit.ronde")
def weekly_round(_tenant: int, now: datetime) -> None:
    """Every Sunday night, where there is anything to check."""
    if not (Persoonslijst.objects.exists() or Nummeraanduiding.objects.exists()):
        return
    try:
        begin_ronde(actor=SYSTEM, moment=now)
    except RondeGeweigerd:
        return  # somebody asked for one already
