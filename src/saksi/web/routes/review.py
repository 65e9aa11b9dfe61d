"""Review: the queue, one claim with its decisions, what to do with whole events, records by hand, blind coding, the audit log."""

from __future__ import annotations

import csv
import io
from pathlib import PurePosixPath
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from starlette.datastructures import UploadFile
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from saksi.errors import JudgementError, LedgerError
from saksi.judgements.fields import leaf_of
from saksi.ledger import Ledger
from saksi.review import FIRST_FIELDS, NOUNS, OvertakenError, Review, Task
from saksi.types import Noun
from saksi.views import Views
from saksi.web.pages import render, words_of
from saksi.web.security import needs
from saksi.web.settings import Person
from saksi.web.show import Show, at, doc
from saksi.web.typed import in_codes
from saksi.web.words import Words

router = APIRouter(prefix="/review", include_in_schema=False)
Reviewer = Annotated[Person, Depends(needs("review"))]
_BLIND = "saksi_blind"
_QUEUE = 40


def review_of(request: Request, person: Person, *, blind: bool | None = None) -> Review:
    """The review of this person; blind where the visit is set to that."""
    ledger: Ledger = request.app.state.ledger
    views: Views = request.app.state.views
    if is_blind(request) if blind is None else blind:
        return Review(ledger.blind(person.name), person.name, policy=views.policy)
    views.sync(wait=True)
    return Review(ledger, person.name, policy=views.policy, views=views)


def show_at_once(request: Request) -> None:
    """Whoever loads a page after this decision was answered sees what it changed."""
    views: Views = request.app.state.views
    views.sync(wait=True)


def is_blind(request: Request) -> bool:
    """Whether this visit codes blind."""
    return request.cookies.get(_BLIND) == "1"


@router.get("")
def queue(request: Request, person: Reviewer, event: str | None = None, noun: str | None = None, skip: int = 0) -> Response:
    """What to look at first, the first of it open."""
    review = review_of(request, person)
    nouns: tuple[Noun, ...] = tuple(n for n in NOUNS if noun in (None, "", n)) or NOUNS
    tasks = review.queue(nouns=nouns, event=event or None, most=_QUEUE + max(0, skip))[max(0, skip) :]
    first = next((one for one in tasks if one.claim), None)
    return _page(request, review, person, first, tasks, event=event or "", noun=noun or "", skip=max(0, skip))


@router.get("/claim/{claim}")
def claim(request: Request, person: Reviewer, claim: str, done: str = "") -> Response:
    """One claim, whatever was decided about it."""
    review = review_of(request, person)
    return _page(request, review, person, review.task(claim), (), event="", noun="", skip=0, done=done)


def _page(
    request: Request,
    review: Review,
    person: Person,
    task: Task | None,
    tasks: tuple[Task, ...],
    *,
    event: str,
    noun: str,
    skip: int,
    done: str = "",
    problem: str = "",
    code: int = 200,
) -> Response:
    values = review.ledger.values(task.claim) if task is not None else {}
    fields = [(path, values.get(path), leaf_of(task.noun, path)) for path in FIRST_FIELDS[task.noun]] if task is not None else []
    return render(
        request,
        "review/review.html",
        code,
        task=task,
        tasks=tasks,
        fields=fields,
        every=sorted(values),
        standing=review.standing(task.claim) if task is not None else "",
        history=review.history(task.claim) if task is not None else (),
        variables=review.variables(task.noun) if task is not None else (),
        coded=review.values(task.claim) if task is not None else {},
        progress=review.progress(),
        show=Show(words_of(request)),
        at=at,
        doc=doc,
        event=event,
        noun=noun,
        nouns=NOUNS,
        skip=skip,
        done=done,
        problem=problem,
        blind=is_blind(request),
        coder=person.name,
    )


async def filled(request: Request) -> dict[str, str]:
    """The texts of a form, by name."""
    return {key: value for key, value in (await request.form()).items() if isinstance(value, str)}


Filled = Annotated[dict[str, str], Depends(filled)]


async def enclosed(request: Request) -> tuple[str, bytes] | None:
    """The file of a form, by the last part of its name; the guard bounds how large it can be."""
    given = (await request.form()).get("file")
    if not isinstance(given, UploadFile) or not given.filename:
        return None
    name = PurePosixPath(given.filename.replace("\\", "/")).name
    data = await given.read()
    await given.close()
    return "".join(char for char in name if char.isprintable())[:120] or "file", data


Enclosed = Annotated[tuple[str, bytes] | None, Depends(enclosed)]


@router.post("/decide")
def decide(request: Request, person: Reviewer, form: Filled) -> Response:
    """Accept, reject, leave unsure, correct fields, fill in variables; all of one form or nothing."""
    review = review_of(request, person)
    try:
        _carry_out(review, form, words_of(request))
    except (JudgementError, LedgerError) as error:
        return _again(request, review, person, form.get("claim", ""), error)
    show_at_once(request)
    return _onward(form)


def _carry_out(review: Review, form: dict[str, str], t: Words) -> None:
    ident, what, expect = form.get("claim", ""), form.get("what", ""), form.get("expect")
    why = form.get("why", "").strip() or None
    if what == "dismiss":
        review.ledger.dismiss(form.get("waiting", ""), by=review.by, why=why)
    elif what == "correct":
        given = {key.removeprefix("field:"): value.strip() for key, value in form.items() if key.startswith("field:")}
        changed = {path: in_codes(path, value, t) for path, value in given.items()}
        if form.get("path"):
            changed[form["path"]] = form.get("value", "").strip()
        coded = {one.field: form[one.field] for one in review.variables() if one.field in form}
        if not review.correct(ident, {**changed, **coded}, expect=expect, why=why):
            raise JudgementError(t("review.nothing_changed"))
    elif what in ("accept", "reject", "unsure"):
        review.decide(ident, what, expect=expect, why=why)
    else:
        raise JudgementError(f"{what!r} is no decision.")


def _again(request: Request, review: Review, person: Person, ident: str, error: Exception) -> Response:
    """The claim once more, with what was the matter: what somebody else decided meanwhile, or why a value cannot be."""
    try:
        task = review.task(ident)
    except LedgerError:
        raise error from None
    code = 409 if isinstance(error, OvertakenError) else 422
    return _page(request, review, person, task, (), event="", noun="", skip=0, problem=str(error), code=code)


def _onward(form: dict[str, str]) -> Response:
    """Back to where the decision was made: the queue, or the claim by itself."""
    if form.get("stay") and form.get("claim"):
        return RedirectResponse(f"/review/claim/{quote(form['claim'], safe='')}?done={quote(form.get('what', ''))}", 303)
    kept = "&".join(f"{key}={quote(form[key], safe='')}" for key in ("event", "noun", "skip") if form.get(key))
    return RedirectResponse(f"/review?{kept}" if kept else "/review", 303)


@router.post("/undo")
def undo(request: Request, person: Reviewer, back: Annotated[str, Form()] = "/review") -> Response:
    """Take back what this person did last."""
    review_of(request, person).undo()
    show_at_once(request)
    inside = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    return RedirectResponse(back if inside else "/review", 303)


@router.post("/merge")
def merge(request: Request, person: Reviewer, event: Annotated[str, Form()], other: Annotated[str, Form()]) -> Response:
    """Two events are one."""
    review = review_of(request, person, blind=False)
    made = review.merge(event, other.strip())
    return _to_event(request, made.id, event)


@router.post("/split")
def split(request: Request, person: Reviewer, event: Annotated[str, Form()], claim: Annotated[str, Form()]) -> Response:
    """What one article tells is another event."""
    review = review_of(request, person, blind=False)
    made = review.split(event, claim)
    return _to_event(request, made[0].id, event)


def _to_event(request: Request, judgement: str, ref: str) -> Response:
    """The page of the event that a judgement's claim now belongs to."""
    views: Views = request.app.state.views
    views.sync()
    claim = request.app.state.ledger.placed().get(judgement)
    article = request.app.state.ledger.store.find_claim(claim).reading.document.article if claim else None
    told = views.tables.refs_of_articles((article,)) if article is not None else ()
    found = next((one for one in told if claim in views.event(one).members), ref)
    return RedirectResponse(f"/event/{quote(found, safe='')}", 303)


@router.post("/add")
def add(
    request: Request,
    person: Reviewer,
    document: Annotated[str, Form()],
    start: Annotated[int, Form()],
    end: Annotated[int, Form()],
    quantity: Annotated[str, Form()],
    kind: Annotated[str, Form()] = "killed",
    who: Annotated[str, Form()] = "unspecified",
    why: Annotated[str, Form()] = "",
) -> Response:
    """A figure that the reading missed, at words that were selected in the reader."""
    fields = {"quantity": in_codes("quantity", quantity, words_of(request)), "kind": kind, "who": who}
    made = review_of(request, person).add(document, start, end, fields, why=why.strip() or None)
    show_at_once(request)
    return RedirectResponse(f"/review/claim/{quote(made, safe='')}?done=add", 303)


@router.get("/record")
def blank(request: Request, person: Reviewer) -> Response:  # noqa: ARG001 - only lets in who may
    """The form for a record by hand."""
    return render(request, "review/record.html", problem="", given={})


@router.post("/record")
def record(request: Request, person: Reviewer, given: Filled, file: Enclosed) -> Response:
    """A claim by hand with its exhibit: the words, and where they come from (a page, a file, a photo, a call)."""
    form = {key: value.strip() for key, value in given.items()}
    fields = {key: form.get(key) or None for key in ("quantity", "kind", "who", "side", "by", "place")}
    fields["quantity"] = in_codes("quantity", fields["quantity"] or "", words_of(request)) or None
    if form.get("day"):
        fields |= {"time.earliest": form["day"], "time.latest": form["day"]}
    try:
        made = request.app.state.ledger.record(
            form.get("quote", ""),
            source=form.get("source", ""),
            by=person.name,
            fields=fields,
            words=form.get("words") or None,
            url=form.get("url") or None,
            published=form.get("published") or None,
            language=form.get("language") or None,
            why=form.get("why") or None,
            file=file,
        )
    except JudgementError as error:
        return render(request, "review/record.html", 422, problem=str(error), given=form)
    show_at_once(request)
    return RedirectResponse(f"/review/claim/{quote(made, safe='')}?done=add", 303)


@router.get("/log")
def log(request: Request, person: Reviewer, most: int = 200) -> Response:
    """Everything that was decided, newest first."""
    review = review_of(request, person)
    return render(request, "review/log.html", entries=review.log(max(1, min(most, 5000))), most=most)


@router.post("/blind")
def blind(request: Request, person: Reviewer, on: Annotated[str, Form()] = "") -> Response:  # noqa: ARG001 - only lets in who may
    """Begin or end coding blind, without sight of what others decide."""
    answer = RedirectResponse("/review", 303)
    if on:
        answer.set_cookie(_BLIND, "1", samesite="strict", httponly=True, secure=request.app.state.settings.secure)
    else:
        answer.delete_cookie(_BLIND)
    return answer


@router.get("/agreement")
def agreement(request: Request, person: Reviewer) -> Response:
    """How far those who coded blind agree, and where they do not; settling it is a decision with both in sight."""
    if is_blind(request):
        raise JudgementError(words_of(request)("review.not_while_blind"))
    found = request.app.state.ledger.agreement()
    review = review_of(request, person, blind=False)
    tasks = {}
    for ident in dict.fromkeys(one.claim for one in found.differ):
        tasks[ident] = review.task(ident)
    return render(request, "review/agreement.html", found=found, tasks=tasks, at=at)


@router.get("/variables.csv")
def variables(request: Request, person: Reviewer) -> Response:
    """The values of the project's own variables, one row a claim."""
    review = review_of(request, person)
    rows = list(review.coded())
    out = io.StringIO()
    names = ["claim_id", "noun", "article", "quote", "coder", *(v.name for v in review.variables())]
    table = csv.DictWriter(out, names)
    table.writeheader()
    table.writerows({key: _harmless(value) for key, value in row.items()} for row in rows)
    return PlainTextResponse(out.getvalue(), media_type="text/csv; charset=utf-8")


def _harmless(value: str | None) -> str:
    """A cell that no spreadsheet takes for a formula."""
    words = value or ""
    return f"'{words}" if words.startswith(("=", "+", "-", "@", "\t", "\r")) else words
