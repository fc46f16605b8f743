"""From values to scores and ranks by a framework's rules: arrays in, arrays out, a whole panel in one pass."""
