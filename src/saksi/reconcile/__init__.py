"""Reconcile what documents tell into events: pure, deterministic, explained.

``reconcile`` clusters event claims and decides their fields; ``explain`` says why two are one or are not; ``origins`` counts
independent texts and testimonies; ``find_contradictions`` sets what cannot both be right side by side; ``trace`` and ``toll``
lead every figure back to its sentence; ``rename`` keeps public names stable.
"""

from saksi.ontologies.counting import StatusPolicy
from saksi.reconcile.article import account
from saksi.reconcile.cluster import event_key, reconcile
from saksi.reconcile.compare import Comparison, Finding, explain
from saksi.reconcile.contradictions import find_contradictions
from saksi.reconcile.estimates import Deaths, Harm
from saksi.reconcile.facts import Facts
from saksi.reconcile.fields import Day, Party, Site
from saksi.reconcile.found import Contradiction, ContradictionKind
from saksi.reconcile.naming import NameRow, current_names, follow, rename
from saksi.reconcile.origins import Origins, Testimony, TextOrigin, origins
from saksi.reconcile.policies import DEFAULT, POLICIES, Claimed, Policy, Sum, decide, total
from saksi.reconcile.profile import profile
from saksi.reconcile.reconciled import Reconciled
from saksi.reconcile.timeline import Bulletin, Timeline, timeline
from saksi.reconcile.toll import TollCell, TollColumn, TollRow, TollTable, toll
from saksi.reconcile.trace import Step, Trace, Voiced, find_event, trace

__all__ = [
    "DEFAULT",
    "POLICIES",
    "Bulletin",
    "Claimed",
    "Comparison",
    "Contradiction",
    "ContradictionKind",
    "Day",
    "Deaths",
    "Facts",
    "Finding",
    "Harm",
    "NameRow",
    "Origins",
    "Party",
    "Policy",
    "Reconciled",
    "Site",
    "StatusPolicy",
    "Step",
    "Sum",
    "Testimony",
    "TextOrigin",
    "Timeline",
    "TollCell",
    "TollColumn",
    "TollRow",
    "TollTable",
    "Trace",
    "Voiced",
    "account",
    "current_names",
    "decide",
    "event_key",
    "explain",
    "find_contradictions",
    "find_event",
    "follow",
    "origins",
    "profile",
    "reconcile",
    "rename",
    "timeline",
    "toll",
    "total",
    "trace",
]  # fmt: skip
