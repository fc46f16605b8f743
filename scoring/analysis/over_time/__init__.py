"""Series over periods: pace, fits, breaks and the way to a target."""
