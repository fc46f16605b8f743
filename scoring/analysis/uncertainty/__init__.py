"""How sure ranks are under what could have been decided otherwise."""
