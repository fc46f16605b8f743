"""The sections of the unit page."""
