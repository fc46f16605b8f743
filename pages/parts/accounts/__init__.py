"""The parts of the page of accounts."""
