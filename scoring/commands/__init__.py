"""The commands of `python -m scoring`: a module a family, each adding its commands with the function that runs them."""
