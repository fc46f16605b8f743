"""Units that joined: carried, cast back, and what may be compared with what."""
