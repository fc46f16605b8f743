"""The parts of the method page, in its order."""
