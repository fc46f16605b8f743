"""Who looks: the browser's owner cookie and, where somebody is signed in, the account with its roles."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Role:
    """A role with its scope: an empty block is every block; only an officer has a unit, of one division."""

    name: str
    block: str = ""
    division: str = ""
    unit: str = ""

    def __str__(self) -> str:
        scope = "/".join(part for part in (self.block, self.division, self.unit) if part)
        return f"{self.name} ({scope})" if scope else self.name


@dataclass(frozen=True)
class Viewer:
    """Who asks. Without anything one is a visitor and sees what is public.

    owner: the random cookie of the browser; account and name: who is signed in; session: its public id, by which it
    can be ended; local: the installation has no account yet, so that a browser keeps drafts of its own.
    """

    owner: str | None = None
    account: str | None = None
    name: str = ""
    roles: tuple[Role, ...] = field(default=())
    session: str | None = None
    local: bool = False

    @property
    def signed_in(self) -> bool:
        return self.account is not None

    @property
    def as_written(self) -> str:
        """The name by which the trail and notices speak of this viewer."""
        return self.name or ("a browser without an account" if self.local else "a visitor")


def has(viewer: Viewer, role: str) -> bool:
    """Whether the viewer has a role, whatever its scope."""
    return any(held.name == role for held in viewer.roles)
