"""Reads of the projects; one statement each."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from kapstok.platform.db import fetch_all, fetch_value


@dataclass(frozen=True, slots=True)
class Zoek:
    """What the list is narrowed by."""

    q: str = ""
    jaar: int | None = None
    toestand: str = ""
    stand: str = ""  # voorgesteld, lopend or klaar
    noodzaak: str = ""
    keuze: str = ""
    speerpunt: str = ""


_WHERE = """
 WHERE (%(q)s = '' OR p.naam ILIKE %(like)s OR p.projectleider ILIKE %(like)s)
   AND (%(jaar)s::int IS NULL OR p.jaar = %(jaar)s) AND (%(toestand)s = '' OR p.toestand = %(toestand)s)
   AND (%(noodzaak)s = '' OR p.noodzaak = %(noodzaak)s) AND (%(keuze)s = '' OR p.keuze = %(keuze)s)
   AND (%(speerpunt)s = '' OR %(speerpunt)s = ANY (p.speerpunten))
   AND (%(standen)s::text[] IS NULL OR p.toestand = ANY (%(standen)s))
"""
_PARTS = """
  (SELECT jsonb_agg(jsonb_build_object('id', d.id, 'deelnemer', d.deelnemer_id, 'code', m.code, 'naam', m.naam,
     'kort', m.kort, 'van', d.van, 'tot', d.tot, 'begroot', d.begroot, 'uren', d.uren, 'besluit', d.besluit,
     'reden', d.besluit_reden, 'versie', d.versie) ORDER BY m.volgorde, m.naam)
   FROM projecten_deelname d JOIN verband_deelnemer m ON m.id = d.deelnemer_id WHERE d.project_id = p.id) AS deelnames
"""
_LIST = "".join(
    (
        "SELECT p.id, p.naam, p.boekcode, p.jaar, p.toestand, p.noodzaak, p.startvorm, p.starter_id, p.projectleider,",
        " p.speerpunten, p.keuze, p.sinds,", _PARTS,
        " FROM (SELECT p.* FROM projecten_project p", _WHERE,
        " ORDER BY p.jaar DESC, p.naam LIMIT %(limit)s OFFSET %(offset)s) p ORDER BY p.jaar DESC, p.naam",
    )
)  # fmt: skip
_COUNT = "".join(("SELECT count(*) AS n FROM projecten_project p", _WHERE))


def _params(zoek: Zoek) -> dict[str, Any]:
    from kapstok.diensten.sturing.projecten.rules import KLAAR, LOPEND, VOORGESTELD

    safe = zoek.q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    groups = {"voorgesteld": VOORGESTELD, "lopend": LOPEND, "klaar": KLAAR}
    return {
        "q": zoek.q, "like": f"%{safe}%", "jaar": zoek.jaar, "toestand": zoek.toestand, "noodzaak": zoek.noodzaak,
        "keuze": zoek.keuze, "speerpunt": zoek.speerpunt,
        "standen": list(groups[zoek.stand]) if zoek.stand in groups else None,
    }  # fmt: skip


def projecten(zoek: Zoek, *, limit: int, offset: int = 0) -> list[dict[str, Any]]:
    """A page of projects with their municipalities, the newest year first."""
    return fetch_all(_LIST, {**_params(zoek), "limit": limit, "offset": offset})


def aantal(zoek: Zoek) -> int:
    """How many there are."""
    return int(fetch_value(_COUNT, _params(zoek)))


_ONE = "".join(
    (
        "SELECT p.*, a.naam AS applicatie_naam, s.naam AS starter_naam, s.code AS starter_code,", _PARTS,
        """,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('van', t.van, 'naar', t.naar, 'op', t.op, 'reden', t.reden,
     'door', t.door) ORDER BY t.moment, t.id), '[]') FROM projecten_stap t WHERE t.project_id = p.id) AS stappen,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'op', b.op, 'noodzaak', b.noodzaak,
     'bron', b.noodzaak_bron, 'toelichting', b.toelichting, 'haalbaarheid', b.haalbaarheid,
     'inpasbaarheid', b.inpasbaarheid, 'document_id', b.document_id, 'door', b.door)
     ORDER BY b.op DESC, b.id DESC), '[]')
   FROM projecten_beoordeling b WHERE b.project_id = p.id) AS beoordelingen,
  (SELECT coalesce(jsonb_agg(to_jsonb(t) - 'tenant' ORDER BY t.jaar DESC, t.kwartaal DESC), '[]')
   FROM projecten_toets t WHERE t.project_id = p.id) AS toetsen
FROM projecten_project p LEFT JOIN portfolio_applicatie a ON a.id = p.applicatie_id
LEFT JOIN verband_deelnemer s ON s.id = p.starter_id WHERE p.id = %(id)s""",
    )
)  # fmt: skip


def project(project_id: UUID) -> dict[str, Any] | None:
    """One project with all that hangs on it."""
    rows = fetch_all(_ONE, {"id": project_id})
    return rows[0] if rows else None


_PARTS_IN = """
SELECT id, van, tot, besluit, versie, begroot, deelnemer_id, project_id FROM projecten_deelname
WHERE van <= %(tot)s AND tot >= %(van)s AND besluit <> 'ziet_af' ORDER BY van, id LIMIT %(limit)s
"""
_THEIR = """
SELECT id, naam, toestand, startvorm, starter_id FROM projecten_project
WHERE id = ANY (%(ids)s) AND toestand <> ALL (%(weg)s)
"""
MOST = 3000  # blocks on one board


def bord(van: date, tot: date) -> list[dict[str, Any]]:
    """The blocks in a period: who takes part in what, without what was struck or not honoured. Two plain reads: a join
    of them is slow under a policy as long as the database has no statistics."""
    parts = fetch_all(_PARTS_IN, {"van": van, "tot": tot, "limit": MOST})
    ids = list({part["project_id"] for part in parts})
    known = {
        row["id"]: row for row in fetch_all(_THEIR, {"ids": ids, "weg": ["afgevoerd", "niet_gehonoreerd"]})
    }
    names = ("naam", "toestand", "startvorm", "starter_id")
    return [
        {**part, **{name: known[part["project_id"]][name] for name in names}}
        for part in parts
        if part["project_id"] in known
    ]


_BLOCK = """
SELECT d.id, d.van, d.tot, d.versie, d.besluit, m.naam AS gemeente, p.id AS project_id, p.naam, p.toestand
FROM projecten_deelname d JOIN projecten_project p ON p.id = d.project_id
JOIN verband_deelnemer m ON m.id = d.deelnemer_id WHERE d.id = %(id)s
"""


def blok(deelname_id: UUID) -> dict[str, Any] | None:
    """One block of the board."""
    rows = fetch_all(_BLOCK, {"id": deelname_id})
    return rows[0] if rows else None


_HOURS = """
SELECT c.deelnemer_id AS wie, c.uren - coalesce((
    SELECT sum(d.uren) FROM projecten_deelname d JOIN projecten_project p ON p.id = d.project_id
    WHERE d.deelnemer_id = c.deelnemer_id AND d.besluit = 'doet_mee' AND p.jaar = c.jaar AND p.id <> %(zonder)s
      AND p.toestand = ANY (%(telt)s)), 0)
  - CASE WHEN c.deelnemer_id IS NULL THEN coalesce((
    SELECT sum(p.uren_owo) FROM projecten_project p WHERE p.jaar = c.jaar AND p.id <> %(zonder)s
      AND p.toestand = ANY (%(telt)s)), 0) ELSE 0 END AS over
FROM projecten_capaciteit c WHERE c.jaar = %(jaar)s
"""


def uren_over(jaar: int, *, zonder: UUID) -> dict[UUID | None, int]:
    """Hours left in a year per municipality, and of the OWO unit (None), after all projects that were honoured."""
    telt = ["gehonoreerd", "in_uitvoering", "in_afronding", "in_uitrol", "afgerond"]
    rows = fetch_all(_HOURS, {"jaar": jaar, "zonder": zonder, "telt": telt})
    return {row["wie"]: int(row["over"]) for row in rows}


_YEARS = "SELECT DISTINCT jaar FROM projecten_project ORDER BY jaar LIMIT 100"


def jaren() -> list[int]:
    """Years that have a programme."""
    return [row["jaar"] for row in fetch_all(_YEARS)]


_LESSONS = """
SELECT p.id, p.naam, p.lessen FROM projecten_project p
WHERE p.id <> %(id)s AND p.lessen <> '' AND ((%(component)s <> '' AND p.component = %(component)s)
  OR p.speerpunten && %(speerpunten)s::varchar[])
ORDER BY (p.component = %(component)s AND %(component)s <> '') DESC, p.jaar DESC, p.naam LIMIT 5
"""


def lessen(project_id: UUID, component: str, speerpunten: list[str]) -> list[dict[str, Any]]:
    """What was learned in projects like this one: first those about the same component."""
    return fetch_all(_LESSONS, {"id": project_id, "component": component, "speerpunten": speerpunten})


_CODES = "SELECT boekcode, id FROM projecten_project WHERE boekcode = ANY (%(codes)s)"


def bij_boekcode(codes: list[str]) -> dict[str, UUID]:
    """Which project a name in the money belongs to."""
    return {row["boekcode"]: row["id"] for row in fetch_all(_CODES, {"codes": codes})}


_OPEN = "".join(
    (
        "SELECT p.id, p.naam, p.boekcode, p.toestand, p.projectleider, p.startvorm, p.noodzaak, p.versie,", _PARTS, """,
  (SELECT to_jsonb(t) - 'tenant' FROM projecten_toets t WHERE t.project_id = p.id AND t.jaar = %(jaar)s
     AND t.kwartaal = %(kwartaal)s) AS toets
FROM projecten_project p WHERE p.id = ANY (%(ids)s) ORDER BY p.naam""",
    )
)  # fmt: skip


def voor_kwartaal(ids: list[UUID], jaar: int, kwartaal: int) -> list[dict[str, Any]]:
    """These projects with their review of a quarter."""
    return fetch_all(_OPEN, {"ids": ids, "jaar": jaar, "kwartaal": kwartaal})


_ASKING = """
SELECT id FROM projecten_project WHERE toestand = ANY (%(standen)s) AND EXISTS (
  SELECT 1 FROM projecten_stap s WHERE s.project_id = projecten_project.id AND s.op <= %(op)s) ORDER BY naam LIMIT 1000
"""


def op_agenda(op: date) -> list[UUID]:
    """Projects that run or are proposed, and were there on this day."""
    from kapstok.diensten.sturing.projecten.rules import LOPEND, VOORGESTELD

    standen = [*LOPEND, *VOORGESTELD]
    return [row["id"] for row in fetch_all(_ASKING, {"standen": standen, "op": op})]


_OWED = """
SELECT p.id, p.naam, p.projectleider, p.leider_id, coalesce(u.email, '') AS email
FROM projecten_project p LEFT JOIN identity_user u ON u.id = p.leider_id AND u.active
WHERE p.toestand = ANY (%(lopend)s) AND (%(leider)s::uuid IS NULL OR p.leider_id = %(leider)s)
  AND EXISTS (SELECT 1 FROM projecten_stap s WHERE s.project_id = p.id AND s.naar = 'in_uitvoering'
    AND s.op <= %(einde)s)
  AND NOT EXISTS (SELECT 1 FROM projecten_toets t WHERE t.project_id = p.id AND t.jaar = %(jaar)s
    AND t.kwartaal = %(kwartaal)s)
ORDER BY p.naam LIMIT 1000
"""


def zonder_toets(jaar: int, kwartaal: int, einde: date, leider: UUID | None = None) -> list[dict[str, Any]]:
    """Running projects that had begun by the end of this quarter and have no review of it; with who leads them."""
    from kapstok.diensten.sturing.projecten.rules import LOPEND

    return fetch_all(
        _OWED, {"jaar": jaar, "kwartaal": kwartaal, "einde": einde, "leider": leider, "lopend": list(LOPEND)}
    )


_LEADS = """
SELECT id, naam, toestand, jaar FROM projecten_project WHERE leider_id = %(leider)s AND toestand <> ALL (%(klaar)s)
ORDER BY naam LIMIT 500
"""


def geleid_door(leider: UUID) -> list[dict[str, Any]]:
    """The projects of this leader that are not done."""
    from kapstok.diensten.sturing.projecten.rules import KLAAR

    return fetch_all(_LEADS, {"leider": leider, "klaar": list(KLAAR)})


_STAFF = "SELECT id, naam FROM identity_user WHERE active ORDER BY naam LIMIT 1000"


def mensen() -> list[tuple[str, str]]:
    """Who may be named as a leader: everybody with an account."""
    return [(str(row["id"]), row["naam"]) for row in fetch_all(_STAFF, {})]


_CHAIN = """
SELECT id, naam, speerpunten, component, applicatie_id FROM projecten_project
WHERE toestand NOT IN ('afgevoerd', 'niet_gehonoreerd') ORDER BY naam, id LIMIT 20000
"""


def voor_keten() -> list[dict[str, Any]]:
    """What each project is for and about; without what was struck or not honoured."""
    return fetch_all(_CHAIN, {})


_CHOICES = "SELECT id, naam FROM projecten_project ORDER BY naam, id LIMIT 5000"


def keuzes() -> list[tuple[str, str]]:
    """All projects as choices of a form."""
    return [(str(row["id"]), row["naam"]) for row in fetch_all(_CHOICES, {})]
