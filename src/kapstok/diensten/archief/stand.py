"""From the row of a list to the value that the rules judge, and back."""

from uuid import UUID

from kapstok.diensten.archief.models import Vernietigingslijst, Vernietigingsregel
from kapstok.diensten.archief.rules import FINAL, ArchiefRefused, Lijststand, Lijststatus
from kapstok.platform.work import Actor

_FIELDS = ("status", "opsteller", "indiener", "eerste_beoordelaar", "tweede_beoordelaar", "uitvoerbaar_vanaf")


def lock_lijst(lijst_id: UUID) -> Vernietigingslijst:
    """The list, held until the end of the transaction, so that two people cannot decide at once."""
    lijst = Vernietigingslijst.objects.select_for_update().filter(id=lijst_id).first()
    if lijst is None:
        raise ArchiefRefused("not_found", "lijst", "Deze lijst bestaat niet.")
    return lijst


def stand_of(lijst: Vernietigingslijst) -> Lijststand:
    values = {name: getattr(lijst, name) for name in _FIELDS}
    return Lijststand(**{**values, "status": Lijststatus(lijst.status)})


def write_stand(lijst: Vernietigingslijst, stand: Lijststand) -> None:
    """Store the new stand; a list that has ended frees its zaken for a next one."""
    for name in _FIELDS:
        setattr(lijst, name, getattr(stand, name))
    lijst.save()
    if stand.status in FINAL:
        Vernietigingsregel.objects.filter(lijst=lijst, open=True).update(open=False)


def as_record(lijst: Vernietigingslijst) -> dict[str, str]:
    """What the audit trail keeps of a list."""
    return {
        "identificatie": lijst.identificatie,
        **{name: str(getattr(lijst, name) or "") for name in _FIELDS},
    }


def person(actor: Actor) -> str:
    """Only a member of staff can carry responsibility for destruction."""
    if actor.kind != "medewerker":
        raise ArchiefRefused("geen-medewerker", "actor", "Alleen een medewerker kan dit doen.")
    return actor.id
