"""How the parts of an index hang together: correlations, reliability, effective weights, distributions."""
