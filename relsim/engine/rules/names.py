"""The rules of the month by name, each in one sentence; any of them can be switched off.

Apart from the rules themselves so that an experiment file can be checked without loading a compiler.
"""

from __future__ import annotations

RULES: dict[str, str] = {
    "people": "Holders of liaison posts leave and posts are filled again; a new holder starts from a handover.",
    "second_contact": "A pair that has a second contact keeps more of its trust when the first one leaves.",
    "reorganisation": "Staff of predecessor bodies are kept, moved or leave, and agreements are carried in part.",
    "settling_in": "A new body succeeds less often until it has settled in.",
    "distraction": "An announced change distracts the bodies that are to go, and their people leave sooner.",
    "outside_pressure": "Pressure from outside, such as a pandemic, makes contacts succeed less often.",
    "centre": "The centre takes part of the time of commissioners and trusts, more in a reorganisation.",
    "attention": "Nobody has more contact than their posts have time for.",
    "contact": "Organisations that need each other meet, as often as need, trust and time allow.",
    "outcome": "Contacts succeed or fail by chance; trust and readiness raise the chance.",
    "trust": "Success raises trust and failure lowers it, more so with dependence.",
    "decay": "Without contact, trust and knowing fade.",
    "knowing": "Contact teaches whom to ask and how things are done.",
    "procedures": "Success where both know each other builds working procedures, slowly.",
    "participation": "Fruitless effort drains energy; the exhausted give up, and some return.",
    "closures": "Some voluntary organisations close every year, more of those that gave up; others take their place.",
    "board_contact": "Sitting on the same board is contact too.",
    "openness": "What is decided behind closed doors makes contacts with the commissioner fail more often.",
    "governance": "Boards decide by their seats, and listen along trusted contact.",
    "money": "Every year a part of all spend is decided afresh, the more for those with more influence than before.",
    "first_call": "Whoever overspends has first call on what is decided afresh.",
    "unfunded_work": "What the first call leaves unfunded is work that falls to general practice, and takes its time.",
    "funded_time": "A sector whose share of spend rises or falls has more or less time for others.",
}
"""Rule name → what it does; the order is that of `relsim.engine.rules.month.Switches`."""
