"""Verify: a release bundle, from a file or as it is published here → worked out again → identical, or what differs;
a picture by its code, and where a file is checked."""

import hashlib
from functools import partial

import streamlit as st

from frame.allowance import VISITOR_MB
from pages.parts import access, address, choose, looked_up, verdict, work
from pages.parts.language import words as page_words
from pages.parts.turns import Busy
from scoring.bundle.apart import Checked, verify_apart
from scoring.bundle.signing import KeyFormError, public_keys
from store import bundles, keys

LIMIT_MB = 50
CHECK, CHECKED = "verify_check", "verify_checked"
words = page_words()
t = words.t

st.title(t("verify.title"))
st.write(t("verify.intro"))

# Select: what is checked, and against whose key.
MODES = ["file", "release", "code"]
address.remembered("verify_of", "file", MODES, name="of")
mode = st.segmented_control(
    t("verify.of"), MODES, format_func=lambda m: t(f"verify.of_{m}"), key="verify_of", required=True,
    label_visibility="collapsed",
)  # fmt: skip
if mode == "code":
    looked_up.show(words)
    address.stop()
file = release = None
if mode == "file":
    limit = LIMIT_MB if access.may_open("upload") else VISITOR_MB
    file = st.file_uploader(t("verify.file"), type=["zip"], max_upload_size=limit, key="verify_file")
    st.caption(t("verify.file_help", most=limit))
else:
    release = choose.release([each for each in access.releases() if each.is_public], words)
try:
    own = keys.public_keys()
except KeyFormError:  # the operator's log says why
    own = []
whose = st.radio(
    t("verify.key"), ["own", "other"], format_func=lambda k: t(f"verify.key_{k}"), key="verify_key", horizontal=True
)
trusted = own
if whose == "other":
    given = st.text_area(t("verify.key_given"), key="verify_key_given", placeholder=t("verify.key_hint"), height=100)
    if not given.strip():
        address.stop()
    try:
        trusted = public_keys(given)
    except KeyFormError:
        st.error(t("verify.key_wrong"), icon=":material/key_off:")
        address.stop()
elif not own:
    st.error(t("proof.unsigned"), icon=":material/key_off:")
    address.stop()

# Compute, once for a bundle and a key: apart from the server, which never reads a stranger's archive itself.
source = file.file_id if file else release.id if release else None
key = (source, tuple(trusted))
if source is None:
    verdict.how(own, words)
    address.stop()
if release and st.session_state.get(CHECKED) != key and not st.button(
    t("verify.begin"), type="primary", icon=":material/verified:"
):  # fmt: skip
    verdict.how(own, words)
    address.stop()
if st.session_state.get(CHECKED) != key:
    fetch = file.getvalue if file else partial(bundles.bundle, release, access.viewer())

    def check(report) -> tuple[str, Checked]:  # type: ignore[no-untyped-def]
        report("bundling")
        content = fetch()
        report("verifying")
        return hashlib.sha256(content).hexdigest(), verify_apart(content, trusted)

    try:
        st.session_state[CHECK] = work.begin(check, ("bundling", "verifying"), anybodys=True)
    except Busy:
        st.warning(t("verify.busy"), icon=":material/hourglass_top:")
        verdict.how(own, words)
        address.stop()
    st.session_state[CHECKED] = key
work.show(st.session_state[CHECK], words)

# Show.
verdict.show(st.session_state[CHECK], words)
verdict.how(own, words)
