"""Outside sets that Saksi is measured on as their field does it. None of their text is here."""
