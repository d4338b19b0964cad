"""What the audit trail says was done, in words. The technical name stands beside it: it is what one searches by."""

from django.utils.translation import gettext_lazy as _

# By the last part of the name; what has no word here is shown by its name alone.
_DONE = {
    "add": _("toegevoegd"),
    "assign": _("toegewezen"),
    "change": _("gewijzigd"),
    "create": _("gemaakt"),
    "delete": _("verwijderd"),
    "destroy": _("verwijderd"),
    "export": _("uitgevoerd als bestand"),
    "extend": _("verlengd"),
    "finish": _("afgerond"),
    "import": _("ingelezen"),
    "inlezen": _("ingelezen"),
    "lock": _("vergrendeld"),
    "openen": _("geopend"),
    "opslaan": _("opgeslagen"),
    "publish": _("gepubliceerd"),
    "read": _("gelezen"),
    "register": _("geregistreerd"),
    "reject": _("afgewezen"),
    "release": _("vrijgegeven"),
    "remove": _("verwijderd"),
    "reopen": _("heropend"),
    "replay": _("opnieuw verstuurd"),
    "restore": _("teruggezet"),
    "resume": _("hervat"),
    "save": _("opgeslagen"),
    "sluiten": _("gesloten"),
    "submit": _("ingediend"),
    "suspend": _("opgeschort"),
    "undo": _("ongedaan gemaakt"),
    "unlock": _("ontgrendeld"),
    "update": _("gewijzigd"),
    "upload": _("toegevoegd"),
    "vaststellen": _("vastgesteld"),
    "verwijderen": _("verwijderd"),
    "wijzigen": _("gewijzigd"),
    "withdraw": _("ingetrokken"),
}


def done_of(actie: str) -> str:
    """The word for an act; empty when there is none."""
    return str(_DONE.get(actie.rpartition(".")[2], ""))
