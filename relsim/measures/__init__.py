"""The outcomes: one function each, one catalogue that says how each is to be read, and the tables that they make.

From the runs of a world, or from what is kept of them, come the tables ``outcomes``, ``monthly``, ``single_runs``,
``places`` and ``by_world``; from the last, of all worlds, ``summary``.  `relsim.measures.tables` and
`relsim.measures.codebook` say what each table holds.
"""
