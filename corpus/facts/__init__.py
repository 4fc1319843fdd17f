"""Typed facts of a plan, each with the stretch it was found in.

FACT_TYPES is the one table: a new kind of fact is one file beside this one and one line in it. A finder
takes a Plan and gives its facts in the order of the text; it never fails, and leaves out what it is not
sure of: a wrong fact is worse than a missing one.
"""
