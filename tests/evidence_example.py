"""A small SYNTHETIC results folder that obeys `relsim.tables`: made-up curves, no model behind them.

Used to test what reads results folders.  Its title says that it is synthetic, so that no page made from it can be taken
for a finding.  Run as a script to write one: ``python tests/evidence_example.py FOLDER``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from relsim.months import month_number, month_text
from relsim.sectors import Sector

FIRST, LAST = month_number("2006-01"), month_number("2034-12")
MONTHS = np.arange(FIRST, LAST + 1)
SECTORS = ["all"] + [s.code for s in Sector if s not in (Sector.COMMISSIONER, Sector.PUBLIC_VOICE)]
EVERY_SECTOR = ["all"] + [s.code for s in Sector]
UNITS = {
    "general_practice": 68,
    "vcse": 80,
    "acute": 3,
    "community_mental_health": 3,
    "local_government": 3,
    "all": 157,
}
COMPARATOR = "CCGs stay"
DATES = [
    ("2021-02", "2022-07"),
    ("2022-11", "2024-04"),
    ("2020-01", "2021-04"),
    ("2021-02", "2023-07"),
    ("2021-09", "2023-04"),
    ("2022-01", "2024-01"),
    ("2022-02", "2023-10"),
]
NAMES = [
    "ICB in July 2022",
    "ICB in April 2024",
    "ICB in April 2021",
    "July 2023, with all staff kept on their portfolios",
    "April 2023",
    "January 2024, staggered",
    "October 2023",
]
DIAGNOSTICS = {
    "July 2022 without settling-in": 0.6,
    "July 2022 with all staff kept": 0.5,
    "July 2022 without distraction": 0.9,
}
LOWER_IS_BETTER = {
    "months_not_bedded_in",
    "relationship_years_lost",
    "given_up",
    "months_to_90",
    "months_to_80",
    "months_to_95",
    "settling_time",
}


def write_example(
    folder: Path,
    worlds: int = 10,
    replicates: int = 4,
    options: int = 2,
    placebo_shift: float = 0.0,
    govern_only: bool = False,
    name_suffix: str = "",
    history: bool = True,
) -> Path:
    """Write the folder; `placebo_shift` breaks the placebo, `govern_only` takes the first option's vesting away.

    `history` has coverage fall in October 2006 and April 2013 and come back within two years or so.
    """
    folder.mkdir(parents=True, exist_ok=True)
    plans = _plans(options, govern_only, name_suffix)
    runs = _curves(plans, worlds, replicates, placebo_shift, history)
    tables = {
        "runs": _runs(plans, worlds, replicates),
        "monthly": _monthly(plans, runs),
        "single_runs": _single(plans, runs),
    }
    tables["outcomes"] = _outcomes(plans, runs)
    tables["by_world"] = _by_world(plans, runs, tables["outcomes"])
    tables["summary"] = _summary(tables["by_world"])
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet", index=False)
    (folder / "manifest.json").write_text(json.dumps(_manifest(plans, worlds, replicates)), encoding="utf-8")
    return folder


def _plans(options: int, govern_only: bool, suffix: str) -> list[dict[str, Any]]:
    plans = [
        {"name": COMPARATOR, "role": "comparator", "announced": None, "vesting": None, "describes": "Nothing changes."}
    ]
    for name, (announced, vesting) in list(zip(NAMES, DATES, strict=True))[:options]:
        plans.append(
            {
                "name": name + suffix,
                "role": "plan",
                "announced": announced,
                "vesting": vesting,
                "describes": f"Three bodies become one, announced {announced}, in force {vesting} <b>&</b>.",
            }
        )
    if govern_only:
        plans[1] |= {"vesting": None, "announced": None, "describes": "Seats change; no body does."}
    first = DATES[0]
    plans.append(
        {"name": "Rename only", "role": "placebo", "announced": first[0], "vesting": first[1], "describes": "A name."}
    )
    plans += [
        {"name": n, "role": "diagnostic", "announced": first[0], "vesting": first[1], "describes": "One part out."}
        for n in DIAGNOSTICS
    ]
    return plans


def _curves(
    plans: list[dict[str, Any]], worlds: int, replicates: int, shift: float, history: bool
) -> dict[str, np.ndarray]:
    """Plan → coverage[world, replicate, sector, month], and plan → influence under the key ``influence/…``."""
    rng = np.random.default_rng(7)
    shape = (worlds, replicates, len(EVERY_SECTOR), len(MONTHS))
    level = 0.72 + 0.08 * rng.standard_normal((worlds, 1, 1, 1))
    base = np.clip(level + 0.02 * rng.standard_normal(shape), 0.05, 0.99)
    if history:
        base *= 1 - sum(0.6 * _shock(month_number(at), month_number(at), 12.0) for at in ("2006-10", "2013-04"))
    depth = np.clip(0.45 + 0.12 * rng.standard_normal((worlds, 1, 1, 1)), 0.1, 0.9)
    tau = np.clip(22 + 12 * rng.standard_normal((worlds, 1, len(EVERY_SECTOR), 1)), 5, 70)
    out: dict[str, np.ndarray] = {COMPARATOR: base, f"influence/{COMPARATOR}": _influence(worlds, replicates, 0.0)}
    for plan in plans[1:]:
        out[plan["name"]], moved = base.copy(), np.zeros(len(MONTHS))
        if plan["role"] == "placebo":
            out[plan["name"]][..., -1] += shift
        elif plan["vesting"]:
            strength = DIAGNOSTICS.get(plan["name"], 1.0 if "2022" in plan["name"] else 0.93)
            hit = _shock(month_number(plan["announced"]), month_number(plan["vesting"]), tau)
            noise = 0.004 * rng.standard_normal(shape) * (month_number(plan["announced"]) <= MONTHS)
            out[plan["name"]] = np.clip(base * (1 - strength * depth * hit) + noise, 0, 1)
            moved = 0.04 * strength * (month_number(plan["vesting"]) <= MONTHS)
        out[f"influence/{plan['name']}"] = _influence(worlds, replicates, moved)
    return out


def _shock(announced: int, vesting: int, tau: np.ndarray | float) -> np.ndarray:
    since = MONTHS - vesting
    before = np.clip((MONTHS - announced) / max(vesting - announced, 1), 0, 1) * 0.25
    return np.where(since < 0, before, np.exp(-np.maximum(since, 0) / tau))


def _influence(worlds: int, replicates: int, moved: Any) -> np.ndarray:
    shares = np.array([1.0, 0.18, 0.06, 0.17, 0.09, 0.12, 0.36, 0.02])
    out = np.broadcast_to(shares[None, None, :, None], (worlds, replicates, 8, len(MONTHS))).copy()
    out[:, :, 3] += moved * np.linspace(0.5, 1.5, worlds)[:, None, None]
    out[:, :, 1] -= moved * np.linspace(0.5, 1.5, worlds)[:, None, None]
    return out


def _runs(plans: list[dict[str, Any]], worlds: int, replicates: int) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "plan": p["name"],
                "role": p["role"],
                "world": w,
                "replicate": r,
                "seed": 1 + r,
                "key": f"{i:02x}{w:04x}{r:04x}",
            }
            for i, p in enumerate(plans)
            for w in range(worlds)
            for r in range(replicates)
        ]
    )


def _monthly(plans: list[dict[str, Any]], runs: dict[str, np.ndarray]) -> pd.DataFrame:
    frames = []
    base = runs[COMPARATOR]
    for plan in plans:
        own, influence = runs[plan["name"]], runs[f"influence/{plan['name']}"]
        differs = ((own != base) | (influence != runs[f"influence/{COMPARATOR}"])).any(axis=(0, 1, 2))
        start = 0 if plan["role"] == "comparator" else (int(differs.argmax()) if differs.any() else len(MONTHS))
        for w in range(own.shape[0]):
            for s, sector in enumerate(EVERY_SECTOR):
                c = own[w, :, s, start:]
                frames.append(
                    pd.DataFrame(
                        {
                            "plan": plan["name"],
                            "role": plan["role"],
                            "world": w,
                            "month": [month_text(int(m)) for m in MONTHS[start:]],
                            "sector": sector,
                            "replicates": own.shape[1],
                            "coverage": c.sum(0),
                            "coverage_squared": (c**2).sum(0),
                            "coverage_x_comparator": (c * base[w, :, s, start:]).sum(0),
                            "trust": c.sum(0) * 0.8,
                            "knowing": c.sum(0) * 0.9,
                            "contacts": 100.0 * c.sum(0),
                            "successes": 80.0 * c.sum(0),
                            "given_up": 0.0,
                            "influence": influence[w, :, s, start:].sum(0),
                        }
                    )
                )
    return pd.concat(frames, ignore_index=True)


def _single(plans: list[dict[str, Any]], runs: dict[str, np.ndarray]) -> pd.DataFrame:
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "plan": p["name"],
                    "role": p["role"],
                    "world": 0,
                    "replicate": 0,
                    "month": [month_text(int(m)) for m in MONTHS],
                    "sector": "all",
                    "coverage": runs[p["name"]][0, 0, 0],
                    "trust": 0.5,
                    "knowing": 0.5,
                    "contacts": 1.0,
                    "successes": 1.0,
                    "given_up": 0.0,
                    "influence": 1.0,
                }
            )
            for p in plans
        ],
        ignore_index=True,
    )


def _outcomes(plans: list[dict[str, Any]], runs: dict[str, np.ndarray]) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for plan in plans[1:]:
        own, base = runs[plan["name"]], runs[COMPARATOR]
        inf, inf0 = runs[f"influence/{plan['name']}"], runs[f"influence/{COMPARATOR}"]
        gap = base - own
        start = month_number(plan["announced"] or DATES[0][0]) - FIRST
        calendar = slice(month_number("2021-02") - FIRST, None)
        for sector in SECTORS:
            s = EVERY_SECTOR.index(sector)
            units = UNITS[sector]
            lost = {str(w): gap[:, :, s, start : start + w].sum(-1) * units / 12 for w in (36, 60, 120)}
            lost["calendar"] = gap[:, :, s, calendar].sum(-1) * units / 12
            for window, value in lost.items():
                rows += _outcome(
                    plan, "relationship_years_lost", window, sector, "relationship-years", value, 0 * value
                )
            if not plan["vesting"]:
                continue
            v = month_number(plan["vesting"]) - FIRST
            for w in (12, 24, 48, 60, 120):
                rows += _outcome(plan, "coverage", str(w), sector, "share", own[:, :, s, v + w], base[:, :, s, v + w])
            rows += _outcome(plan, "coverage_lost_at_vesting", "0", sector, "share", own[:, :, s, v], base[:, :, s, v])
        if plan["vesting"]:
            v = month_number(plan["vesting"]) - FIRST
            for w in (24, 60, 120):
                a, b = (x[:, :, 3, v + w] / (1 - x[:, :, 6, v + w]) for x in (inf, inf0))
                rows += _outcome(plan, "acute_dominance", str(w), "acute", "share", a, b)
    return pd.DataFrame(rows)


def _outcome(
    plan: dict[str, Any], measure: str, window: str, sector: str, unit: str, value: np.ndarray, base: np.ndarray
) -> list[dict[str, Any]]:
    return [
        {
            "plan": plan["name"],
            "role": plan["role"],
            "world": w,
            "replicate": r,
            "measure": measure,
            "window": window,
            "sector": sector,
            "unit": unit,
            "value": float(value[w, r]),
            "comparator": float(base[w, r]),
            "difference": float(value[w, r] - base[w, r]),
        }
        for w in range(value.shape[0])
        for r in range(value.shape[1])
    ]


def _by_world(plans: list[dict[str, Any]], runs: dict[str, np.ndarray], outcomes: pd.DataFrame) -> pd.DataFrame:
    keys = ["plan", "role", "measure", "window", "sector", "unit", "world"]
    means = outcomes.groupby(keys, sort=False).agg(value=("value", "mean"), base=("comparator", "mean")).reset_index()
    means = pd.concat([means, pd.DataFrame(_durations(plans, runs))], ignore_index=True)
    options = [p["name"] for p in plans if p["role"] == "plan"]
    frames = [means.rename(columns={"base": "versus_value"}).assign(versus=COMPARATOR)]
    for versus in options:
        other = means[means["plan"] == versus].set_index(["measure", "window", "sector", "world"])["value"]
        rivals = [o for o in options if o != versus] + (list(DIAGNOSTICS) if versus == options[0] else [])
        own = means[means["plan"].isin(rivals)].drop(columns="base")
        index = pd.MultiIndex.from_frame(own[["measure", "window", "sector", "world"]])
        frames.append(own.assign(versus=versus, versus_value=other.reindex(index).to_numpy()))
    table = pd.concat(frames, ignore_index=True)
    table["difference"] = table["value"] - table["versus_value"]
    same = table["role"] == "placebo"
    table["standard_error"] = np.where(same, 0.0, 0.1 * table["difference"].abs() + 1e-4)
    sign = np.where(table["measure"].isin(LOWER_IS_BETTER), -1.0, 1.0)
    z = sign * table["difference"] / np.where(same, 1.0, table["standard_error"])
    table["favours"] = np.select([z > 1.96, z < -1.96], ["plan", "versus"], "undecided")
    of_runs = table["measure"].isin(set(outcomes["measure"]))
    table["variance_ratio"] = np.where(of_runs & ~same, 3.0 + table["world"] % 4, np.nan)
    return table


def _durations(plans: list[dict[str, Any]], runs: dict[str, np.ndarray]) -> list[dict[str, Any]]:
    rows = []
    for plan in plans[1:]:
        if not plan["vesting"]:
            continue
        v = month_number(plan["vesting"]) - FIRST
        for sector in SECTORS:
            s = EVERY_SECTOR.index(sector)
            ratio = (runs[plan["name"]].mean(1) / runs[COMPARATOR].mean(1))[:, s, v : v + 120]
            for w, g in enumerate(ratio):
                common = {
                    "plan": plan["name"],
                    "role": plan["role"],
                    "sector": sector,
                    "world": w,
                    "unit": "months",
                    "base": 0.0,
                }
                rows += [
                    common | {"measure": "months_not_bedded_in", "window": window, "value": float((g < level).sum())}
                    for window, level in (("120", 0.9), ("120@80%", 0.8), ("120@95%", 0.95))
                ]
                rows += [
                    common
                    | {"measure": f"months_to_{level}", "window": str(n), "value": _first_run(g >= level / 100, n)}
                    for level in (80, 90, 95)
                    for n in (3, 6, 12)
                ]
                rows.append(
                    common
                    | {
                        "measure": "permanent_shift",
                        "window": "120",
                        "unit": "share",
                        "value": float(g[-24:].mean() - 1),
                    }
                )
    return rows


def _first_run(good: np.ndarray, length: int) -> float:
    for start in range(len(good) - length + 1):
        if good[start : start + length].all():
            return float(start)
    return float("nan")


def _summary(by_world: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for keys, group in by_world.groupby(["plan", "role", "versus", "measure", "window", "sector", "unit"], sort=False):
        d = group["difference"].dropna()
        row = dict(zip(["plan", "role", "versus", "measure", "window", "sector", "unit"], keys, strict=True))
        shares = group["favours"].value_counts(normalize=True)
        duration = row["measure"].startswith("months_to") or row["measure"] == "settling_time"
        rows.append(
            row
            | {
                "worlds": len(group),
                "mean": d.mean(),
                "mean_value": group["value"].mean(),
                "mean_versus_value": group["versus_value"].mean(),
                "mc_standard_error": float(np.sqrt((group["standard_error"] ** 2).sum()) / len(group)),
                "median": d.median(),
                "world_low": d.quantile(0.05) if len(d) > 1 else np.nan,
                "world_high": d.quantile(0.95) if len(d) > 1 else np.nan,
                "favours_plan": shares.get("plan", 0.0),
                "favours_versus": shares.get("versus", 0.0),
                "undecided": shares.get("undecided", 0.0),
                "never_plan": group["value"].isna().mean() if duration else 0.0,
                "never_versus": group["versus_value"].isna().mean() if duration else 0.0,
                "variance_ratio": group["variance_ratio"].median(),
                "better": _better(row["measure"]),
            }
        )
    return pd.DataFrame(rows)


def _better(measure: str) -> str:
    if measure == "acute_dominance":
        return ""
    return "lower" if measure in LOWER_IS_BETTER else "higher"


def _manifest(plans: list[dict[str, Any]], worlds: int, replicates: int) -> dict[str, Any]:
    return {
        "relsim": "0.0",
        "python": "3.11.0",
        "packages": {"numpy": "2.0", "mesa": "3.3"},
        "machine": {"system": "Linux", "processor": "x86_64", "cores": 2},
        "started": "2025-01-01T00:00:00",
        "duration_seconds": 12.3,
        "experiment_hash": "ab" * 32,
        "code_hash": "cd" * 32,
        "experiment": {
            "name": "synthetic",
            "title": "SYNTHETIC example: made-up numbers, not a finding",
            "question": "When should three commissioners become one?",
            "until": "2035-01",
            "comparator": COMPARATOR,
            "worlds": worlds,
            "replicates": replicates,
            "seed": 1,
            "rules_off": [],
            "plans": [],
            "notes": ["These numbers are made up <script>alert(1)</script> to test the page."],
        },
        "seeds": list(range(1, replicates + 1)),
        "worlds": [{"alpha": 0.1 + 0.01 * w, "hazard_factor": 1.8} for w in range(worlds)],
        "place": {
            "code": "QXX",
            "name": "Synthetic shire",
            "organisations": {"practice": 68, "vcse": 80, "acute": 1},
            "relationships": 157,
            "licence": "Open Government Licence v3.0",
            "sources": ["NHS Organisation Data Service, https://digital.nhs.uk/services/ods"],
            "assumptions": ["0.15 voluntary organisations per 1,000 people"],
        },
        "plans": plans,
        "need_units": UNITS,
        "window": {"first": "2021-02", "last": "2034-12"},
        "parameters": [
            {
                "name": "alpha",
                "unit": "per good contact",
                "default": 0.12,
                "low": 0.08,
                "high": 0.3,
                "source": "assumption",
            },
            {"name": "hazard_factor", "unit": "times", "default": 1.8, "low": 1.8, "high": 1.8, "source": "interviews"},
        ],
        "fixed": [{"what": "need: practice and its commissioner", "value": 0.8, "unit": "contacts a month"}],
    }


if __name__ == "__main__":
    print(write_example(Path(sys.argv[1]), options=int(sys.argv[2]) if len(sys.argv) > 2 else 2))
