"""Judgements: what people decide about claims, found again whenever a document is read anew. Pure functions, no I/O."""

from saksi.judgements.agreement import Agreement, FieldAgreement, agreement, alpha, codings
from saksi.judgements.anchors import Attached, Places, anchor_of, attach, claim_in, locate, unplaced
from saksi.judgements.apply import apply, decision_of
from saksi.judgements.blind import coders_of
from saksi.judgements.edits import Edit, Edits, find_edits
from saksi.judgements.exhibits import BY_HAND, exhibit, kind_of_file, with_claim
from saksi.judgements.fields import Registry, canonical, check_claim, correct, fields_of, names_something, seen_value, value_at
from saksi.judgements.identity import judgement_id, sealed
from saksi.judgements.projects import Variable, load_variables, values_of, variables_of
from saksi.judgements.rows import COLUMNS, JudgedRow, Told, row_of
from saksi.judgements.undo import is_undone, undoing, undone_by

__all__ = [
    "BY_HAND",
    "COLUMNS",
    "Agreement",
    "Attached",
    "Edit",
    "Edits",
    "FieldAgreement",
    "JudgedRow",
    "Places",
    "Registry",
    "Told",
    "Variable",
    "agreement",
    "alpha",
    "anchor_of",
    "apply",
    "attach",
    "canonical",
    "check_claim",
    "claim_in",
    "coders_of",
    "codings",
    "correct",
    "decision_of",
    "exhibit",
    "fields_of",
    "find_edits",
    "is_undone",
    "judgement_id",
    "kind_of_file",
    "load_variables",
    "locate",
    "names_something",
    "row_of",
    "sealed",
    "seen_value",
    "undoing",
    "undone_by",
    "unplaced",
    "value_at",
    "values_of",
    "variables_of",
    "with_claim",
]
