"""A document of the steering on a page: the very strings that stand in its files."""

from typing import Any

from kapstok.diensten.sturing.dossier.stuk import Memo


def tabellen(made: Memo) -> list[dict[str, Any]]:
    """The tables as the template shows them: what stands right, what is a total."""
    return [
        {
            "titel": table.titel, "nummer": n, "koppen": [(k, i in table.getallen) for i, k in enumerate(table.koppen)],
            "rijen": [
                ([(cell, i in table.getallen, table.koppen[i]) for i, cell in enumerate(line)],
                 place >= len(table.rijen) - table.slot)
                for place, line in enumerate(table.rijen)
            ],
        }
        for n, table in enumerate(made.tabellen)
    ]  # fmt: skip
