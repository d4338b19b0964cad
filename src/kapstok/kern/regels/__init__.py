"""Every rule of the national standard (ZGW) that Kapstok must keep, findable by its code.

The rules themselves are functions of the stores, named by their code (`zrc_013_hoofdzaak`). Here stands what
each means and where it is applied. Rules without a number in the standard have a name of ours, with an x in it.
Tests carry `@pytest.mark.regel("zrc-013")`; what came of them in the last whole run is in uitkomst.json.
"""

from kapstok.kern.regels.besluiten import BESLUITEN
from kapstok.kern.regels.catalogi import CATALOGI
from kapstok.kern.regels.documenten import DOCUMENTEN
from kapstok.kern.regels.overal import OVERAL
from kapstok.kern.regels.regel import SOURCES, Regel
from kapstok.kern.regels.toegang import AUTORISATIES, NOTIFICATIES
from kapstok.kern.regels.zaken import ZAKEN

REGELS: tuple[Regel, ...] = (
    *OVERAL,
    *ZAKEN,
    *DOCUMENTEN,
    *CATALOGI,
    *BESLUITEN,
    *AUTORISATIES,
    *NOTIFICATIES,
)
BY_CODE = {regel.code: regel for regel in REGELS}

__all__ = ["BY_CODE", "REGELS", "SOURCES", "Regel"]
