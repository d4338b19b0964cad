"""Arithmetic of layers and quarters. Pure; amounts in whole cents."""

from collections.abc import Mapping
from datetime import date


class TeWeinig(ValueError):
    """There is not enough; `tekort` says how much is lacking."""

    def __init__(self, tekort: int) -> None:
        super().__init__(f"{tekort} cent te weinig")
        self.tekort = tekort


def oudste_eerst(lagen: Mapping[int, int], bedrag: int, tot_en_met: int) -> list[tuple[int, int]]:
    """How an amount is taken from the layers: the oldest first, none of a later year. Raises TeWeinig."""
    left, parts = bedrag, []
    for year in sorted(lagen):
        if year > tot_en_met or not left:
            break
        taken = min(left, lagen[year])
        if taken > 0:
            parts.append((year, taken))
            left -= taken
    if left:
        raise TeWeinig(left)
    return parts


def kwartaal(dag: date) -> int:
    """1 to 4."""
    return (dag.month + 2) // 3


def laatste_dag(jaar: int, nummer: int) -> date:
    """Last day of a quarter."""
    return date(jaar, nummer * 3, 31 if nummer in (1, 4) else 30)
