"""Writes the generated reference pages in docs/naslag (`make docs`); a test fails when one is stale."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

NOTE = "\n\n*Gemaakt door `make docs`; niet met de hand wijzigen.*\n"
DOCS = Path(__file__).resolve().parents[3] / "docs"


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(
        [*lines, *("| " + " | ".join(c.replace("|", "\\|") for c in row) + " |" for row in rows)]
    )


def _settings() -> str:
    from kapstok.platform.config import explain
    from kapstok.platform.config.schema import Settings

    rows = [
        (f"`{r['naam']}`", f"`{r['waarde']}`" if r["waarde"] else "leeg", r["betekenis"])
        for r in explain(Settings(), {})
    ]
    return (
        "# Instellingen\n\nUit de omgeving gelezen. `kapstok config explain` toont de waarden van nu.\n\n"
        + _table(("Naam", "Standaard", "Betekenis"), rows)
    )


def _commands() -> str:
    import click

    from kapstok.site import commands
    from kapstok.site.cli import kapstok

    commands.register(kapstok)

    def walk(group: click.Group, prefix: str) -> Iterator[tuple[str, ...]]:
        for name, command in sorted(group.commands.items()):
            if command.hidden:
                continue
            if isinstance(command, click.Group):
                yield from walk(command, f"{prefix} {name}")
            else:
                options = ", ".join(f"`{o}`" for p in command.params for o in p.opts)
                yield f"`{prefix} {name}`", (command.help or "").split("\n")[0], options

    rows = list(walk(kapstok, "kapstok"))
    return "# Opdrachten\n\nUitgang: 0 gelukt, 1 geweigerd of mislukt, 2 verkeerd gebruikt.\n\n" + _table(
        ("Opdracht", "Doet", "Opties"), rows
    )


def _background() -> str:
    from kapstok.platform.events.registry import consumers
    from kapstok.platform.jobs.registry import schedule

    heard = [
        (f"`{c.name}`", f"`{c.pattern}`", _first(c.handle))
        for c in sorted(consumers.values(), key=lambda c: c.name)
    ]
    planned = [
        (f"`{j.name}`", f"`{j.cron}`", _first(j.run)) for j in sorted(schedule.values(), key=lambda j: j.name)
    ]
    return (
        "# Achtergrondwerk\n\n## Luisteraars\n\n"
        + _table(("Naam", "Gebeurtenissen", "Doet"), heard)
        + "\n\n## Gepland werk\n\n"
        + _table(("Naam", "Wanneer (cron)", "Doet"), planned)
    )


def _first(function: Callable[..., object]) -> str:
    return (function.__doc__ or "").strip().split("\n")[0]


def _tables() -> str:
    from kapstok.platform.db.catalogus import SHARED_TABLES
    from kapstok.platform.db.secure import tenant_models

    rows = [
        (f"`{m._meta.db_table}`", _first(m), ", ".join(m.app_rights).lower())  # type: ignore[arg-type]
        for m in sorted(tenant_models(), key=lambda m: m._meta.db_table)
    ]
    shared = [
        (f"`{name}`", reason, ", ".join(rights).lower())
        for name, (rights, reason) in sorted(SHARED_TABLES.items())
    ]
    head = ("Tabel", "Wat", "Rechten van de applicatie")
    return f"# Tabellen\n\n## Per gemeente\n\n{_table(head, rows)}\n\n## Gedeeld, met reden\n\n{_table(head, shared)}"


def _decisions() -> str:
    rows = []
    for page in sorted((DOCS / "besluiten").glob("0*.md")):
        title = page.read_text().split("\n", 1)[0].lstrip("# ")
        rows.append((f"[{title[:4]}]({page.name})", title[5:]))
    return (
        "# Besluiten\n\nWaarom het zo is. Eén bladzijde per besluit dat meer dan een dag kost om terug te draaien.\n\n"
        + _table(("Nummer", "Besluit"), rows)
    )


def _deviations(path: Path) -> str:
    """Differences with the published contracts; where those are not at hand the page stays as it is."""
    from kapstok.koppelvlakken.zgw import afwijkingen
    from kapstok.koppelvlakken.zgw.vergelijk import is_more
    from kapstok.platform.config import settings

    standards = Path(settings.standaarden_map).resolve()
    if not (standards / "zgw" / "oas").is_dir():
        return path.read_text() if path.exists() else ""
    titles = ("API", "Operaties", "Wat", "Gepubliceerd", "Hier", "Waarom")
    other: list[tuple[str, ...]] = []
    slips: list[tuple[str, ...]] = []
    more: list[tuple[str, ...]] = []
    for r in afwijkingen.rows(standards):
        row = (f"`{r[0]}`", *(f"`{c}`" if c else "" for c in r[1:5]), r[5])
        (more if is_more(*r[2:5]) else slips if afwijkingen.is_slip(r[5]) else other).append(row)
    return (
        "# Afwijkingen van de landelijke contracten\n\nElke operatie van de gepubliceerde contracten (Zaken 1.7.0, "
        "Catalogi 1.3.3, Documenten 1.7.0, Besluiten 1.1.0, Autorisaties 1.1.0, Notificaties 1.0.1; Klantinteracties, "
        "Contactgegevens en Objecten van de markt) is vergeleken met wat hier wordt aangeboden: rechten, status, "
        "parameters, headers en velden. Wat iemand extra mág sturen (parameters als `pageSize` en `expand`, headers) "
        "staat er niet bij.\n\n"
        f"## Wat een client kan merken ({len(other)})\n\n"
        + _table(titles, other)
        + f"\n## Waar het gepubliceerde document zichzelf tegenspreekt ({len(slips)})\n\nAan allebei tegelijk kan geen "
        "server voldoen. Achteraan staat waar het staat en wat wij doen.\n\n"
        + _table(titles, slips)
        + "\n## Wat gestuurd mag worden en niet bewaard\n\nDe contracten noemen deze velden ook in verzoeken, meestal "
        "als verouderd. De vorm wordt gecontroleerd; de waarde blijft wat uit versies, zaaktype of adres volgt.\n\n"
        + _table(("API", "Bron", "Velden"), afwijkingen.not_kept())
        + f"\n## Wat er meer is ({len(more)})\n\nWie zich aan het gepubliceerde contract houdt, merkt dit niet: een "
        "operatie of veld erbij, een waarde die ook leeg, langer of anders mag worden gestuurd, of een antwoord dat "
        "minder openlaat.\n\n" + _table(titles, more) + NOTE
    )


def _rules() -> str:
    from kapstok.kern.regels import REGELS, SOURCES
    from kapstok.kern.regels.regel import APIS

    parts = [
        "# Regels van de ZGW-standaard\n\nElke regel met zijn code, wat hij betekent, wat het antwoord zegt als hij "
        "wordt overtreden, en waar hij in de code staat. Een regel zonder nummer in de standaard heeft een naam van "
        "ons, met een x. Of zijn test slaagt staat in het product: **Beheer, Regels van de standaard**.\n\nBron: "
        + "; ".join(f"{letter} = {words}" for letter, words in SOURCES.items())
        + "."
    ]
    for api in APIS.values():
        rows = [
            (
                f"`{r.code}`",
                f"{r.resource}: {r.moment}",
                r.betekenis + (f" *Niet van toepassing: {r.niet}*" if r.niet else ""),
                r.fout,
                r.bron,
                ", ".join(f"`{place}`" for place in r.plaats),
            )
            for r in REGELS
            if r.api == api
        ]
        parts.append(
            f"## {api}\n\n" + _table(("Code", "Waarvan", "Betekenis", "Antwoord", "Bron", "Waar"), rows)
        )
    return "\n\n".join(parts)


def pages() -> dict[Path, str]:
    """Every generated page with its content."""
    made = {
        DOCS / "naslag" / "instellingen.md": _settings(),
        DOCS / "naslag" / "opdrachten.md": _commands(),
        DOCS / "naslag" / "achtergrondwerk.md": _background(),
        DOCS / "naslag" / "tabellen.md": _tables(),
        DOCS / "naslag" / "zgw-regels.md": _rules(),
        DOCS / "besluiten" / "README.md": _decisions(),
    }
    deviations = DOCS / "naslag" / "zgw-afwijkingen.md"
    return {**{path: text + NOTE for path, text in made.items()}, deviations: _deviations(deviations)}


def main() -> int:
    """Write the pages."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kapstok.site.settings")
    import django

    django.setup()
    from kapstok.site.start import load_listeners

    load_listeners()
    for path, text in pages().items():
        path.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
