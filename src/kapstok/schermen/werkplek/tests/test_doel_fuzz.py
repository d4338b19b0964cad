"""Medewerkers with any set of fields, on every page that tells of persons: never a field that the purpose lacks.

What may be told by which field is asked of the answer that applications get: the pages may tell no more than that.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapstok.magazijnen.autorisaties.roldoelen import zet_roldoel
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.brp.bevragen import velden
from kapstok.magazijnen.brp.bevragen.persoon import persoon
from kapstok.magazijnen.brp.gezag.lijsten import verwanten
from kapstok.magazijnen.brp.models import Persoonslijst
from kapstok.magazijnen.brp.services import import_pl_json
from kapstok.platform.audit.use import uses_of
from kapstok.platform.http.ratelimit import forget_all

BSN, NUM = "999993653", "0085200000000001"
LEAVES = sorted(leaf for name in velden.TE_GEVEN for leaf in velden.uitgeschreven(velden.TE_GEVEN, name))
GROUPS = sorted({leaf.partition(".")[0] for leaf in LEAVES})
HOME = {
    "0910": "0085", "0920": "19880607", "1010": "W", "1030": "20200311", "1110": "Qstraat", "1115": "Qstraatlang",
    "1120": "7123", "1160": "8431QA", "1170": "Qplaats", "1180": "0085010000000001", "1190": NUM,
}  # fmt: skip
LIST: dict[str, Any] = {
    "01": [[
        {"0110": "8365120912", "0120": BSN, "0210": "Qvoor", "0230": "qvan", "0240": "Qachter", "0310": "19510203",
         "0320": "0289", "0330": "6030", "0410": "V", "6110": "P"},
        {"0120": BSN, "0210": "Qvroeger", "0240": "Qachter", "0310": "19510203", "8510": "19510204"},
    ]],
    "02": [[{"0120": "999990019", "0210": "Qmoeder", "0240": "Qmama", "0310": "19210304", "0410": "V"}]],
    "03": [[{"0120": "999990020", "0210": "Qvader", "0240": "Qpapa", "0310": "19220405", "0410": "M"}]],
    "04": [[{"0510": "0057", "8510": "19510911"}]],
    "05": [[{"0120": "999990032", "0210": "Qpartner", "0240": "Qlief", "0310": "19520506", "0610": "19750607",
             "0620": "0363", "0630": "6030", "1510": "H"}]],
    "07": [[{"7010": "0", "6810": "19940101"}]],
    "08": [[
        {**HOME, "8510": "20200311", "8610": "20200312"},
        {**HOME, "1030": "20010912", "1110": "Qoudestraat", "1115": "Qoudestraat", "8510": "20010912"},
    ]],
    "09": [[{"0120": "999990044", "0210": "Qkind", "0240": "Qspruit", "0310": "19800708"}]],
    "10": [[{"3910": "21", "3930": "19900910"}]],
    "12": [[{"3510": "PN", "3520": "NXQ000001", "3550": "20310108"}]],
}  # fmt: skip
# What to look for on a page, and the same as the applications get it.
NEEDLES = {
    "Qvoor": "Qvoor", "Qachter": "Qachter", "8365120912": "8365120912", BSN: BSN, "3 februari 1951": "1951-02-03",
    "Wageningen": "Wageningen", "Qmoeder": "Qmoeder", "Qpapa": "Qpapa",
    "4 maart 1921": "1921-03-04", "5 april 1922": "1922-04-05", "Qpartner": "Qpartner", "Qlief": "Qlief",
    "6 mei 1952": "1952-05-06", "7 juni 1975": "1975-06-07", "Qstraat": "Qstraat", "8431": "8431",
    "QPLAATS": "QPLAATS", "Qplaats": "Qplaats", "11 maart 2020": "2020-03-11", "7 juni 1988": "1988-06-07",
    NUM: NUM, "Qkind": "Qkind", "Qspruit": "Qspruit", "8 juli 1980": "1980-07-08", ">vrouw<": "vrouw",
}  # fmt: skip
# What only parts beside the answer of a person tell.
BESIDE = {
    "Qoudestraat": {"verblijfplaatshistorie"},
    "Qvroeger": {"naam.voornamen", "naam.volledigeNaam"},
    "NXQ000001": {"reisdocumenten.reisdocumentnummer"},
    "8 januari 2031": {"reisdocumenten.datumEindeGeldigheid"},
}
HISTORY = {"Qstraat", "8431", "QPLAATS", "Qplaats", "11 maart 2020"}


@pytest.fixture
def pages(tenant: Any, actor: Any, visit: Any) -> Callable[..., str]:
    """Every page that tells of this person, for a purpose with these fields."""
    content = json.dumps({"formaat": "pl-json/1", "personen": [{"categorieen": LIST}]}).encode()
    import_pl_json(content, actor=actor)
    Nummeraanduiding.objects.create(
        identificatie=NUM, openbare_ruimte="Weg", huisnummer=7123, postcode="8431QA", woonplaats="Dorp", lon=6.2, lat=53
    )  # fmt: skip
    person = Persoonslijst.objects.get()
    zet_roldoel("klantcontact", naam="Weg", rollen=[], velden={}, actor=actor)
    client = visit("medewerker", roles=("kcc",))

    def made(*fields: str) -> str:
        forget_all()  # many pages by one person
        zet_roldoel("proef", naam="Proef", rollen=["kcc"], velden={"brp": fields}, actor=actor)
        client.post("/werk/gegevens/doel/", {"doel": "Proefvraag"})
        answers = [
            client.get(f"/werk/persoon/{person.id}/"),
            client.get(f"/werk/persoon/{person.id}/", {"op": "2010-01-01"}),
            client.post("/werk/gegevens/", {"q": BSN}),
            client.post(f"/werk/adres/{NUM}/tonen/", {"wat": "bewoners", "doel": "Proefvraag"}),
        ]
        assert [a.status_code for a in answers] == [200] * 4
        # What was typed, and the address that was opened, are no answer.
        texts = [a.content.decode() for a in answers]
        texts[2] = texts[2].replace(f'value="{BSN}"', "")
        return "\n".join(texts[:3]) + texts[3].partition('id="bewoners"')[2].partition("<form")[0]

    return made


@pytest.fixture
def told_by(tenant: Any, pages: Any) -> dict[str, set[str]]:
    """Per needle the fields by which applications are told it."""
    today = timezone.localdate()
    lists = Persoonslijst.objects.get().categorieen
    family = verwanten([lists], today)
    person = [leaf for name in velden.PERSOON for leaf in velden.uitgeschreven(velden.PERSOON, name)]
    answers = {
        leaf: json.dumps(persoon(lists, velden.vraag(velden.PERSOON, [leaf]), today, family))
        for leaf in person
    }
    found = {
        shown: {leaf for leaf, text in answers.items() if given_as in text}
        for shown, given_as in NEEDLES.items()
    }
    return {**{n: leaves | ({"verblijfplaatshistorie"} if n in HISTORY else set()) for n, leaves in found.items()},
            **BESIDE}  # fmt: skip


def test_no_page_tells_a_field_too_much(pages: Any, told_by: dict[str, set[str]]) -> None:
    everything = pages(*GROUPS)
    unseen = [needle for needle in told_by if needle not in everything]
    assert unseen == ["Qplaats"]  # the lines of a letter write the place in capitals

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.one_of(st.sampled_from(LEAVES), st.sampled_from(GROUPS)), max_size=14, unique=True))
    def any_purpose(fields: list[str]) -> None:
        text, mag = pages(*fields), velden.toegestaan(tuple(fields))
        too_much = {n: leaves for n, leaves in told_by.items() if n in text and leaves.isdisjoint(mag)}
        assert too_much == {}

    any_purpose()
    # Everything but one group; what is in several is withheld with each of them.
    for without in GROUPS:
        apart = {without, *(a for a, of in velden.ALIAS.items() if of == without)}
        fields = [group for group in GROUPS if group not in apart]
        text, mag = pages(*fields), velden.toegestaan(tuple(fields))
        assert not [n for n, leaves in told_by.items() if n in text and leaves.isdisjoint(mag)], without


def test_who_may_see_little_is_told_so_and_the_log_has_the_fields_that_were_shown(pages: Any) -> None:
    text = pages("naam", "geboorte.datum")
    assert "Niet voor dit doel:" in text
    assert "Qvoor" in text
    assert "3 februari 1951" in text
    told = {name for use in uses_of(BSN) for name in use.velden}
    assert told == {"naam", "geboorte.datum", *(f"naam.{n}" for n in velden.PERSOON_BEPERKT["naam"])}
    assert {use.doel for use in uses_of(BSN)} == {"Proef: Proefvraag"}
