"""Signatures and keys, checked against the published test vectors."""

import base64
import json

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from scoring.bundle import signing
from scoring.bundle.signing import KeyFormError

# RFC 8032, section 7.1, test 2: secret key, public key, message, signature.
SECRET = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
PUBLIC = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
MESSAGE = bytes.fromhex("72")
SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)
TEXT = base64.b64encode(PUBLIC).decode()
KEY = Ed25519PrivateKey.from_private_bytes(SECRET)


def pem_of(key) -> str:
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()


def test_the_published_vector():
    assert signing.public_of(KEY) == PUBLIC
    assert signing.sign(KEY, MESSAGE) == base64.b64encode(SIGNATURE) + b"\n"
    assert signing.holds(PUBLIC, base64.b64encode(SIGNATURE), MESSAGE)
    assert not signing.holds(PUBLIC, base64.b64encode(SIGNATURE), b"s")
    assert not signing.holds(PUBLIC, b"no base64!", MESSAGE) and not signing.holds(PUBLIC, b"", MESSAGE)


def test_the_id_of_a_key_is_the_head_of_its_sum():
    # printf … | sha256sum of the 32 bytes above
    assert signing.key_id(PUBLIC) == "39f713d0a644253f"


@pytest.mark.parametrize(
    "written", [TEXT, f" {TEXT}\n", pem_of(KEY.public_key()), json.dumps({"keys": [{"public": TEXT}]})]
)
def test_every_form_of_a_public_key(written):
    assert signing.public_keys(written) == [PUBLIC]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("", "This is no public key for a bundle: it has 0 bytes, not 32."),
        ("AAAA", "This is no public key for a bundle: it has 3 bytes, not 32."),
        ("no base64!", "This is no public key for a bundle: it is not base64."),
        ("{}", "This is no public key for a bundle: 'keys'."),
        ('{"keys": 1}', "This is no public key for a bundle: "),
        ('{"keys": [{"public": 1}]}', "This is no public key for a bundle: "),
        ("-----BEGIN PUBLIC KEY-----\nx", "This is no public key for a bundle: "),
        (pem_of(ec.generate_private_key(ec.SECP256R1()).public_key()), "This is no public key for a bundle: it is of"),
    ],
)
def test_what_is_no_public_key(written, message):
    with pytest.raises(KeyFormError) as refused:
        signing.public_keys(written)
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize("written", [base64.b64encode(SECRET).decode(), signing.pem(KEY).decode()])
def test_every_form_of_a_private_key(written):
    assert signing.private_key(written).private_bytes_raw() == SECRET


@pytest.mark.parametrize("written", ["", "geheim", "-----BEGIN PRIVATE KEY-----\ngeheim", pem_of(KEY.public_key())])
def test_a_private_key_that_is_none_is_not_repeated(written):
    with pytest.raises(KeyFormError) as refused:
        signing.private_key(written)
    assert str(refused.value) == ("This is no private Ed25519 key: give PEM without a password, or base64 of 32 bytes.")
