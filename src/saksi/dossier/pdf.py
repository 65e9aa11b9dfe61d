"""The page as a PDF: laid out by WeasyPrint from the HTML of the dossier, with its links, and nothing fetched from anywhere."""

from __future__ import annotations

from typing import cast

from saksi.errors import ConfigError

_NEEDS = "A PDF is laid out by WeasyPrint, which is not here: {why}. Install saksi[pdf] and Pango, or print the HTML page."


def to_pdf(page: str) -> bytes:
    """A dossier in HTML as a PDF. Pictures that a note names are left out: nothing is fetched.

    Raises ConfigError when WeasyPrint, or the Pango it needs, is not installed.
    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:  # OSError: the package is there, and Pango is not
        raise ConfigError(_NEEDS.format(why=str(error).splitlines()[0])) from error
    nothing = URLFetcher(allowed_protocols=())
    return cast("bytes", HTML(string=page, url_fetcher=nothing, media_type="print").write_pdf())


__all__ = ["to_pdf"]
