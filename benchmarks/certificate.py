"""A certificate for localhost, made for one run."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import certifi
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def make_certificate(folder: Path) -> tuple[Path, dict[str, Path]]:
    """Return the server's file (certificate and key), and those of whom the clients trust.

    Whom requests trusts anywhere is a long list, and reading it is most of what a new connection
    costs; so there is a list of one too.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    public = certificate.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    server, usual, one = (folder / name for name in ("server.pem", "usual.pem", "one.pem"))
    server.touch(mode=0o600)
    server.write_bytes(public + secret)
    usual.write_bytes(Path(certifi.where()).read_bytes() + public)
    one.write_bytes(public)
    return server, {"the usual certificates": usual, "one certificate": one}
