"""The pages, and ``docs.generate``, which writes those that are generated."""
