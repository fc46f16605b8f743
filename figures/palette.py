"""One visual language: the colours of every chart and map. Told apart by eyes with any colour vision."""

ACCENT = "#0b6e6e"
INK = "#1f2933"
MUTED = "#6b7785"
GRID = "#dde3ea"
NO_DATA = "#d0d5db"
# Six lines, after Okabe and Ito's palette for all kinds of colour vision (2008).
LINES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#8a6d00")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
# Five classes from light to dark: samples of cividis, which reads the same with red-green blindness.
CLASSES = ("#fdea45", "#bcaf6f", "#706f71", "#3b496c", "#00224e")
# Falls from deep to light, no change, rises from light to deep: orange and blue, apart in every colour vision.
CHANGES = ("#a64b00", "#e9a25f", "#ece9e4", "#7fb2dc", "#0b5394")
FONT = "Be Vietnam Pro, sans-serif"


def rgba(colour: str, alpha: float = 1.0) -> str:
    """'#0b6e6e' → 'rgba(11, 110, 110, 1.0)'."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {alpha})"
