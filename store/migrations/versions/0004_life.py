"""The state moves from each release to its submission; problems, notices, comments, readers, the calendar."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _move_the_state()
    op.create_table(
        "problems",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("submission", sa.String(32), sa.ForeignKey("submissions.id"), nullable=False),
        sa.Column("severity", sa.String(10), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.Column("cell", sa.String(20), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("words", sa.JSON, nullable=False),
        sa.Column("also", sa.JSON, nullable=False),
        sa.Column("acknowledged_by", sa.String(32), nullable=False, server_default=""),
        sa.Column("acknowledged_name", sa.Text, nullable=False, server_default=""),
        sa.Column("acknowledged_at", sa.DateTime),
    )
    op.create_index("ix_problems_submission", "problems", ["submission"])
    op.create_table(
        "notices",
        sa.Column("release", sa.String(80), sa.ForeignKey("releases.id"), primary_key=True),
        sa.Column("supersedes", sa.String(80), sa.ForeignKey("releases.id"), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("effect", sa.JSON, nullable=False),
        sa.Column("account", sa.String(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_notices_supersedes", "notices", ["supersedes"])
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("release", sa.String(80), sa.ForeignKey("releases.id"), nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("column", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("account", sa.String(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("answer", sa.Text, nullable=False, server_default=""),
        sa.Column("answered_by", sa.String(32), nullable=False, server_default=""),
        sa.Column("answered_name", sa.Text, nullable=False, server_default=""),
        sa.Column("answered_at", sa.DateTime),
    )
    op.create_index("ix_comments_release", "comments", ["release"])
    op.create_table(
        "readers",
        sa.Column("submission", sa.String(32), sa.ForeignKey("submissions.id"), primary_key=True),
        sa.Column("account", sa.String(32), sa.ForeignKey("accounts.id"), primary_key=True),
        sa.Column("named_by", sa.Text, nullable=False),
        sa.Column("named_at", sa.DateTime, nullable=False),
    )

    op.create_table(
        "announcements",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("block", sa.String(40), nullable=False),
        sa.Column("period", sa.String(10), nullable=False),
        sa.Column("publish_at", sa.DateTime, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("account", sa.String(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("cancelled_at", sa.DateTime),
    )
    op.create_index("announcements_by_moment", "announcements", ["publish_at"])


def _move_the_state() -> None:
    """All releases of one upload were always of one state; from here on it is kept once."""
    for column in (
        sa.Column("account", sa.String(32), nullable=False, server_default=""),
        sa.Column("uploader", sa.Text, nullable=False, server_default=""),
        sa.Column("state", sa.String(20), nullable=False, server_default="draft"),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("publish_at", sa.DateTime),
        sa.Column("changed_at", sa.DateTime, nullable=False, server_default="1970-01-01 00:00:00.000000"),
        sa.Column("reason", sa.Text, nullable=False, server_default=""),
        sa.Column("withdrawn_from", sa.String(20), nullable=False, server_default=""),
        sa.Column("readers_listed", sa.Boolean, nullable=False, server_default="0"),
        sa.Column("files_deleted_at", sa.DateTime),
        sa.Column("reading", sa.JSON, nullable=False, server_default="{}"),
    ):
        op.add_column("submissions", column)
    for column_name in ("state", "publish_at"):
        op.execute(
            f"UPDATE submissions SET {column_name} = (SELECT max(r.{column_name}) FROM releases r "
            f"WHERE r.submission = submissions.id) "
            f"WHERE EXISTS (SELECT 1 FROM releases r WHERE r.submission = submissions.id)"
        )
    op.execute("UPDATE submissions SET changed_at = created_at")
    op.drop_index("releases_by_state", "releases")
    op.drop_index("releases_by_owner", "releases")
    with op.batch_alter_table("releases") as cut:
        for name in ("state", "publish_at", "owner", "created_at"):
            cut.drop_column(name)
    op.create_index("submissions_by_state", "submissions", ["state", "publish_at"])
    op.create_index("submissions_by_owner", "submissions", ["owner"])
    op.create_index("ix_releases_submission", "releases", ["submission"])
