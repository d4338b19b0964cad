"""A round in the background, how it compares with the one before, and the zaak that comes of a finding."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kapstok.diensten.kwaliteit.alle import CONTROLES
from kapstok.diensten.kwaliteit.jobs import weekly_round
from kapstok.diensten.kwaliteit.juist import JuistGeweigerd, noem_juist, toch_niet_juist
from kapstok.diensten.kwaliteit.models import Bevinding, Ronde, Uitkomst
from kapstok.diensten.kwaliteit.queries import Vraag, trend
from kapstok.diensten.kwaliteit.ronde import RondeGeweigerd, begin_ronde
from kapstok.diensten.kwaliteit.terugmelding import TerugmeldingGeweigerd, meld_terug
from kapstok.diensten.kwaliteit.tests.conftest import ANNA, BOUKE, NOW, NUM, TODAY, lijst
from kapstok.magazijnen.zaken.models import Rol, Zaak, ZaakEigenschap, ZaakObject
from kapstok.platform.audit.use import uses_of
from kapstok.platform.db import tenant_scope
from kapstok.platform.events.dispatch import deliver_all

WRONG = lijst("123456789", "Anna")
LATER = NOW + timedelta(days=7)


@pytest.mark.usefixtures("huis", "given")
def test_the_worker_does_a_round_check_by_check(personen: Any, actor: Any) -> None:
    personen(WRONG)
    with tenant_scope(1):
        ronde = begin_ronde(actor=actor, moment=timezone.now())
        with pytest.raises(RondeGeweigerd):
            begin_ronde(actor=actor, moment=timezone.now())
    deliver_all(1, limit=3)
    with tenant_scope(1):
        assert 0 < Ronde.objects.get(id=ronde.id).stap < len(CONTROLES)
    deliver_all(1)
    with tenant_scope(1):
        done = Ronde.objects.get(id=ronde.id)
        assert done.klaar is not None
        assert Uitkomst.objects.filter(ronde=ronde).count() == len(CONTROLES)
        assert Bevinding.objects.get().controle == "bsn-elfproef"
        begin_ronde(actor=actor, moment=timezone.now())


@pytest.mark.usefixtures("huis")
def test_a_finding_stays_the_same_one_is_solved_and_comes_back(personen: Any, controleer: Any) -> None:
    personen(WRONG)
    controleer()
    with tenant_scope(1):
        first = Bevinding.objects.get()
    personen(WRONG, lijst("123456788", "Bea"))
    controleer(moment=LATER)
    with tenant_scope(1):
        made = Uitkomst.objects.get(controle="bsn-elfproef", ronde__begonnen=LATER)
        assert (made.aantal, made.nieuw, made.opgelost) == (2, 1, 0)
        assert Bevinding.objects.get(id=first.id).sinds == NOW
    personen(lijst(BOUKE, "Bouke"))
    assert controleer(moment=LATER + timedelta(days=7)) == {}
    with tenant_scope(1):
        assert Uitkomst.objects.filter(controle="bsn-elfproef", opgelost=2).count() == 1
        assert [n for _, n in trend("bsn-elfproef")] == [1, 2, 0]


@pytest.mark.usefixtures("huis")
def test_what_is_right_counts_no_more_until_it_says_something_else(
    personen: Any, controleer: Any, actor: Any
) -> None:
    personen(WRONG)
    controleer()
    with tenant_scope(1):
        row = Bevinding.objects.get(controle="bsn-elfproef")
        for reden, fault in (("  ja ", "Schrijf in een paar woorden"), ("x" * 301, "korter")):
            with pytest.raises(JuistGeweigerd, match=fault):
                noem_juist(row.id, reden, actor=actor, moment=NOW)
        noem_juist(row.id, "Zo staat het   in de akte", actor=actor, moment=NOW)
        assert (Vraag("bsn-elfproef").aantal(), Vraag("bsn-elfproef", "juist").aantal()) == (0, 1)
        assert Bevinding.objects.get(id=row.id).juist_reden == "Zo staat het in de akte"
    controleer(moment=LATER)
    with tenant_scope(1):
        made = Uitkomst.objects.get(controle="bsn-elfproef", ronde__begonnen=LATER)
        assert (made.aantal, made.nieuw, made.opgelost) == (0, 0, 0)
        Bevinding.objects.filter(id=row.id).update(
            detail="anders"
        )  # what was called right said something else
    controleer(moment=LATER + timedelta(days=7))
    with tenant_scope(1):
        assert Vraag("bsn-elfproef").aantal() == 1
        noem_juist(row.id, "Zo staat het in de akte", actor=actor, moment=LATER)
        toch_niet_juist(row.id, actor=actor, moment=LATER)
        assert Vraag("bsn-elfproef").aantal() == 1
    with tenant_scope(2), pytest.raises(JuistGeweigerd, match="is er niet meer"):
        noem_juist(row.id, "Van een andere gemeente", actor=actor, moment=NOW)


@pytest.mark.usefixtures("huis")
def test_nobody_sees_the_findings_of_another_municipality(personen: Any, controleer: Any, actor: Any) -> None:
    personen(WRONG)
    controleer()
    with tenant_scope(1):
        found = Bevinding.objects.get()
    with tenant_scope(2):
        assert not Bevinding.objects.exists()
        assert not Ronde.objects.exists()
        assert not Uitkomst.objects.exists()
        assert Vraag("bsn-elfproef").rijen(limit=10) == []
        with pytest.raises(TerugmeldingGeweigerd):
            meld_terug(found.id, terug="", actor=actor, today=TODAY, moment=NOW)
    assert controleer(2) == {}
    with tenant_scope(1):
        assert Bevinding.objects.get().opgelost is None


def test_on_sunday_night_a_round_begins_where_there_is_something(personen: Any) -> None:
    with tenant_scope(1):
        weekly_round(1, NOW)
        assert not Ronde.objects.exists()
    personen(WRONG)
    with tenant_scope(1):
        weekly_round(1, NOW)
        weekly_round(1, NOW)
        assert Ronde.objects.count() == 1


@pytest.fixture
def wrong_address(huis: None, personen: Any, controleer: Any) -> None:
    personen(lijst(ANNA, "Anna", woont={"1160": "8431ZZ"}))
    controleer()


@pytest.mark.usefixtures("wrong_address")
def test_a_terugmelding_says_which_register_whom_and_where_and_is_made_once(given: Any, actor: Any) -> None:
    made = given.zaaktype(identificatie="terugmelding", omschrijving="Terugmelding")
    from kapstok.magazijnen.catalogi.models import Eigenschap, RolType

    names = set(Eigenschap.objects.filter(zaaktype_id=made.id).values_list("naam", flat=True))
    found = Bevinding.objects.get()
    zaak, new = meld_terug(found.id, terug="https://x.nl/b/1/", actor=actor, today=TODAY, moment=NOW)
    again, second = meld_terug(found.id, terug="https://x.nl/b/1/", actor=actor, today=TODAY, moment=LATER)
    assert (new, second, again.id) == (True, False, zaak.id)
    assert Zaak.objects.count() == 1
    assert zaak.omschrijving == "BRP: Adres wijkt af van de BAG"
    assert zaak.kenmerken == [{"kenmerk": str(found.id), "bron": "Kapstok kwaliteit"}]
    if RolType.objects.filter(zaaktype_id=made.id, omschrijving_generiek="belanghebbende").exists():
        assert Rol.objects.get(zaak=zaak).bsn == ANNA
    assert ZaakObject.objects.get(zaak=zaak).object_identificatie["identificatie"] == NUM
    facts = dict(ZaakEigenschap.objects.filter(zaak=zaak).values_list("naam", "waarde"))
    assert set(facts) == names & {"registratie", "controle", "bevinding"}
    assert [u.zaak for u in uses_of(ANNA)] == [zaak.id]
    assert "8431AA 12" in zaak.toelichting


@pytest.mark.usefixtures("wrong_address")
def test_without_the_zaaktype_it_says_what_to_do(actor: Any) -> None:
    with tenant_scope(1), pytest.raises(TerugmeldingGeweigerd, match="zaaktype “terugmelding”"):
        meld_terug(Bevinding.objects.get().id, terug="", actor=actor, today=TODAY, moment=NOW)


@pytest.mark.usefixtures("wrong_address")
def test_what_was_closed_while_it_is_still_wrong_can_be_reported_again(given: Any, actor: Any) -> None:
    given.zaaktype(identificatie="terugmelding", omschrijving="Terugmelding")
    found = Bevinding.objects.get()
    zaak, _new = meld_terug(found.id, terug="", actor=actor, today=TODAY, moment=NOW)
    Zaak.objects.filter(id=zaak.id).update(einddatum=TODAY)
    other, new = meld_terug(found.id, terug="", actor=actor, today=TODAY, moment=LATER)
    assert new
    assert other.id != zaak.id


@pytest.mark.usefixtures("huis")
def test_a_list_goes_through_in_pieces_and_is_narrowed(personen: Any, controleer: Any) -> None:
    personen(
        *(lijst(f"12345678{n}", f"Naam {n}", persoon={"0240": f"Van{n}"}) for n in (1, 3, 4, 5, 6, 7, 8))
    )
    controleer()
    with tenant_scope(1):
        asked = Vraag("bsn-elfproef")
        seen, last = [], None
        while rows := asked.rijen(limit=2, na=last):
            seen += [row["bsn"] for row in rows]
            last = rows[-1]
        assert len(seen) == len(set(seen)) == asked.aantal()
        one = Vraag("bsn-elfproef", zoek="van3")
        assert [r["bsn"] for r in one.rijen(limit=9)] == ["123456783"]
        assert Vraag("bsn-elfproef", stand="zonder").aantal() == asked.aantal()
        assert Vraag("bsn-elfproef", stand="met").aantal() == 0
