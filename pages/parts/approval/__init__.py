"""The sections of the approval page."""
