"""The rules of the month, one file each: what it does in plain English, where it comes from, and its few lines of code.

`relsim.engine.rules.switches` lists them; `relsim.engine.rules.month` puts them in order.
"""
