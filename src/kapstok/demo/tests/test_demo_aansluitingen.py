"""Applications and facts of the demo: plausible, limited, and without a secret that works anywhere."""

import random
from datetime import date

from kapstok.demo.applicaties import load_applicaties
from kapstok.demo.catalogus import definition
from kapstok.demo.waarden import DAYS, NUMBERS, TEXTS, value_of
from kapstok.magazijnen.autorisaties.models import Applicatie, Client
from kapstok.platform.events.models import Subscriber


def test_the_applications_are_marked_limited_and_have_no_secret_of_ours(tenant):
    load_applicaties("ooststellingwerf")
    rows = Applicatie.objects.filter(label__endswith="(demo)")
    assert {row.label for row in rows} == {"Groenland VTH (demo)", "DMS-koppeling (demo)"}
    assert not rows.filter(heeft_alle_autorisaties=True).exists()
    clients = Client.objects.filter(client_id__startswith="demo-")
    assert [client.geheim for client in clients] == ["", ""]
    assert Subscriber.objects.get().paused


def test_every_eigenschap_of_the_demo_has_a_value_in_its_form():
    shapes = {"tekst": TEXTS, "getal": NUMBERS, "datum": DAYS}
    for zaaktype in definition()["zaaktypen"]:
        for name, formaat in zaaktype["eigenschappen"].items():
            assert name in shapes[formaat], name
            value = value_of(name, date(2026, 11, 25), random.Random(1))
            assert value.isdigit() == (formaat != "tekst"), value
