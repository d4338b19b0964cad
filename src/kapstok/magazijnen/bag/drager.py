"""What stands on an address and in which building, as one mark per address: has anything of it changed?"""

from collections.abc import Collection
from pathlib import Path

from kapstok.magazijnen.bag.bevragen import Tijd
from kapstok.platform.db import fetch_all

_MERKEN = (Path(__file__).parent / "sql" / "dragers.sql").read_text()


def merken(nummers: Collection[str], op: Tijd) -> dict[str, str]:
    """By number of the address: status, use, size, shape and building of what stands there then. One statement."""
    if not nummers:
        return {}
    rows = fetch_all(_MERKEN, {"nummers": list(nummers), "dag": op.dag, "bekend": op.bekend})
    return {row["nummer"]: row["merk"] for row in rows}
