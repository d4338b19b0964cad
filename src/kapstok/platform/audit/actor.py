"""Who acts. Comes in as a parameter of every use case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kapstok.platform.config.crypto import pseudonym

ActorKind = Literal["medewerker", "burger", "bedrijf", "applicatie", "systeem"]


@dataclass(frozen=True)
class Actor:
    """The acting person, business, application or the system itself, and for what purpose.

    For burger and bedrijf `id` is the bsn or kvk number: it is stored as a keyed hash only.
    `context`: what an application says of the person behind it; kept in the encrypted part.
    """

    kind: ActorKind
    id: str
    name: str
    purpose: str = ""
    context: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def stored_id(self) -> str:
        """What the audit trail keeps as identity."""
        personal = self.kind in {"burger", "bedrijf"}
        return pseudonym(self.id, purpose="betrokkene") if personal else self.id

    @property
    def stored_name(self) -> str:
        """Name in the audit trail; of a resident only the kind, the name is in the encrypted part."""
        return {"burger": "Inwoner", "bedrijf": "Onderneming"}.get(self.kind, self.name)


SYSTEM = Actor("systeem", "kapstok", "Kapstok")
