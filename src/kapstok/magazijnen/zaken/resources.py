"""The Zaken API (1.7), declared."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from kapstok.kern.vertrouwelijkheid import Vertrouwelijkheid
from kapstok.magazijnen.zaken import api_filters as f
from kapstok.magazijnen.zaken import api_writes as w
from kapstok.platform.resource import Api, Resource, Scopes, fields, filters, parse, register

ZAKEN = Api("zaken", "/zaken/api/v1", "1.7.0", "zrc")
LEVELS = [v.value for v in Vertrouwelijkheid]
CHANGE = ("zaken.bijwerken", "zaken.geforceerd-bijwerken")
READ = ("zaken.lezen",)
BELOW = Scopes(READ, CHANGE, CHANGE, CHANGE)
CRS = {"Content-Crs": "EPSG:4326"}
CHANNELS = ("nvt", "nog_niet", "gedeeltelijk", "geheel")
WORDS = "initcap(replace({t}.betalingsindicatie, '_', ' '))"

# A zaak is in reach by its zaaktype (identificatie) and its confidentiality.
REACH = """EXISTS (SELECT 1 FROM autorisaties_autorisatie a JOIN catalogi_zaaktype zt ON zt.identificatie = a.zaaktype
WHERE a.applicatie_id = %(app)s AND a.component = 'zrc' AND a.scopes::text[] && %(scopes)s::text[] AND
zt.id = {z}.zaaktype_id AND {z}.vertrouwelijkheid_rang <= array_position(ARRAY['openbaar','beperkt_openbaar',
'intern','zaakvertrouwelijk','vertrouwelijk','confidentieel','geheim','zeer_geheim'],
a.max_vertrouwelijkheidaanduiding::text))"""
OWN = REACH.replace("{z}", "{t}")
OF_ZAAK = f"EXISTS (SELECT 1 FROM zaken_zaak z WHERE z.id = {{t}}.zaak_id AND {REACH.replace('{z}', 'z')})"
# Everything below a zaak counts in its version.
VERSION_OF_ZAAK = "(SELECT z.versie::text FROM zaken_zaak z WHERE z.id = {t}.zaak_id)"


def _url(name: str) -> fields.Field:
    return fields.computed("url", f"{{url:{name}:{{t}}.id}}", form="uri")


UUID = fields.computed("uuid", "{t}.id", form="uuid")

zaak = register(
    Resource(
        name="zaken.zaak",
        table="zaken_zaak",
        path="zaken",
        api=ZAKEN,
        scopes=Scopes(READ, ("zaken.aanmaken",), CHANGE, ("zaken.verwijderen",)),
        visible=OWN,
        headers=CRS,
        etag="{t}.versie || '.' || (SELECT count(*) FROM zaken_zaak d WHERE d.hoofdzaak_id = {t}.id)",
        fields=[
            _url("zaken.zaak"),
            UUID,
            fields.text("identificatie", 40),
            fields.text("bronorganisatie", 9, required=True),
            fields.text("omschrijving", 80),
            fields.text("toelichting", 1000),
            fields.link("zaaktype", "catalogi.zaaktype", required=True),
            fields.date("registratiedatum"),
            fields.text("verantwoordelijkeOrganisatie", 9, required=True),
            fields.date("startdatum", required=True),
            fields.date("einddatum", read_only=True),
            fields.date("einddatumGepland", nullable=True),
            fields.date("uiterlijkeEinddatumAfdoening", nullable=True),
            fields.date("publicatiedatum", nullable=True),
            fields.text("communicatiekanaal", 1000, form="uri"),
            fields.text("communicatiekanaalNaam", 250),
            fields.texts("productenOfDiensten", 1000),
            fields.choice("vertrouwelijkheidaanduiding", LEVELS),
            fields.choice("betalingsindicatie", CHANNELS),
            fields.computed("betalingsindicatieWeergave", WORDS),
            fields.moment("laatsteBetaaldatum", nullable=True),
            fields.anything("zaakgeometrie", w.geometry),
            fields.group(
                "verlenging",
                fields.text("reden", 200, required=True),
                fields.text("duur", form="duration", required=True),
            ),
            fields.group(
                "opschorting",
                fields.boolean("indicatie", required=True),
                fields.text("reden", 200, required=True),
            ),
            fields.text("selectielijstklasse", 1000, form="uri"),
            fields.link("hoofdzaak", "zaken.zaak", nullable=True),
            fields.links("deelzaken", "zaken.zaak", "c.hoofdzaak_id = {t}.id"),
            fields.listing(
                "relevanteAndereZaken",
                fields.text("url", 1000, form="uri", required=True),
                fields.choice("aardRelatie", ("vervolg", "onderwerp", "bijdrage"), required=True),
            ),
            fields.links("eigenschappen", "zaken.zaakeigenschap", "c.zaak_id = {t}.id"),
            fields.links("rollen", "zaken.rol", "c.zaak_id = {t}.id"),
            fields.link("status", "zaken.status", nullable=True, read_only=True),
            fields.links("zaakinformatieobjecten", "zaken.zaakinformatieobject", "c.zaak_id = {t}.id"),
            fields.links("zaakobjecten", "zaken.zaakobject", "c.zaak_id = {t}.id"),
            fields.listing(
                "kenmerken", fields.text("kenmerk", 40, required=True), fields.text("bron", 40, required=True)
            ),
            fields.choice("archiefnominatie", ("blijvend_bewaren", "vernietigen"), nullable=True),
            fields.choice("archiefstatus", w.ARCHIVE, blank=False),
            fields.date("archiefactiedatum", nullable=True),
            fields.link("resultaat", "zaken.resultaat", nullable=True, read_only=True),
            fields.text("opdrachtgevendeOrganisatie", 9),
            fields.text("processobjectaard", 200, nullable=True),
            fields.date("startdatumBewaartermijn", nullable=True),
            fields.group(
                "processobject",
                *(
                    fields.text(n, 250, required=True)
                    for n in ("datumkenmerk", "identificatie", "objecttype", "registratie")
                ),
            ),
        ],
        filters=f.ZAAK,
        orderings=f.ORDERINGS,
        create=w.create_zaak,
        update=w.change_zaak,
        delete=w.delete_zaak,
    )
)

status = register(
    Resource(
        name="zaken.status",
        table="zaken_status",
        path="statussen",
        api=ZAKEN,
        scopes=Scopes(READ, ("zaken.aanmaken", "zaken.statussen.toevoegen", "zaken.heropenen")),
        visible=OF_ZAAK,
        etag=VERSION_OF_ZAAK,
        fields=[
            _url("zaken.status"),
            UUID,
            fields.link("zaak", "zaken.zaak", required=True),
            fields.link("statustype", "catalogi.statustype", required=True),
            fields.moment("datumStatusGezet", required=True),
            fields.text("statustoelichting", 1000),
            fields.computed("indicatieLaatstGezetteStatus", f.LATEST, "boolean"),
            fields.text("gezetdoor", 200),
            fields.links("zaakinformatieobjecten", "zaken.zaakinformatieobject", "c.status_id = {t}.id"),
        ],
        filters={
            "zaak": filters.to("zaken.zaak"),
            "statustype": filters.to("catalogi.statustype"),
            "indicatieLaatstGezetteStatus": filters.flag(f"{f.LATEST} = {{v}}"),
        },
        create=w.create_status,
    )
)

resultaat = register(
    Resource(
        name="zaken.resultaat",
        table="zaken_resultaat",
        path="resultaten",
        api=ZAKEN,
        scopes=BELOW,
        visible=OF_ZAAK,
        etag=VERSION_OF_ZAAK,
        fields=[
            _url("zaken.resultaat"),
            UUID,
            fields.link("zaak", "zaken.zaak", required=True),
            fields.link("resultaattype", "catalogi.resultaattype", required=True),
            fields.text("toelichting", 1000),
        ],
        filters={"zaak": filters.to("zaken.zaak"), "resultaattype": filters.to("catalogi.resultaattype")},
        create=w.create_resultaat,
        update=w.change_resultaat,
        delete=w.delete_resultaat,
    )
)

rol = register(
    Resource(
        name="zaken.rol",
        table="zaken_rol",
        path="rollen",
        api=ZAKEN,
        scopes=BELOW,
        visible=OF_ZAAK,
        etag=VERSION_OF_ZAAK,
        fields=[
            _url("zaken.rol"),
            UUID,
            fields.link("zaak", "zaken.zaak", required=True),
            fields.text("betrokkene", 1000, form="uri"),
            fields.choice("betrokkeneType", f.KINDS, required=True),
            fields.text("afwijkendeNaamBetrokkene", 625),
            fields.link("roltype", "catalogi.roltype", required=True),
            fields.text("omschrijving", read_only=True),
            fields.text("omschrijvingGeneriek", read_only=True),
            fields.text("roltoelichting", 1000, required=True),
            fields.moment("registratiedatum", read_only=True),
            fields.choice("indicatieMachtiging", ("gemachtigde", "machtiginggever")),
            fields.group(
                "contactpersoonRol",
                fields.text("emailadres", 254, form="email"),
                fields.text("functie", 50),
                fields.text("telefoonnummer", 20),
                fields.text("naam", 40, required=True),
            ),
            fields.links(
                "statussen",
                "zaken.status",
                "c.zaak_id = {t}.zaak_id AND c.gezetdoor = {url:zaken.rol:{t}.id}",
            ),
            fields.anything("betrokkeneIdentificatie", parse.obj),
        ],
        filters=f.ROL,
        create=w.create_rol,
        delete=w.delete_rol,
    )
)

zaakinformatieobject = register(
    Resource(
        name="zaken.zaakinformatieobject",
        table="zaken_zaakinformatieobject",
        path="zaakinformatieobjecten",
        api=ZAKEN,
        scopes=Scopes(READ, ("zaken.aanmaken", *CHANGE), (), ("zaken.verwijderen", *CHANGE)),
        visible=OF_ZAAK,
        etag=VERSION_OF_ZAAK,
        paged=False,
        fields=[
            _url("zaken.zaakinformatieobject"),
            UUID,
            fields.link("informatieobject", "documenten.enkelvoudiginformatieobject", required=True),
            fields.link("zaak", "zaken.zaak", required=True),
            fields.computed("aardRelatieWeergave", "'Hoort bij, omgekeerd: kent'::text"),
            fields.text("titel", 200),
            fields.text("beschrijving"),
            fields.moment("registratiedatum", read_only=True),
            fields.moment("vernietigingsdatum", read_only=True),
            fields.link("status", "zaken.status", nullable=True, read_only=True),
        ],
        filters={
            "zaak": filters.to("zaken.zaak"),
            "informatieobject": filters.to("documenten.enkelvoudiginformatieobject", "informatieobject_id"),
        },
        create=w.create_zaakinformatieobject,
        delete=w.delete_zaakinformatieobject,
    )
)

zaakobject = register(
    Resource(
        name="zaken.zaakobject",
        table="zaken_zaakobject",
        path="zaakobjecten",
        api=ZAKEN,
        scopes=BELOW,
        visible=OF_ZAAK,
        etag=VERSION_OF_ZAAK,
        fields=[
            _url("zaken.zaakobject"),
            UUID,
            fields.link("zaak", "zaken.zaak", required=True),
            fields.text("object", 1000, form="uri"),
            fields.text("zaakobjecttype", 1000, form="uri"),
            fields.choice("objectType", f.OBJECT_TYPES, required=True),
            fields.text("objectTypeOverige", 100),
            fields.anything("objectTypeOverigeDefinitie", parse.obj),
            fields.text("relatieomschrijving", 80),
            fields.anything("objectIdentificatie", parse.obj),
        ],
        filters={
            "zaak": filters.to("zaken.zaak"),
            "object": filters.exact("object"),
            "objectType": filters.one_of("object_type", f.OBJECT_TYPES),
        },
        create=w.create_zaakobject,
    )
)

zaakeigenschap = register(
    Resource(
        name="zaken.zaakeigenschap",
        table="zaken_zaakeigenschap",
        path="zaakeigenschappen",
        under=("zaken", "zaak_id"),
        api=ZAKEN,
        scopes=BELOW,
        visible=OF_ZAAK,
        etag=VERSION_OF_ZAAK,
        paged=False,
        fields=[
            _url("zaken.zaakeigenschap"),
            UUID,
            fields.link("zaak", "zaken.zaak", required=True),
            fields.link("eigenschap", "catalogi.eigenschap", required=True),
            fields.text("naam", read_only=True),
            fields.text("waarde", required=True),
        ],
        create=w.create_zaakeigenschap,
        update=w.change_zaakeigenschap,
        delete=w.delete_zaakeigenschap,
    )
)
