"""The world's own tools behind our ports: one file each, one exception map each."""
