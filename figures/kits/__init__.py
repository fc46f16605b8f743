"""Press kits: every chart of a set, or a card for every unit, with texts and figures, as parts of one archive."""
