"""Exporters: one file per format. ``export(rows, out, **options)`` writes judged rows; ``read(path)`` gives edited rows back."""
