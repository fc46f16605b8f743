"""Ed25519 signatures, and public keys in every form in which one may be handed on."""

import base64
import binascii
import hashlib
import json

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


class KeyFormError(ValueError):
    """A text that holds no Ed25519 key."""


def key_id(public: bytes) -> str:
    """The first 16 digits of the SHA-256 of the 32 bytes of a public key."""
    return hashlib.sha256(public).hexdigest()[:16]


def public_of(private: Ed25519PrivateKey) -> bytes:
    return private.public_key().public_bytes_raw()


def sign(private: Ed25519PrivateKey, content: bytes) -> bytes:
    """The signature as a line of base64."""
    return base64.b64encode(private.sign(content)) + b"\n"


def holds(public: bytes, signature: bytes, content: bytes) -> bool:
    """Whether the line of base64 is the key's signature of the content."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(base64.b64decode(signature.strip(), validate=True), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_keys(text: str) -> list[bytes]:
    """The keys in a text: base64 of 32 bytes, PEM, or the document at /.well-known/dti-key. Raises KeyFormError."""
    said = text.strip()
    try:
        if said.startswith("{"):
            return [_raw(entry["public"]) for entry in json.loads(said)["keys"]]
        if said.startswith("-----BEGIN"):
            found = serialization.load_pem_public_key(said.encode())
            if isinstance(found, Ed25519PublicKey):
                return [found.public_bytes_raw()]
            raise ValueError("it is of another kind")
        return [_raw(said)]
    except (ValueError, KeyError, TypeError, AttributeError, UnsupportedAlgorithm) as fault:
        raise KeyFormError(f"This is no public key for a bundle: {fault}.") from None


def private_key(text: str) -> Ed25519PrivateKey:
    """A private key from PEM, or from base64 of its 32 bytes. Raises KeyFormError; the text is never repeated."""
    said = text.strip()
    try:
        if said.startswith("-----BEGIN"):
            found = serialization.load_pem_private_key(said.encode(), None)
            if isinstance(found, Ed25519PrivateKey):
                return found
        else:
            return Ed25519PrivateKey.from_private_bytes(_raw(said))
    except (ValueError, TypeError, UnsupportedAlgorithm):
        pass
    raise KeyFormError("This is no private Ed25519 key: give PEM without a password, or base64 of 32 bytes.")


def pem(private: Ed25519PrivateKey) -> bytes:
    return private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def text_of(public: bytes) -> str:
    return base64.b64encode(public).decode()


def _raw(said: str) -> bytes:
    try:
        raw = base64.b64decode(said, validate=True)
    except binascii.Error:
        raise ValueError("it is not base64") from None
    if len(raw) != 32:
        raise ValueError(f"it has {len(raw)} bytes, not 32")
    return raw
