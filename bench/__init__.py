"""Ratios that the project holds itself to, each measured within one run."""
