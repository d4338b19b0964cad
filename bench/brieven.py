"""How long a letter takes, step by step: text, PDF/A, seal. `python -m bench.brieven` runs it alone (no database).

The ratio is to a page that holds one word, typeset by the same engine in the same run.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

RUNS = 30
TODAY = date(2026, 11, 23)
BARE = '#set document(title: "x", author: "x")\n#set text(lang: "nl")\n#json(bytes(sys.inputs.data)).woord'


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Median and 95th percentile in ms over RUNS runs after one warm-up, and the last outcome."""
    made, walls = work(), []
    for _ in range(RUNS):
        began = time.perf_counter()
        made = work()
        walls.append((time.perf_counter() - began) * 1000)
    return statistics.median(walls), statistics.quantiles(walls, n=20)[18], made


def letters() -> dict[str, tuple[str, str]]:
    """The longest standard letter, and one of five pages."""
    import msgspec

    from kapstok.diensten.brieven import services

    rows = msgspec.json.decode(
        (Path(services.__file__).with_name("sjablonen") / "standaard.json").read_bytes()
    )
    longest = max(rows, key=lambda row: len(row["tekst"]))
    filler = "De kap van de boom is nodig om de veiligheid op de weg te houden. " * 12
    return {
        "standaardbrief": (longest["onderwerp"], longest["tekst"]),
        "brief van vijf bladzijden": ("Een lange brief", "\n\n".join([filler] * 18)),
    }


def measure() -> None:
    """Print a row per step, with its ratio to the bare page."""
    from kapstok.diensten.brieven.models import Sjabloon
    from kapstok.diensten.brieven.rules import fields_of
    from kapstok.diensten.brieven.services import compose, letter_data, render_letter
    from kapstok.diensten.brieven.templates import example_values
    from kapstok.platform.pdf import render_pdf
    from kapstok.platform.pdf.seal import seal_pdf

    bare, _p95, _pdf = timed(lambda: render_pdf(BARE, {"woord": "Kapstok"}))
    print(f"\n{'Brieven maken (ms)':44}{'p50':>8}{'p95':>8}{'kB':>8}{'× kaal':>9}")
    print(f"{'kale bladzijde, PDF/A-2a':44}{bare:8.1f}{'':8}{'':8}{1.0:9.1f}")
    for name, (subject, text) in letters().items():
        values = example_values("Ooststellingwerf", TODAY, fields_of(subject, text))
        template = Sjabloon(onderwerp=subject, tekst=text)
        p50, p95, letter = timed(lambda template=template, values=values: compose(template, values))
        print(f"{name + ': velden invullen':44}{p50:8.2f}{p95:8.2f}{'':8}{p50 / bare:9.2f}")
        data = letter_data(
            letter, values, gemeente="Ooststellingwerf", afzender="Raadhuisplein 1 · Oosterwolde"
        )
        p50, p95, pdf = timed(lambda data=data: render_letter(data))
        print(f"{name + ': PDF/A-2a':44}{p50:8.1f}{p95:8.1f}{len(pdf) / 1000:8.0f}{p50 / bare:9.1f}")
        with tempfile.TemporaryDirectory() as folder:

            def seal(pdf: bytes = pdf, folder: str = folder) -> bytes:
                return seal_pdf(
                    pdf,
                    folder=Path(folder),
                    slug="ooststellingwerf",
                    organisation="Ooststellingwerf",
                    reason="Ondertekend",
                    now=datetime(2026, 11, 23, 12, tzinfo=UTC),
                )

            p50, p95, sealed = timed(seal)
        print(f"{name + ': zegel (PAdES)':44}{p50:8.1f}{p95:8.1f}{len(sealed) / 1000:8.0f}{p50 / bare:9.1f}")


if __name__ == "__main__":
    import os

    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "kapstok.site.settings"
    django.setup()
    measure()
