"""An official boundary file in the place of the shipped areas: read and checked, made fit for screens, found by maps.

`python -m figures.official PATH` checks one before it is used.
"""
