"""The page: a chat in the browser, behind a shield. It draws answers and opens sources; it holds no rules of law."""
