"""The model engine, off by default: a chat model words the short answer, and every sentence of it is checked.

`drafting` is the way in: it asks with `instructions`, within an `allowance` of tries and seconds;
`proofread` strikes, `attached`, `omitted` and `renumber` look at what is left.
"""
