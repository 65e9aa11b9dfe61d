"""How fast and how large: articles, sentences and words per second and core, memory, cold start."""
