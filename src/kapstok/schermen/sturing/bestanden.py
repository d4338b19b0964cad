"""**Inlezen en downloaden**: the portfolio as CSV and AMEFF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kapstok.diensten.sturing.portfolio.uitwisseling.ameff_in import import_ameff
from kapstok.diensten.sturing.portfolio.uitwisseling.ameff_uit import ameff_bytes
from kapstok.diensten.sturing.portfolio.uitwisseling.csv_in import import_csv
from kapstok.diensten.sturing.portfolio.uitwisseling.csv_uit import (
    applicaties_csv,
    contracten_csv,
    koppelingen_csv,
)
from kapstok.schermen.sturing.show import actor_of, kijker, show, who

LARGEST = 30 * 1024 * 1024  # an export of the Softwarecatalogus holds all of GEMMA too
MOST_FAULTS = 200  # on the page; the count is of all
SHEETS = {"applicaties": applicaties_csv, "contracten": contracten_csv, "koppelingen": koppelingen_csv}


@kijker
@require_http_methods(["GET", "HEAD", "POST"])
def bestanden(request: HttpRequest) -> HttpResponse:
    """Downloads, and a file to read; a file with faults leaves nothing behind."""
    if request.method != "POST":
        return show(request, "bestanden", soorten=list(SHEETS))
    if not who(request).has_role("i-adviseur"):
        raise Http404
    upload = request.FILES.get("bestand")
    fault = ""
    if upload is None:
        fault = _("Kies een bestand.")
    elif (upload.size or 0) > LARGEST:
        fault = _("Een bestand is hoogstens 30 MB.")
    if fault or upload is None:
        return show(
            request, "bestanden", soorten=list(SHEETS), fouten=[("id_bestand", fault)], fout=fault, status=422
        )
    content = upload.read()
    as_xml = content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<"
    report = (import_ameff if as_xml else import_csv)(content, actor=actor_of(request))
    return show(
        request,
        "bestanden",
        soorten=list(SHEETS),
        verslag=report,
        bestandsnaam=upload.name,
        regels=(report.fouten or report.opmerkingen)[:MOST_FAULTS],
        status=422 if report.fouten else 200,
    )


@kijker
@require_safe
def download(request: HttpRequest, soort: str) -> HttpResponse:
    """One kind of rows for a spreadsheet, or everything for an ArchiMate tool."""
    day = timezone.localdate().isoformat()
    if soort == "ameff":
        answer = HttpResponse(ameff_bytes(request.tenant.naam), content_type="application/xml")  # type: ignore[attr-defined]
        answer["Content-Disposition"] = f'attachment; filename="portfolio-{day}.xml"'
        return answer
    if soort not in SHEETS:
        raise Http404
    answer = HttpResponse(SHEETS[soort](), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{soort}-{day}.csv"'
    return answer
