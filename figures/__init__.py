"""Charts, maps, exports, sentences and words: finished tables in, figures and files out; no Streamlit."""
