"""Law in, cited answer out: the rights of people whose case a computer helps to decide."""

__version__ = "0.1.0"
