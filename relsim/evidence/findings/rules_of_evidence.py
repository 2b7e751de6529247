"""The rules of evidence: how many worlds, and what share of them, a statement takes."""

from __future__ import annotations

RANKING = 0.8
"""A ranking is stated only where it holds in at least this share of worlds."""
FEWEST_WORLDS = 10
"""With fewer worlds, a single one moves a share by more than ten points: neither ranking nor verdict is stated."""
NORMAL_95 = 1.96
