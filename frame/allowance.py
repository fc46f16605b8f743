"""How much people may hold in the server's memory with what they upload, each of them and all of them together.

Streamlit keeps an upload until the session is over or the file is taken out, whatever a page shows; for two minutes
after its browser is gone a session may come back.
"""

import time
from collections.abc import Callable

MB = 2**20
VISITOR_MB = 16
_SESSION_MB, _ALL_MB = 3 * VISITOR_MB, 160
# Of those who may open the upload page: several files of the largest size.
_MEMBER_MB, _MEMBERS_MB = 256, 768
_COMES_BACK = 180.0  # seconds


class Allowance:
    """Counts the bytes of every session's files until the session is surely over.

    is_alive: whether the session of that id has a browser now; clock: seconds that only rise.
    """

    def __init__(
        self,
        is_alive: Callable[[str], bool],
        session: int,
        all_of_them: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.is_alive, self.session, self.all_of_them, self.clock = is_alive, session, all_of_them, clock
        self._held: dict[str, dict[str, int]] = {}
        self._gone: dict[str, float] = {}

    def take(self, session: str, file: str, size: int) -> bool:
        """Whether so many bytes more may come; they count from now on."""
        self._forget()
        held = self._held.get(session, {})
        others = sum(each for name, each in held.items() if name != file)
        whole = sum(sum(files.values()) for name, files in self._held.items() if name != session)
        if others + size > self.session or whole + others + size > self.all_of_them:
            return False
        self._held.setdefault(session, {})[file] = max(size, held.get(file, 0))
        return True

    def holds(self, session: str, file: str) -> bool:
        """Whether the file counts already."""
        return file in self._held.get(session, {})

    def give_back(self, session: str, file: str) -> None:
        """The file is not there any more, or never came."""
        held = self._held.get(session, {})
        held.pop(file, None)
        if not held:
            self._held.pop(session, None)
            self._gone.pop(session, None)

    def _forget(self) -> None:
        now = self.clock()
        for session in list(self._held):
            if self.is_alive(session):
                self._gone.pop(session, None)
            elif now - self._gone.setdefault(session, now) > _COMES_BACK:
                del self._held[session], self._gone[session]


def allowances(is_alive: Callable[[str], bool]) -> dict[str, Allowance]:
    """Of those who may upload and of everybody else."""
    return {
        "members": Allowance(is_alive, _MEMBER_MB * MB, _MEMBERS_MB * MB),
        "visitors": Allowance(is_alive, _SESSION_MB * MB, _ALL_MB * MB),
    }
