"""Pictures by their codes, and press kits."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "pictures",
        sa.Column("code", sa.String(10), primary_key=True),
        sa.Column("releases", sa.JSON, nullable=False),
        sa.Column("template", sa.String(40), nullable=False),
        sa.Column("options", sa.JSON, nullable=False),
        sa.Column("lang", sa.String(5), nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "kits",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("release", sa.String(80), sa.ForeignKey("releases.id"), nullable=False),
        sa.Column("account", sa.String(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("reader", sa.String(32), nullable=False, server_default=""),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("planned", sa.Integer, nullable=False, server_default="0"),
        sa.Column("fault", sa.Text, nullable=False, server_default=""),
        sa.Column("worker", sa.String(64), nullable=False, server_default=""),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
    )
    op.create_index("kits_by_release", "kits", ["release", "state"])
    op.create_table(
        "kit_parts",
        sa.Column("kit", sa.String(32), sa.ForeignKey("kits.id"), primary_key=True),
        sa.Column("name", sa.String(200), primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
