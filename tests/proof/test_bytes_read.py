"""The reader behind the leak test finds a word and a number wherever they may hide."""

import io
import zipfile
import zlib

import openpyxl
import pandas as pd
import plotly.graph_objects as go
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from tests.proof import bytes_read

TABLE = pd.DataFrame({"name": ["Zq7x"], "score": [0.123456789]})


def _xlsx() -> bytes:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Zq7x", 0.123456789])
    book.save(buffer)
    return buffer.getvalue()


def _zip(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.bin", content)
    return buffer.getvalue()


def _arrow() -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, pa.Schema.from_pandas(TABLE)) as writer:
        writer.write_table(pa.Table.from_pandas(TABLE))
    return sink.getvalue().to_pybytes()


@pytest.mark.parametrize(
    "content",
    [
        TABLE.to_csv().encode(),
        TABLE.to_parquet(),
        _arrow(),
        _xlsx(),
        _zip(_xlsx()),
        _zip(TABLE.to_parquet()),
        b"%PDF-1.7\n1 0 obj\nstream\n" + zlib.compress(b"Zq7x 0.123456789") + b"\nendstream",
        b'{"name": "\\u005aq7x", "score": 0.123456789}',
    ],
    ids=["csv", "parquet", "arrow", "xlsx", "zip in zip", "parquet in zip", "pdf", "escaped"],
)
def test_files_are_read_to_the_last_member(content):
    assert {"Zq7x", "0.123456789"} <= {text for text in ("Zq7x", "0.123456789") if text in bytes_read.of_file(content)}


def test_a_page_is_read_whole():
    def page():
        import numpy as np
        import pandas as pd
        import plotly.graph_objects as go
        import streamlit as st

        st.dataframe(pd.DataFrame({"a": [0.111111119]}))
        st.plotly_chart(go.Figure(go.Scatter(y=np.array([0.222222229, 3.5]))))
        st.html("<p>f&uuml;r</p>")
        with st.expander("Shut"):
            st.metric("M", "0.333333339")
        st.query_params["release"] = "r1"
        st.tabs(["Tab seven"])
        st.selectbox("Which", ["one", "option nine"])

    said = bytes_read.of_page(AppTest.from_function(page).run())
    for text in ("0.111111119", "0.222222229", "für", "Shut", "0.333333339", "r1", "Tab seven", "option nine"):
        assert text in said, text


def test_charts_keep_their_numbers_packed():
    """What the reader unpacks is what plotly really writes."""
    import numpy as np

    assert "bdata" in go.Figure(go.Scatter(y=np.array([0.5, 0.25]))).to_json()
