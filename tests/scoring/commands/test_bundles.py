"""`python -m scoring verify`: identical or the differences, by its exit status too."""

import json

import pytest

from scoring.__main__ import main
from scoring.bundle import signing
from tests.scoring.bundle.made import KEY, PUBLIC, members, replaced, signed

TEXT = signing.text_of(PUBLIC)


@pytest.fixture
def bundle(tmp_path):
    path = tmp_path / "r1.zip"
    path.write_bytes(signed(members()))
    return path


def called(capsys, *words):
    status = main(["verify", *map(str, words)])
    out, err = capsys.readouterr()
    return status, out, err


def test_a_good_one_is_identical(bundle, tmp_path, capsys):
    (tmp_path / "keys.json").write_text(json.dumps({"keys": [{"public": TEXT}]}))
    (tmp_path / "key.txt").write_text(TEXT)
    for key in (TEXT, tmp_path / "keys.json", tmp_path / "key.txt"):
        assert called(capsys, bundle, "--key", key) == (0, "identical\n", "")
    status, out, err = called(capsys, bundle)
    assert (status, out) == (0, "identical\n")
    assert err == f"Signed with the key {signing.key_id(PUBLIC)}; give --key to check whose it is.\n"


def test_a_bad_one_is_not(bundle, tmp_path, capsys):
    bundle.write_bytes(replaced(signed(members()), framework_dot_toml=b"x = 1"))
    status, out, _ = called(capsys, bundle, "--key", TEXT)
    assert status == 1 and out.startswith("framework.toml: the content does not match its sum in the manifest.\n")
    bundle.write_bytes(signed(members())[:-50])
    status, out, err = called(capsys, bundle)
    assert (status, out) == (1, "") and err.startswith("The archive is damaged: ")


def test_wrong_calls(bundle, tmp_path, capsys):
    assert called(capsys, tmp_path / "none.zip") == (2, "", f"{tmp_path / 'none.zip'}: there is no such file.\n")
    status, _, err = called(capsys, bundle, "--key", "nonsense")
    assert status == 2 and err.startswith("This is no public key for a bundle: ")
    assert KEY is not None
