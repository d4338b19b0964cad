"""Applications and facts of the demo: plausible, limited, and without a secret that works anywhere."""

import random
from datetime import date

from kapstok.demo.applicaties import DOELEN, load_applicaties
from kapstok.demo.catalogus import definition
from kapstok.demo.residents import LOGINS
from kapstok.demo.waarden import DAYS, NUMBERS, TEXTS, value_of
from kapstok.magazijnen.autorisaties.models import Applicatie, Client, Doelbinding
from kapstok.magazijnen.brp.bevragen import velden
from kapstok.magazijnen.brp.volgen import lopend
from kapstok.platform.events.models import Subscriber

DAY = date(2026, 11, 25)


def test_the_applications_are_marked_limited_and_have_no_secret_of_ours(tenant):
    load_applicaties("ooststellingwerf", today=DAY)
    rows = Applicatie.objects.filter(label__endswith="(demo)")
    ask = {f"{doel} (demo)" for doel, _client_id, _registers in DOELEN}
    assert {row.label for row in rows} == {"Groenland VTH (demo)", "DMS-koppeling (demo)", *ask}
    assert not rows.filter(heeft_alle_autorisaties=True).exists()
    clients = Client.objects.filter(client_id__startswith="demo-")
    assert {client.geheim for client in clients} == {""}
    assert Subscriber.objects.get().paused


def test_there_is_an_application_with_a_purpose_for_each_api_on_the_base_registers(tenant):
    """So that a supplier can try each of them."""
    load_applicaties("ooststellingwerf", today=DAY)
    given = {
        (row.register, name.partition(".")[0]) for row in Doelbinding.objects.all() for name in row.velden
    }
    apis = {("brp", name) for name in (*velden.ANDERE, "naam") if name != "persoonslijsten"}
    assert given >= apis | {("brk", "kadastraalonroerendezaken"), ("woz", "wozobjecten"), ("woz", "waarden")}


def test_one_application_follows_the_residents_that_can_log_in(tenant):
    load_applicaties("ooststellingwerf", today=DAY)
    followed = {row["bsn"] for row in lopend(DAY, limit=10)}
    assert followed == {r.bsn for r in LOGINS if r.gemeente == "ooststellingwerf"}


def test_every_eigenschap_of_the_demo_has_a_value_in_its_form():
    shapes = {"tekst": TEXTS, "getal": NUMBERS, "datum": DAYS}
    for zaaktype in definition()["zaaktypen"]:
        for name, formaat in zaaktype["eigenschappen"].items():
            assert name in shapes[formaat], name
            value = value_of(name, date(2026, 11, 25), random.Random(1))
            assert value.isdigit() == (formaat != "tekst"), value
