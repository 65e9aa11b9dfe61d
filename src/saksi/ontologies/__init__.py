"""Ontologies: what events are called, and how one book of codes is carried over into another.

The ledger codes events as PLOVER does. What ACLED, UCDP, CAMEO or SNPK would call an event needs its deaths, its sides and who
holds the ground afterwards, so it is derived from reconciled events: :func:`code` takes a :class:`Profile` and gives a
:class:`Coding`, which says by which rule, and what was lost. Codings are *-like*: they are not the data of those bodies.

Files are looked for in the folders of ``SAKSI_ONTOLOGIES``, then beside this file. A file that ``extends`` another adds to it.
"""

from saksi.ontologies.crosswalk import Coding, Party, Profile, actor_code, code, force_of
from saksi.ontologies.files import Ontology, available, homes, load
from saksi.ontologies.schema import Code, ContextCode, Decision, Force, Mode, Output, Refinement, Rule, Sector, When

__all__ = [
    "Code", "Coding", "ContextCode", "Decision", "Force", "Mode", "Ontology", "Output", "Party", "Profile", "Refinement", "Rule",
    "Sector", "When", "actor_code", "available", "code", "force_of", "homes", "load",
]  # fmt: skip
