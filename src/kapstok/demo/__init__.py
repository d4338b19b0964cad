"""The OWO partnership as data: municipalities, staff, residents, catalogue, forms and zaken. All synthetic."""


def announcement(base: str) -> str:
    """In words: where to go and which demo logins exist. `base` is domain and port."""
    from kapstok.demo.residents import LOGINS
    from kapstok.demo.staff import PASSWORD, STAFF

    lines = [
        "",
        f"  Ooststellingwerf   http://ooststellingwerf.{base}/",
        f"  Weststellingwerf   http://weststellingwerf.{base}/",
        f"  Opsterland         http://opsterland.{base}/",
        f"  OWO (medewerkers)  http://owo.{base}/",
        f"  Postbus            http://ooststellingwerf.{base}/beheer/postbus/",
        "",
        f"Medewerkers (wachtwoord voor allen: {PASSWORD}):",
    ]
    lines += [f"  {s.username:14} {s.naam}, {s.functie} ({s.gemeente})" for s in STAFF]
    lines += ["", "Inwoners (kies ze bij Inloggen met DigiD, de testomgeving):"]
    lines += [f"  {login.naam}: {login.omschrijving} ({login.gemeente})" for login in LOGINS]
    return "\n".join([*lines, ""])
