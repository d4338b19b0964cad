"""Rules of the catalogus. Pure."""

from kapstok.magazijnen.catalogi.errors import CatalogusRefused


def ztc_published_stays(*, concept: bool, forced: bool) -> list[CatalogusRefused]:
    """A published type is not changed or deleted, except by scope catalogi.geforceerd-schrijven."""
    text = "Dit type is gepubliceerd en kan niet meer wijzigen. Maak een nieuwe versie."
    return [] if concept or forced else [CatalogusRefused("non-concept-object", "nonFieldErrors", text)]


def publishable(*, statustypen: int, resultaattypen: int, roltypen: int) -> list[CatalogusRefused]:
    """What a zaaktype needs before it may be published (Catalogi, zaaktype_publish)."""
    wanted = [
        (roltypen >= 1, "roltypen", "Voeg minstens één roltype toe."),
        (resultaattypen >= 1, "resultaattypen", "Voeg minstens één resultaattype toe."),
        (statustypen >= 2, "statustypen", "Voeg minstens twee statustypen toe."),
    ]
    codes = {"roltypen": "has-roltypen-for-publish", "resultaattypen": "has-resultaattypen-for-publish"}
    return [
        CatalogusRefused(codes.get(field, "has-statustypen-for-publish"), field, text)
        for good, field, text in wanted
        if not good
    ]
