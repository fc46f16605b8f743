"""Documents of several pages: our own HTML, printed by Chromium. Nothing in them comes from the network."""
