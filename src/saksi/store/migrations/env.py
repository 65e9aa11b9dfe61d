"""Alembic's entry: runs on the connection, and inside the transaction, that :mod:`saksi.store.migrate` hands over."""

from alembic import context

from saksi.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
