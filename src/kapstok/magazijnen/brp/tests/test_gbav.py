"""GBA-V CSV in the form of the test set of RvIG: stapels and history as the file tells, and where it goes wrong."""

import json
from pathlib import Path

import pytest

from kapstok.magazijnen.brp import gbav
from kapstok.magazijnen.brp.models import Persoonslijst
from kapstok.magazijnen.brp.rules import PersoonslijstRefused
from kapstok.magazijnen.brp.services import import_persons
from kapstok.platform.config import settings

BRP = Path(settings.standaarden_map) / "registers" / "brp"
KOP = ";01.01.10;01.01.20;08.10.30;08.H;09.02.10;09.H"


def csv_of(*rows, kop=KOP):
    return "\r\n".join([kop, *rows, ""]).encode("utf-8-sig")


def test_a_row_holds_one_entry_of_each_category_and_says_what_follows():
    content = csv_of(
        "Lg01_1;123;999993653;20200101;58;Kind Eén;59", ";;;20100101;;Kind Een;09", ";;;;;Kind Twee;",
        "Lg01_2;124;999990639;20200101;;;",
    )  # fmt: skip
    assert gbav.is_gbav(content)
    assert gbav.lees(content) == [
        (
            "Lg01_1",
            {
                "01": [[{"0110": "123", "0120": "999993653"}]],
                "08": [[{"1030": "20200101"}, {"1030": "20100101"}]],
                "09": [[{"0210": "Kind Eén"}, {"0210": "Kind Een"}], [{"0210": "Kind Twee"}]],
            },
        ),
        ("Lg01_2", {"01": [[{"0110": "124", "0120": "999990639"}]], "08": [[{"1030": "20200101"}]]}),
    ]


def test_where_nothing_is_said_one_stapel_grows_and_others_are_added():
    content = csv_of("Lg01_1;123;;20200101;;A;", ";;;20100101;;B;")
    ((_, lijst),) = gbav.lees(content)
    assert [len(stapel) for stapel in lijst["08"]] == [2]
    assert [len(stapel) for stapel in lijst["09"]] == [1, 1]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (csv_of("Lg01_1;123", kop=KOP), "Rij 2: 2 kolommen in plaats van 7."),
        (csv_of("Lg01_1;1;;2;;;", kop=KOP.replace("08.H", "77.H")), "Rij 1: kolom 77.H bestaat niet."),
        (csv_of(";123;;20200101;;;"), "Rij 2: deze rij hoort bij geen persoon."),
        (
            csv_of("Lg01_1;1;;2;64;;", ";;;1;;;"),
            "Rij 3: categorie 08: de rij ervoor zegt in 08.H niet wat dit is (64).",
        ),
        (csv_of("Lg01_1;1;;2;;;").replace(b"Lg01", b"\xe9"), "Rij 2: dit bestand is geen UTF-8."),
        (csv_of('Lg01_1;"1'), "Rij 2: dit is geen goede CSV"),
    ],
)
def test_a_broken_file_is_refused_with_its_row(content, says):
    with pytest.raises(PersoonslijstRefused) as no:
        gbav.lees(content)
    assert no.value.message.startswith(says)


def test_nothing_of_a_broken_file_is_loaded(tenant, actor):
    with pytest.raises(PersoonslijstRefused):
        import_persons(csv_of("Lg01_1;123;999993653;;;;", "Lg01_2;1"), actor=actor)
    assert Persoonslijst.objects.count() == 0
    assert import_persons(csv_of("Lg01_1;123;999993653;;;;"), actor=actor).nieuw == 1


@pytest.mark.standaard
@pytest.mark.skipif(not BRP.exists(), reason="the test set is in the standards folder, which is absent")
def test_of_the_official_test_set_no_entry_is_lost():
    content = (BRP / "testset-gbav-2022.csv").read_bytes()
    found = gbav.lees(content)
    known = json.loads((BRP / "testset-gbav-2022.pl.json").read_bytes())["personen"]

    def entries(lijst):
        return {c: [v for stapel in stapels for v in stapel if v] for c, stapels in lijst.items()}

    assert [(label, entries(lijst)) for label, lijst in found] == [
        (person["naam"], entries(person["categorieen"])) for person in known
    ]
    lists = dict(found)
    # Three children, each with a corrected entry before; a second address before the present one.
    assert [stapel[0]["0210"] for stapel in lists["Lg01_501"]["09"]][:2] == ["Caroline Ilse", "Karin Monique"]
    assert [len(stapel) for stapel in lists["Lg01_501"]["08"]] == [2]
