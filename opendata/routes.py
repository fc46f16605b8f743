"""All routes of the room, for `st.App(routes=…)`."""

from starlette.routing import Route

from opendata import data, described, embeds, previews


def routes() -> list[Route]:
    """Tables, their description, embeds."""
    return [*described.routes(), *data.routes(), *embeds.routes(), *previews.routes()]
