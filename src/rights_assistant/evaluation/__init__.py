"""How well the fixed questions are answered. It is given an assistant; it never makes one."""
