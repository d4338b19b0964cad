"""All checks, in the order in which a round does them."""

from kapstok.diensten.kwaliteit import controles_bag, controles_brp
from kapstok.diensten.kwaliteit.controle import Controle

CONTROLES: tuple[Controle, ...] = (*controles_brp.CONTROLES, *controles_bag.CONTROLES)
VAN_CODE = {controle.code: controle for controle in CONTROLES}
