"""The chain: what it names, once, and every gap in it."""

from uuid import UUID

import pytest

from kapstok.diensten.sturing.keten.rules import GATEN, Applicatie, Project, aantallen, keten

A, B, P, Q, R = (UUID(int=n) for n in range(1, 6))
ZAKEN = Applicatie(A, "Zaaksysteem", "Hoofd DV", ("zrc",), ("dienstverlening",), ("Oost",), ("zaken",))
LOOSE = Applicatie(B, "Los")


@pytest.mark.eis("R-028")
def test_a_project_leads_from_its_priority_to_the_applications_of_its_component():
    (first, *_rest) = keten(["SP1"], [Project(P, "Eén", ["SP1"], "zrc")], {A: ZAKEN})
    assert (first.speerpunten, first.project.id, first.component) == (["SP1"], P, "zrc")
    assert (first.applicaties, first.functies, first.gaten) == ([ZAKEN], ["dienstverlening"], ())


@pytest.mark.eis("R-028", "R-259")
def test_every_gap_is_named_where_it_is():
    projects = [Project(P, "Zonder doel", ["oud"]), Project(Q, "Mist", ["SP1"], "brief")]
    links = keten(["SP1", "SP2"], projects, {A: ZAKEN, B: LOOSE})
    assert [(link.speerpunten, link.gaten) for link in links] == [
        (["SP1"], ("component_zonder_applicatie",)),
        (["SP2"], ("speerpunt_zonder_project",)),
        ([], ("project_zonder_speerpunt",)),
        ((), ()),
        ((), ("applicatie_zonder_component", "applicatie_zonder_functie", "applicatie_zonder_eigenaar")),
    ]
    assert aantallen(links) == dict.fromkeys(GATEN, 1)


def test_a_project_of_more_priorities_stands_in_it_once_at_the_first_of_the_plan():
    links = keten(["SP1", "SP2"], [Project(R, "Beide", ["SP2", "SP1"], "", A)], {A: ZAKEN})
    assert [link.speerpunten for link in links if link.project] == [["SP1", "SP2"]]
    assert links[0].applicaties == [ZAKEN]
    assert "speerpunt_zonder_project" not in {gap for link in links for gap in link.gaten}
