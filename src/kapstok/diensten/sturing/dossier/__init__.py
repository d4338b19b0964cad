"""The steering as zaken: its zaaktypen, opening and closing a zaak, and filing a document with it.

No tables of its own: what is proposed, advised and reported lies in the stores, like everything else.
"""

from kapstok.diensten.sturing.dossier.services import (
    Stuk,
    leg_bij,
    leg_vast,
    neem_besluit,
    open_zaak,
    sluit_zaak,
    zet_status,
)

__all__ = ["Stuk", "leg_bij", "leg_vast", "neem_besluit", "open_zaak", "sluit_zaak", "zet_status"]
