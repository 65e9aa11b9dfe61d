"""The columns and indexes of the derived tables (:mod:`saksi.store.tables`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

from sqlalchemy import Column, ColumnElement, Float, Index, Integer, MetaData, Table, Text

VERSION = 7
"""Raised whenever the tables change; older ones are made anew."""
Sort = Literal["newest", "disputed", "deaths", "reports", "oldest"]
SORTS: tuple[Sort, ...] = get_args(Sort)

derived = MetaData()
state = Table(
    "view_state",
    derived,
    Column("version", Integer, primary_key=True),
    Column("policy", Text, nullable=False),
    Column("revision", Text, nullable=False),
    Column("judged", Integer, nullable=False),
    Column("turn", Integer, nullable=False),  # how often rows were replaced since
    Column("standing", Integer, nullable=False),  # how often in a way that other events are found by a filter
    Column("withheld", Text, nullable=False),  # what the texts lack that those may search who may not see everything
    Column("dropped", Integer, nullable=False),  # how often events or articles went
    Column("counts", Text, nullable=False),
)
event = Table(
    "view_event",
    derived,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("name", Text, index=True),
    Column("type", Text, nullable=False),
    Column("realis", Text, nullable=False),
    Column("month", Text),
    Column("earliest", Text),
    Column("latest", Text),
    Column("site", Text),
    Column("country", Text),
    Column("adm1", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision", Text),
    Column("killed_low", Integer),
    Column("killed_high", Integer),
    Column("harmed", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("testimonies", Integer, nullable=False),
    Column("disputes", Integer, nullable=False),
    Column("decided", Integer, nullable=False),
    Column("chief", Integer, nullable=False),
    Column("newest", Text, nullable=False),
)
# What filters do not ask for stands apart, so that to look through fifty thousand events is to read a few megabytes.
told = Table(
    "view_told",
    derived,
    Column("event", Integer, primary_key=True),
    Column("row", Text, nullable=False),
    Column("members", Text, nullable=False),
)
# Each order of the list is an index: a page of fifty costs the same at the top of fifty thousand as of fifty.
ORDERS: Mapping[Sort, tuple[ColumnElement[Any], ...]] = {
    "newest": (event.c.newest.desc(), event.c.id),
    "oldest": (event.c.newest, event.c.id),
    "disputed": (event.c.disputes.desc(), event.c.newest.desc(), event.c.id),
    "deaths": (event.c.killed_high.desc(), event.c.newest.desc(), event.c.id),
    "reports": (event.c.articles.desc(), event.c.newest.desc(), event.c.id),
}
for _name, _order in ORDERS.items():
    Index(f"ix_view_event_{_name}", *_order)
# Each count that every page shows is an index of its own, and so are the events around a day.
Index("ix_view_event_month", event.c.month, event.c.realis, event.c.disputes)
for _column in (event.c.type, event.c.realis, event.c.country):
    Index(f"ix_view_event_{_column.name}", _column)
Index("ix_view_event_near", event.c.earliest, event.c.country, event.c.latest, event.c.newest)
article = Table(
    "view_article",
    derived,
    Column("id", Integer, primary_key=True),
    Column("article", Text, nullable=False, unique=True),
    Column("publisher", Text),
    Column("language", Text),
    Column("published", Text),
    Column("events", Integer, nullable=False),
)
membership = Table(
    "view_membership",
    derived,
    Column("event", Integer, primary_key=True),
    Column("article", Integer, primary_key=True),
)
Index("ix_view_membership_article", membership.c.article, membership.c.event)
party = Table(
    "view_party",
    derived,
    Column("event", Integer, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
)
Index("ix_view_party_key", party.c.key, party.c.name, party.c.event)
