"""The support check: whether the passages that a model's sentence cites carry what it says.

`verdict` is the way in. Below it, in the order in which they look: `admissible` (is it a sentence at
all), `agreement` (the rules), `roles` (who does what), `ground` (a sentence of a passage), `claim`
(a sentence taken apart), `scopes`, `tokens`, `lexis` (words by kind).
"""
