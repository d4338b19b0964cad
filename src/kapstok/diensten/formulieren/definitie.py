"""What a form is: steps, questions, texts in three languages. Values only; logic stands in logica.py.

The stored definition is JSON. `read_definition` is the only way in and refuses what it does not know.
"""

from typing import Annotated, Any, Literal

import msgspec

from kapstok.platform.errors import Refusal

Soort = Literal[
    "tekst", "lange_tekst", "getal", "bedrag", "datum", "ja_nee", "keuze", "keuzes", "email", "telefoon",
    "adres", "locatie", "bsn", "kvk", "iban", "kenteken", "bestanden", "verklaring", "uitleg", "groep",
]  # fmt: skip
Nodig = Literal["required", "recommended", "optional"]
Naam = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,49}$")]
Kanaal = Literal["digid", "eherkenning", "zonder"]

# Names that logic may use beside the questions of the form.
VASTE_NAMEN = frozenset({"vandaag", "ingelogd", "dit"})


class InvalidDefinition(Refusal):
    """The JSON is not a form; `field` is the place in it (steps[0].questions[2].type)."""


class Tekst(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A text in the three languages; Dutch is the fallback."""

    nl: Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]
    fy: str = ""
    en: str = ""

    def in_taal(self, taal: str) -> str:
        return {"fy": self.fy, "en": self.en}.get(taal, "") or self.nl


class Optie(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One answer to choose."""

    value: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")]
    label: Tekst
    hint: Tekst | None = None


class Regel(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A condition that an answer must meet, and what to say when it does not."""

    rule: Any
    message: Tekst


class Grenzen(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Limits of an answer, in the words of JSON Schema where it has them."""

    min_length: Annotated[int, msgspec.Meta(ge=0, le=10_000)] = 0
    max_length: Annotated[int, msgspec.Meta(ge=1, le=10_000)] | None = None
    minimum: float | None = None
    maximum: float | None = None
    decimals: Annotated[int, msgspec.Meta(ge=0, le=6)] = 0
    min_items: Annotated[int, msgspec.Meta(ge=0, le=50)] = 0
    max_items: Annotated[int, msgspec.Meta(ge=1, le=50)] | None = None
    rules: list[Regel] = []


class Prefill(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a known answer comes from: a registered source and a field of it."""

    source: Naam
    field: Naam


class Bestanden(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What may be uploaded, told to people before they choose."""

    types: Annotated[
        list[Literal["pdf", "jpg", "png", "docx", "odt", "xlsx", "heic"]], msgspec.Meta(min_length=1)
    ]
    max_mb: Annotated[int, msgspec.Meta(ge=1, le=100)] = 10
    informatieobjecttype: str = ""


class Vraag(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One question. `short` is how an error names it ("uw postcode"); `questions` only in a groep."""

    id: Naam
    type: Soort
    label: Tekst
    short: Tekst | None = None
    hint: Tekst | None = None
    example: str = ""
    need: Nodig = "required"
    options: list[Optie] = []
    limits: Grenzen = Grenzen()
    prefill: Prefill | None = None
    visible_if: Any = None
    files: Bestanden | None = None
    questions: list["Vraag"] = []
    autocomplete: str = ""


class Stap(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One page: one topic."""

    id: Naam
    title: Tekst
    questions: Annotated[list[Vraag], msgspec.Meta(min_length=1, max_length=60)]
    intro: Tekst | None = None
    visible_if: Any = None


class Contact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Which questions hold who sends the form; ids, empty when not asked."""

    naam: str = ""
    email: str = ""
    telefoon: str = ""
    adres: str = ""
    bsn: str = ""
    kvk: str = ""


class Zaakgegevens(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How answers become a zaak: eigenschap name to question id, location, description."""

    zaaktype: Annotated[str, msgspec.Meta(min_length=1, max_length=50)]
    omschrijving: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    eigenschappen: dict[str, str] = {}
    locatie: str = ""
    contact: Contact = Contact()


class Definitie(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A whole form. `noun` says what a resident sends: een aanvraag, een melding, een bezwaar."""

    slug: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9-]{0,59}$")]
    title: Tekst
    intro: Tekst
    steps: Annotated[list[Stap], msgspec.Meta(min_length=1, max_length=40)]
    zaak: Zaakgegevens
    noun: Literal["aanvraag", "melding", "verzoek", "bezwaar", "klacht"] = "aanvraag"
    needs: list[Tekst] = []
    costs: Tekst | None = None
    term: Tekst | None = None
    term_days: Annotated[int, msgspec.Meta(ge=1, le=730)] = 56
    next: Tekst | None = None
    channels: Annotated[tuple[Kanaal, ...], msgspec.Meta(min_length=1)] = ("digid", "eherkenning", "zonder")

    def questions(self) -> list[Vraag]:
        """All questions in order; those inside a groep belong to the groep."""
        return [vraag for stap in self.steps for vraag in stap.questions]


def read_definition(raw: bytes | str | dict[str, Any]) -> Definitie:
    """Parse strictly. Refuses with the place and a sentence for the editor of the form."""
    try:
        if isinstance(raw, dict):
            return msgspec.convert(raw, Definitie)
        return msgspec.json.decode(raw, type=Definitie)
    except msgspec.ValidationError as error:
        raise _for_editor(str(error)) from error
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise InvalidDefinition("json", "", f"Dit is geen geldige JSON: {error}") from error


def dump_definition(definitie: Definitie) -> dict[str, Any]:
    """As plain JSON values, for storage."""
    return msgspec.to_builtins(definitie)


def _for_editor(message: str) -> InvalidDefinition:
    """msgspec says "Expected `str`, got `int` - at `$.steps[0].id`"; people get place and fault."""
    fault, _, place = message.partition(" - at `$")
    place = place.rstrip("`").lstrip(".")
    replacements = (
        ("Object contains unknown field", "Dit onderdeel kennen wij niet:"),
        ("Object missing required field", "Dit onderdeel ontbreekt:"),
        ("Invalid enum value", "Deze waarde kennen wij niet:"),
        ("Expected ", "Verwacht: "),
        (", got ", ", gevonden: "),
        (" of length >= ", " met minstens zoveel tekens of onderdelen: "),
        (" of length <= ", " met hoogstens zoveel tekens of onderdelen: "),
        (" matching regex ", " in deze vorm: "),
        (" >= ", " van minstens "),
        (" <= ", " van hoogstens "),
        ("`str`", "tekst"),
        ("`int`", "een getal"),
        ("`float`", "een getal"),
        ("`bool`", "ja of nee (true of false)"),
        ("`array`", "een lijst"),
        ("`object`", "een onderdeel met accolades"),
        ("`null`", "niets"),
        (" | ", " of "),
    )
    for english, dutch in replacements:
        fault = fault.replace(english, dutch)
    where = f"Bij {place}. " if place else ""
    return InvalidDefinition("invalid", place, f"{where}{fault}.")
