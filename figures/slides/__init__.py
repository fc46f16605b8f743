"""Slides with charts that office programs draw themselves, on our own sheet or on a house's template."""
