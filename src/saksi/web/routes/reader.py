"""The reader: an article with everything that was read in it."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from saksi.ledger import Ledger
from saksi.reading import read
from saksi.reconcile import Facts
from saksi.views import Views
from saksi.web.pages import render, safe_url, words_of
from saksi.web.security import needs
from saksi.web.show import Show, at, doc
from saksi.web.views.reader import article
from saksi.web.withheld import profile_of, shown

router = APIRouter(include_in_schema=False, dependencies=[Depends(needs("read"))])


@router.get("/article/{document}")
def show(request: Request, document: str, claim: str | None = None, rejected: bool = False) -> Response:
    """One article, its evidence marked; ``claim`` is the one a reader came for, ``rejected`` shows what was turned down too."""
    ledger: Ledger = request.app.state.ledger
    views: Views = request.app.state.views
    views.sync()
    held = ledger.store.document(document)
    reading = views.reading(held.article)
    told = [views.event(ref) for ref in views.tables.refs_of_articles((held.article,))]
    events = {claim: view.ref for view in told for claim in view.members}
    others = [one for view in told for one in view.readings if one.document.id != reading.document.id]
    reading, *others = shown(request, (reading, *others))
    facts = Facts((reading, *others))
    whole = rejected and reading.document.language is not None and profile_of(request) is None
    turned = read(reading.document, rejected=True).rejected if whole else reading.rejected
    page = article(
        reading,
        facts,
        events,
        ledger.decided(),
        beside=[one.document.id for one in others],
        rejected=turned if rejected else (),
    )
    return render(
        request,
        "reader/reader.html",
        page=page,
        show=Show(words_of(request)),
        at=at,
        link=safe_url,
        doc=doc,
        claim=claim,
        rejected=rejected,
        withheld=profile_of(request),
        newer=reading.document.id if reading.document.id != document else None,
        files=ledger.files(held.article) if profile_of(request) is None else (),
    )


@router.get("/article/{document}/file/{digest}")
def file(request: Request, document: str, digest: str) -> Response:
    """A file of an exhibit as it came: pictures to look at, all else to keep. Nobody under a redaction profile gets one."""
    ledger: Ledger = request.app.state.ledger
    held = ledger.store.document(document)
    found = next((one for one in ledger.files(held.article) if one.digest == digest), None)
    data = ledger.file(held.article, digest) if found is not None and profile_of(request) is None else None
    if found is None or data is None:
        raise HTTPException(404, "There is no such file.")
    shown_here = found.type.startswith("image/")
    named = f"{'inline' if shown_here else 'attachment'}; filename*=utf-8''{quote(found.name, safe='')}"
    return Response(data, media_type=found.type, headers={"content-disposition": named})
