"""The master key of the installation and what is derived from it.

Purposes never share a key: each gets its own by HKDF. The master key is `geheim`, or a file in
the data folder that is made once, readable by its owner only.
"""

import base64
import functools
import hashlib
import hmac
import os
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kapstok.platform.config import SettingsError, settings


@functools.cache
def master_key() -> bytes:
    """Master key as bytes; made on first use when no setting gives one."""
    if settings.geheim:
        if len(settings.geheim) < 32:
            raise SettingsError("KAPSTOK_GEHEIM moet minstens 32 tekens lang zijn.")
        return hashlib.sha256(settings.geheim.encode()).digest()
    path = settings.data_map / "geheim.key"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return hashlib.sha256(path.read_bytes()).digest()
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(48))
        file.flush()
        os.fsync(file.fileno())
    return hashlib.sha256(path.read_bytes()).digest()


@functools.lru_cache(maxsize=64)
def derived_key(purpose: str) -> bytes:
    """32-byte key for one purpose."""
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode()).derive(master_key())


# A key that is ready for use: getting ready takes twice as long as sealing a record.
Cipher = AESGCM


@functools.lru_cache(maxsize=64)
def derived_cipher(purpose: str) -> Cipher:
    """The key of one purpose, ready for use."""
    return Cipher(derived_key(purpose))


def encrypt_with(key: bytes | Cipher, plain: bytes, *, bound_to: str = "") -> bytes:
    """AES-256-GCM: 12-byte nonce followed by the ciphertext, bound to a context text."""
    nonce = secrets.token_bytes(12)
    return nonce + _ready(key).encrypt(nonce, plain, bound_to.encode())


def decrypt_with(key: bytes | Cipher, sealed: bytes, *, bound_to: str = "") -> bytes:
    """Inverse of encrypt_with; raises cryptography's InvalidTag when key or content differ."""
    return _ready(key).decrypt(sealed[:12], sealed[12:], bound_to.encode())


def _ready(key: bytes | Cipher) -> Cipher:
    return key if isinstance(key, Cipher) else Cipher(key)


def encrypt(plain: str, *, purpose: str) -> str:
    """Text sealed with the key of a purpose, as URL-safe base64."""
    return base64.urlsafe_b64encode(encrypt_with(derived_key(purpose), plain.encode())).decode()


def decrypt(sealed: str, *, purpose: str) -> str:
    """Inverse of encrypt."""
    return decrypt_with(derived_key(purpose), base64.urlsafe_b64decode(sealed)).decode()


def pseudonym(value: str, *, purpose: str) -> str:
    """Keyed hash (128 bits, hex) of a personal number, for look-up without storing the number."""
    return hmac.new(derived_key(purpose), value.encode(), hashlib.sha256).hexdigest()[:32]
