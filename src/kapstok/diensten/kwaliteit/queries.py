"""What the report shows: figures per check, the trend, and what was found; one statement each."""

from dataclasses import dataclass
from typing import Any

from kapstok.diensten.kwaliteit.models import Ronde, Uitkomst
from kapstok.platform.db import fetch_all

PAGE = 50
ROUNDS = 12  # of the picture
BATCH = 1000

_ROWS = """
SELECT b.id, b.controle, b.ander, b.adres, b.detail, b.sinds, b.sleutel,
  b.juist_op, b.juist_reden, b.juist_door,
  p.bsn, p.a_nummer, p.voornamen, p.voorvoegsel, p.geslachtsnaam, p.geheim,
  z.id AS zaak_id, z.identificatie AS zaak, z.einddatum AS zaak_klaar
FROM kwaliteit_bevinding b
LEFT JOIN brp_persoonslijst p ON p.id = b.lijst
LEFT JOIN zaken_zaak z ON z.id = b.zaak_id
WHERE b.opgelost IS NULL AND b.controle = %(controle)s
  AND (b.sinds, b.ander, b.id) < (%(moment)s, %(ander)s, %(id)s::uuid)
  {meer}
ORDER BY b.sinds DESC, b.ander DESC, b.id DESC LIMIT %(limit)s OFFSET %(offset)s
"""
_COUNT = """
SELECT count(*) AS aantal FROM kwaliteit_bevinding b LEFT JOIN brp_persoonslijst p ON p.id = b.lijst
WHERE b.opgelost IS NULL AND b.controle = %(controle)s {meer}
"""
_NARROW = {
    "zonder": "AND b.juist_op IS NULL AND b.zaak_id IS NULL",
    "met": "AND b.juist_op IS NULL AND b.zaak_id IS NOT NULL",
    "juist": "AND b.juist_op IS NOT NULL",
    "nieuw": "AND b.juist_op IS NULL AND b.sinds >= (SELECT max(begonnen) FROM kwaliteit_ronde "
    "WHERE klaar IS NOT NULL)",
    "": "AND b.juist_op IS NULL",
}
_NAMED = """ AND (p.bsn = %(zoek)s OR p.a_nummer = %(zoek)s OR b.adres = %(zoek)s OR b.ander = %(zoek)s
  OR lower(p.geslachtsnaam) = lower(%(zoek)s))"""
# After every number there is, whatever order letters have.
_LAST: dict[str, Any] = {"moment": "infinity", "ander": "z", "id": "ffffffff-ffff-ffff-ffff-ffffffffffff"}


@dataclass(frozen=True, slots=True)
class Vraag:
    """Which findings of a check. `stand`: nieuw, zonder or met (a terugmelding), juist (called right),
    or empty for all that count."""

    controle: str
    stand: str = ""
    zoek: str = ""

    @property
    def _more(self) -> str:
        return _NARROW[self.stand] + (_NAMED if self.zoek else "")

    def aantal(self) -> int:
        """How many there are."""
        found = fetch_all(_COUNT.format(meer=self._more), {"controle": self.controle, "zoek": self.zoek})
        return int(found[0]["aantal"])

    def rijen(self, *, limit: int, offset: int = 0, na: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """The newest first, and together what is about the same person; `na`: only what comes after this row, so that
        no list need be whole in memory."""
        after = {"moment": na["sinds"], "ander": na["ander"], "id": na["id"]} if na else _LAST
        params = {"controle": self.controle, "zoek": self.zoek, "limit": limit, "offset": offset, **after}
        return fetch_all(_ROWS.format(meer=self._more), params)


def laatste_rondes() -> tuple[Ronde | None, Ronde | None]:
    """The round that goes on, or None; and the last one that is done, or None."""
    newest = Ronde.objects.order_by("-begonnen").first()
    going = newest if newest is not None and newest.klaar is None else None
    return going, Ronde.objects.filter(klaar__isnull=False).order_by("-begonnen").first()


def uitkomsten(ronde: Ronde) -> dict[str, Uitkomst]:
    """What each check came to, by its code."""
    return {row.controle: row for row in Uitkomst.objects.filter(ronde=ronde)}


def trend(controle: str = "") -> list[tuple[Any, int]]:
    """How many findings the last rounds had, the oldest first; of one check, or of all together."""
    sql = f"""SELECT begonnen, aantal FROM (SELECT r.begonnen, sum(u.aantal)::int AS aantal
FROM kwaliteit_ronde r JOIN kwaliteit_uitkomst u ON u.ronde_id = r.id
WHERE r.klaar IS NOT NULL {"AND u.controle = %(controle)s" if controle else ""}
GROUP BY r.id, r.begonnen ORDER BY r.begonnen DESC LIMIT {ROUNDS}) laatste ORDER BY begonnen"""  # noqa: S608
    return [(row["begonnen"], row["aantal"]) for row in fetch_all(sql, {"controle": controle})]


def open_met_zaak() -> dict[str, int]:
    """How many open findings of each check have a terugmelding."""
    sql = """SELECT controle, count(*) AS n FROM kwaliteit_bevinding
WHERE opgelost IS NULL AND juist_op IS NULL AND zaak_id IS NOT NULL GROUP BY 1"""
    return {row["controle"]: row["n"] for row in fetch_all(sql)}


def juist_sinds(ronde: Ronde) -> dict[str, int]:
    """How many of what a round counted were called right after it, of each check."""
    sql = """SELECT controle, count(*) AS n FROM kwaliteit_bevinding
WHERE opgelost IS NULL AND juist_op > %(moment)s GROUP BY 1"""
    return {row["controle"]: row["n"] for row in fetch_all(sql, {"moment": ronde.klaar})}
