"""How many documents: from where it is kept (sql/stand.sql)."""

from kapstok.platform.resource.kept import Kept

number = Kept(
    table="documenten_documenttelling",
    since="documenten_documenttelregel",
    columns=frozenset({"informatieobjecttype_id", "rang", "gereed", "locked"}),
    by={"creatiedatum": "maand", "bronorganisatie": "waarde", "objectsoorten": "waarde"},
    joined=("objectsoorten",),
)
