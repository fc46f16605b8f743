"""A figure that many readers are sent."""

from typing import Any

import plotly.graph_objects as go


class Finished(go.Figure):
    """A figure that nobody changes any more: what is sent of it is packed once."""

    _sent: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The same dictionary for everybody, who leave it as it is."""
        if self._sent is None:
            self._sent = super().to_dict()
        return self._sent
