"""The electronic seal of an organisation on a PDF (PAdES), and checking it.

The key is made on first use and stays in the data folder, readable by its owner only. A production
installation puts a qualified certificate there (PKCS#12 without password, same name).
"""

import datetime as dt
import io
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

FIELD = "Zegel"
YEARS = 5


@dataclass(frozen=True)
class SealReport:
    """What a check says: whole since sealing, by whom."""

    whole: bool
    by: str


def _make_key(path: Path, organisation: str, now: dt.datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "NL"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, f"Zegel {organisation}"),
        ]
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=365 * YEARS))
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=True,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=False,
                crl_sign=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    content = serialization.pkcs12.serialize_key_and_certificates(b"zegel", key, certificate, None, plain)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    try:
        os.link(temporary, path)  # whoever comes first wins; the other keeps that one
    except FileExistsError:
        pass
    finally:
        temporary.unlink()


def seal_pdf(
    pdf: bytes, *, folder: Path, slug: str, organisation: str, reason: str, now: dt.datetime
) -> bytes:
    """The PDF with an invisible PAdES seal of the organisation; what was there is not changed."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    path = folder / f"{slug}.p12"
    if not path.exists():
        _make_key(path, organisation, now)
    signer = signers.SimpleSigner.load_pkcs12(str(path))
    if signer is None:
        raise RuntimeError(f"the key in {path.name} cannot be read")
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        reason=reason,
        name=organisation,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
    )
    output = io.BytesIO()
    signers.PdfSigner(meta, signer=signer).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=output)
    return output.getvalue()


def check_seal(pdf: bytes) -> SealReport | None:
    """What the seal says; None when there is none. Trust in the maker is for whoever knows the certificate."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    found = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    if not found:
        return None
    seal = found[0]
    context = ValidationContext(trust_roots=[seal.signer_cert], allow_fetching=False)
    status = validate_pdf_signature(seal, context)
    return SealReport(
        bool(status.intact and status.valid), seal.signer_cert.subject.native.get("organization_name", "")
    )
