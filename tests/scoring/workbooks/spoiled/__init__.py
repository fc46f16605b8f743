"""Spoiled and odd workbooks, made here, each with what has to come of it."""
