"""What the press page chooses, shows and hands out."""
