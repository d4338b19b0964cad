"""Facts of the selectielijst gemeenten 2020 that the demo catalogue uses: procestypen and generic results.

Transcribed; a test compares them with the published list where the standards folder is present.
"""

from typing import NamedTuple

BASE = "https://selectielijst.openzaak.nl/api/v1"


class Resultaat(NamedTuple):
    """A result of the list."""

    naam: str
    waardering: str
    bewaartermijn: str
    procestermijn: str
    uuid: str


PROCESTYPEN = {
    5: ("Producten en diensten leveren", "651a1b5b-f84f-4c73-9151-4d485c7dcb99"),
    6: ("Verzoeken behandelen", "6d85b4dc-381c-413e-af3c-1e9668f4ea97"),
    7: ("Aangiften behandelen", "75252f24-5840-43db-b6fc-04c9f19261b9"),
    8: ("Voorzieningen verstrekken", "bd1ec0a0-0ecd-4046-8372-dcb6bdfda891"),
    11: ("Toestemming verlenen", "3e1f6d3e-617f-43e1-87be-8bd255ef4745"),
    13: ("Geschillen behandelen", "d4e71ef1-a20f-4023-8023-112002f6327c"),
    15: ("Onderhouden en repareren", "388645ae-bb7f-4b2b-ba70-94b70f713d45"),
}

RESULTATEN = {
    nummer: Resultaat(*values)
    for nummer, values in {
        "5.1": ("Geleverd", "vernietigen", "P5Y", "nihil", "ceb821a2-3b5e-421a-ac49-ebc63d15dc29"),
        "5.3": ("Niet geleverd", "vernietigen", "P1Y", "nihil", "423c22eb-1237-4a8b-846d-1cb0a02d74b2"),
        "5.4": ("Afgebroken", "vernietigen", "P1Y", "nihil", "1c3117dc-afe0-4fe5-a67e-cdc85dacc335"),
        "6.1": ("Ingewilligd", "vernietigen", "P5Y", "nihil", "968dee12-73d3-4b38-933f-5b25005d4ded"),
        "6.2": ("Afgewezen", "vernietigen", "P1Y", "nihil", "82d2ef7e-a074-42dd-871e-ea8735fee77a"),
        "6.3": ("Afgebroken", "vernietigen", "P1Y", "nihil", "f9606a6a-51f1-4ea5-a385-f8f14f25e623"),
        "7.1": ("Verwerkt", "vernietigen", "P5Y", "nihil", "0495bb2e-2f23-4026-a484-946ca59cf2f5"),
        "7.2": ("Geweigerd", "vernietigen", "P5Y", "nihil", "79e3022f-5264-4b09-b4ae-ba7df013feb5"),
        "7.3": ("Afgebroken", "vernietigen", "P1Y", "nihil", "e0cd86c9-800e-409f-8547-22eee3e36683"),
        "8.1": (
            "Verstrekt",
            "vernietigen",
            "P10Y",
            "bestaansduur_procesobject",
            "c61aa1a8-1583-433b-a889-b3f0d53383ba",
        ),
        "8.2": ("Geweigerd", "vernietigen", "P5Y", "nihil", "e2068367-1012-4795-984e-72901180ff80"),
        "8.4": ("Afgebroken", "vernietigen", "P1Y", "nihil", "a3388f94-be2c-440d-a03a-dd31f42bf0bd"),
        "11.1": (
            "Verleend",
            "vernietigen",
            "P1Y",
            "bestaansduur_procesobject",
            "67348398-2263-4aab-823d-92ae5fe8129d",
        ),
        "11.2": ("Geweigerd", "vernietigen", "P5Y", "nihil", "bcd33d3a-4a34-4143-9569-4d161ea6da6b"),
        "11.4": ("Afgebroken", "vernietigen", "P1Y", "nihil", "c448d114-c162-4509-9bfb-f699bb302a28"),
        "13.1": ("Afgehandeld", "vernietigen", "P5Y", "nihil", "04c016fb-c7e6-4a77-a214-a504b469bb14"),
        "13.2": ("Afgebroken", "vernietigen", "P1Y", "nihil", "671e2d55-7416-4d8e-8b99-a2b444044e5a"),
        "15.1": ("Uitgevoerd", "vernietigen", "P5Y", "nihil", "d8b21822-3ff1-4414-b17b-cbfd662b40d8"),
        "15.2": ("Niet uitgevoerd", "vernietigen", "P5Y", "nihil", "b8a84964-7cb1-4294-9fbf-edc4251f538b"),
        "15.3": ("Afgebroken", "vernietigen", "P1Y", "nihil", "3dfc1ec5-2bf5-4525-9d05-1675798dda81"),
    }.items()
}


def resultaat_url(nummer: str) -> str:
    """Address of a result in the published list."""
    return f"{BASE}/resultaten/{RESULTATEN[nummer].uuid}"


def procestype_url(nummer: int) -> str:
    """Address of a procestype in the published list."""
    return f"{BASE}/procestypen/{PROCESTYPEN[nummer][1]}"
