"""What other packages ask of the catalogus: the versions of related types that hold on a day."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from kapstok.platform.db import fetch_all

# Related types by name: the published version in force on the day, else the latest published one.
_DOCUMENTS = """
SELECT DISTINCT ON (k.volgnummer, k.id) v.id, v.omschrijving, k.richting, k.volgnummer
FROM catalogi_zaaktypeinformatieobjecttype k
JOIN catalogi_informatieobjecttype n ON n.id = k.informatieobjecttype_id
JOIN catalogi_informatieobjecttype v
  ON v.catalogus_id = n.catalogus_id AND v.omschrijving = n.omschrijving AND NOT v.concept
WHERE k.zaaktype_id = %(zaaktype)s AND (%(richting)s = '' OR k.richting = %(richting)s)
ORDER BY k.volgnummer, k.id,
  (v.begin_geldigheid <= %(day)s AND (v.einde_geldigheid IS NULL OR v.einde_geldigheid > %(day)s)) DESC,
  v.begin_geldigheid DESC
"""
_DECISIONS = """
SELECT DISTINCT ON (n.omschrijving) v.id, v.omschrijving
FROM catalogi_zaaktypebesluittype k
JOIN catalogi_besluittype n ON n.id = k.besluittype_id
JOIN catalogi_besluittype v
  ON v.catalogus_id = n.catalogus_id AND v.omschrijving = n.omschrijving AND NOT v.concept
WHERE k.zaaktype_id = %(zaaktype)s
ORDER BY n.omschrijving,
  (v.begin_geldigheid <= %(day)s AND (v.einde_geldigheid IS NULL OR v.einde_geldigheid > %(day)s)) DESC,
  v.begin_geldigheid DESC
"""


def document_types(zaaktype_id: UUID, *, day: Any, richting: str = "") -> Sequence[dict[str, Any]]:
    """id, omschrijving, richting and volgnummer of the kinds of document of a zaaktype, in their order."""
    return fetch_all(_DOCUMENTS, {"zaaktype": zaaktype_id, "richting": richting, "day": day})


def decision_types(zaaktype_id: UUID, *, day: Any) -> Sequence[dict[str, Any]]:
    """id and omschrijving of the kinds of besluit of a zaaktype, by name."""
    return fetch_all(_DECISIONS, {"zaaktype": zaaktype_id, "day": day})
