"""Figures stand alone: what is written in them, how large and how dark, and that nothing is drawn of nothing."""

from __future__ import annotations

import dataclasses
from itertools import combinations
from pathlib import Path

import matplotlib
import numpy as np
import pandas as pd
import pytest
from evidence_example import COMPARATOR, write_example
from numpy.typing import NDArray
from svg_texts import Svg, read_svg

from relsim.domain.months import month_number
from relsim.domain.sectors import Sector
from relsim.evidence.figures import comparison, safeguards, words
from relsim.evidence.figures.comparison import differences, shares_by_plan
from relsim.evidence.figures.coverage import coverage, first_shown, last_shown
from relsim.evidence.figures.every_figure import every_picture, save_for_readme, save_pictures
from relsim.evidence.figures.frame import fitted, lines, width_of
from relsim.evidence.figures.influence import furthest, said_both
from relsim.evidence.figures.marks import Mark
from relsim.evidence.figures.recovery import ratio_since_vesting, recovery
from relsim.evidence.figures.safeguards import MOST_ROWS, Saving, Savings, safeguards_worth
from relsim.evidence.figures.style import DASHES, INK, MARKERS, PALETTE, QUIET, WIDTH, Picture, looks, svg_bytes
from relsim.evidence.figures.who_bears_it import reported, shares_by_sector, who_bears_it
from relsim.evidence.findings.comparison import HEADLINE
from relsim.evidence.findings.finding import beside_comparator
from relsim.evidence.results import Results, read_results
from relsim.wording.texts import Texts

FIRST, SECOND = "ICB in July 2022", "ICB in April 2024"
NAMES = [
    "coverage", "bedding_in", "recovery", "drivers", "differences", "influence", "what_shifts_influence",
    "influence_over_time", "reach", "safeguards", "spend_over_time",
]  # fmt: skip
FILES = [("relsim.evidence.figures", "figures"), ("relsim.studies.history", "figures")]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    folder = tmp_path_factory.mktemp("results")
    return read_results(write_example(folder, worlds=10, replicates=2, safeguards=True))


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return read_results(write_example(tmp_path_factory.mktemp("two"), worlds=3, replicates=2))


@pytest.fixture(scope="module")
def pictures(results: Results) -> dict[str, Picture]:
    return {picture.name: picture for picture in every_picture(results)}


@pytest.fixture(scope="module")
def drawn(pictures: dict[str, Picture]) -> dict[str, Svg]:
    return {name: read_svg(svg_bytes(picture)) for name, picture in pictures.items()}


def linear(colour: str) -> NDArray[np.float64]:
    part = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str = "#ffffff") -> float:
    """As WCAG 2 has it."""
    light, dark = sorted((float(linear(each) @ [0.2126, 0.7152, 0.0722]) for each in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_picture_is_there_in_the_order_in_which_it_is_read(pictures: dict[str, Picture]) -> None:
    assert list(pictures) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_it_is_wherever_it_is_copied_to(
    name: str, pictures: dict[str, Picture], drawn: dict[str, Svg], results: Results
) -> None:
    picture, svg = pictures[name], drawn[name]
    assert svg.words.count(picture.title) == 1
    assert "Model of Synthetic shire" in svg.words
    assert FIRST in svg.words
    assert picture.source == "Source: relsim 0.0, a model of Synthetic shire; 10 sets of assumptions."
    assert picture.source in svg.words
    assert picture.title in picture.alt
    assert picture.title not in picture.caption
    assert len(picture.caption) > 60


@pytest.mark.parametrize("name", NAMES)
def test_it_is_16_cm_wide_and_nothing_in_it_is_smaller_than_9_points(name: str, drawn: dict[str, Svg]) -> None:
    svg = drawn[name]
    assert svg.width == pytest.approx(16 / 2.54 * 72, abs=0.01)
    assert svg.root.attrib["width"] == f"{svg.width:.6f}".rstrip("0") + "pt"
    assert len(svg.texts) > 8
    assert min(text.size for text in svg.texts) >= 9.0


@pytest.mark.parametrize("name", NAMES)
def test_two_of_the_usual_size_fit_on_a_page(name: str, drawn: dict[str, Svg]) -> None:
    """The page's style sheet prints a figure up to 4.3 inches high as half a page at most."""
    assert drawn[name].height / 72 <= 4.3


@pytest.mark.parametrize("name", NAMES)
def test_its_text_can_be_read_on_white(name: str, drawn: dict[str, Svg]) -> None:
    assert min(contrast(text.colour) for text in drawn[name].texts) >= 4.5


@pytest.mark.parametrize("name", NAMES)
def test_no_text_runs_into_another_or_out_of_the_picture(name: str, drawn: dict[str, Svg]) -> None:
    svg = drawn[name]
    for text in svg.texts:
        left, top, right, bottom = text.box
        assert left >= -1, text
        assert top >= -1, text
        assert right <= svg.width + 1, text
        assert bottom <= svg.height + 1, text
    assert not [(a.words, b.words) for a, b in combinations(svg.texts, 2) if a.overlaps(b)]


@pytest.mark.parametrize("name", NAMES)
def test_whoever_cannot_see_it_is_told(name: str, pictures: dict[str, Picture], drawn: dict[str, Svg]) -> None:
    svg, picture = drawn[name], pictures[name]
    assert svg.root.attrib["role"] == "img"
    labels = [each.attrib["id"] for each in list(svg.root)[:2]]
    assert svg.root.attrib["aria-labelledby"].split() == labels
    assert svg.named("title") == picture.title
    assert svg.named("desc") == f"{picture.alt} {picture.source}"
    assert all(text.family.endswith("sans-serif") and text.family.count(",") >= 3 for text in svg.texts)


def test_what_others_wrote_is_escaped_in_it(results: Results) -> None:
    place = results.manifest["place"] | {"name": "A<script>&B"}
    picture = coverage(dataclasses.replace(results, manifest=results.manifest | {"place": place}))
    assert picture is not None
    assert "A<script>&B" in read_svg(svg_bytes(picture)).words


def test_series_differ_in_grey_and_for_the_colour_blind() -> None:
    series = list(looks([str(n) for n in range(8)]).values())
    assert len({str(look.dash) for look in series}) == len({look.marker for look in series}) == 8
    assert len(set(MARKERS)) == len({str(dash) for dash in DASHES}) == len(PALETTE) == 8
    assert min(contrast(colour) for colour in PALETTE) >= 3.0
    assert min(contrast(colour) for colour in (INK, QUIET)) >= 4.5
    # Machado, Oliveira & Fernandes (2009), severity 1: protanopia, deuteranopia, tritanopia.
    seen = [
        np.eye(3),
        np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
        np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]),
        np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]]),
    ]
    for eyes in seen:
        colours = [_lab(np.clip(eyes @ linear(colour), 0, 1)) for colour in (INK, *PALETTE[:5])]
        assert min(float(np.linalg.norm(a - b)) for a, b in combinations(colours, 2)) > 15


def _lab(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """CIE L*a*b*, in which a difference of 2 can just be seen."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = (to_xyz @ light) / np.array([0.9505, 1.0, 1.089])
    f = [np.cbrt(each) if each > 0.008856 else 7.787 * each + 16 / 116 for each in (x, y, z)]
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize(("package", "name"), FILES)
def test_words_are_those_that_a_reader_knows(package: str, name: str) -> None:
    text = " ".join(Texts(package, name).texts.values())
    for word in ("world", "beside", "points more", "in full effect", "Public voice", "cost", "vesting", "vests"):
        assert word not in text.lower().replace("public voice", "Public voice"), word


def test_sectors_are_named_as_in_sentences() -> None:
    assert words.sector_words(Sector.PUBLIC_VOICE.code) == "Healthwatch"
    assert all(words.sector_words(sector.code) for sector in Sector)


def test_a_comparator_that_changes_something_is_called_by_its_name(two: Results) -> None:
    assert words.without(two) == "without the change"
    dates = {"announced": "2020-01"}
    plans = [plan | (dates if plan["role"] == "comparator" else {}) for plan in two.manifest["plans"]]
    changing = dataclasses.replace(two, manifest=two.manifest | {"plans": plans})
    assert words.without(changing) == f"under “{COMPARATOR}”"


def test_text_is_broken_by_its_width() -> None:
    text = "Council for a place with a rather long name"
    broken = lines(text, 1.2)
    assert " ".join(broken) == text
    assert all(width_of(line) <= 1.2 for line in broken)
    assert lines(text, 1.2, most=2)[1].endswith("…")
    assert width_of(lines("W" * 99, 1.0)[0]) <= 1.0
    assert fitted("one two three four", 1.0).count("\n") == fitted("one two three four", 0.75).count("\n") == 1


def test_figures_show_years_before_the_announcement_and_ten_after(two: Results) -> None:
    assert first_shown(two) == month_number("2018-01")
    assert last_shown(two) == month_number("2034-04")


def test_recovery_is_counted_from_each_plans_own_vesting(two: Results) -> None:
    plan = two.options[1]
    ratio = ratio_since_vesting(two, plan)
    assert (ratio.index[0], ratio.index[-1]) == (-24, 120)
    month = two.by_month(SECOND).loc[plan.vesting] / two.by_month(COMPARATOR).loc[plan.vesting]
    assert ratio.loc[0].to_numpy() == pytest.approx(100 * month.to_numpy())


def test_the_picture_for_the_readme_is_1600_pixels_wide(two: Results, tmp_path: Path) -> None:
    first = coverage(two)
    assert first is not None
    save_for_readme(save_pictures([first], tmp_path), tmp_path)
    header = (tmp_path / "hero.png").read_bytes()[:24]
    assert header.startswith(b"\x89PNG")
    assert int.from_bytes(header[16:20], "big") == 1600


def test_every_picture_is_the_same_every_time(two: Results, tmp_path: Path) -> None:
    once, again = every_picture(two), every_picture(two)
    drawings = save_pictures(once, tmp_path)
    for first, second in zip(once, again, strict=True):
        svg = svg_bytes(second)
        assert (tmp_path / f"{first.name}.svg").read_bytes() == svg == drawings[first.name].svg
        assert b"<dc:date>" not in svg
        assert drawings[first.name].png == (tmp_path / f"{first.name}.png").read_bytes()
        assert drawings[first.name].png.startswith(b"\x89PNG")


def test_drawing_leaves_the_users_settings_alone(two: Results) -> None:
    with matplotlib.rc_context({"font.size": 31.0}):
        every_picture(two)
        assert matplotlib.rcParams["font.size"] == 31.0


@pytest.mark.parametrize("options", [1, 7])
def test_plans_of_any_number_and_of_long_names(options: int, tmp_path: Path) -> None:
    suffix = " " + "long name " * 15
    wide = read_results(write_example(tmp_path, worlds=2, replicates=2, options=options, name_suffix=suffix))
    found = {picture.name: read_svg(svg_bytes(picture)) for picture in every_picture(wide)}
    expected = [name for name in NAMES if name != "safeguards" and (options > 1 or name != "differences")]
    assert list(found) == expected
    for svg in found.values():
        assert max(text.box[2] for text in svg.texts) <= svg.width + 1
        assert not [(a.words, b.words) for a, b in combinations(svg.texts, 2) if a.overlaps(b)]


def test_a_plan_without_vesting_leaves_out_what_needs_one(two: Results) -> None:
    plans = [plan | ({"vesting": None} if plan["role"] == "plan" else {}) for plan in two.manifest["plans"]]
    empty = dataclasses.replace(two, manifest=two.manifest | {"plans": plans})
    found = {picture.name for picture in every_picture(empty)}
    assert not found & {"bedding_in", "recovery", "drivers", "differences", "influence_over_time"}


def test_where_nothing_moves_there_is_no_figure(two: Results) -> None:
    monthly = two.monthly[two.monthly["plan"] == COMPARATOR]
    still = dataclasses.replace(two, monthly=monthly)
    assert coverage(still) is None
    assert recovery(still) is None
    worlds = two.by_world.assign(value=two.by_world["versus_value"], difference=0.0)
    worlds.loc[worlds["measure"] == "relationship_years_lost", "value"] = 0.0
    found = {p.name for p in every_picture(dataclasses.replace(still, by_world=worlds, summary=two.summary.iloc[:0]))}
    assert found <= {"spend_over_time"}


def test_plans_on_the_same_line_share_it(two: Results) -> None:
    monthly = two.monthly[two.monthly["plan"] != SECOND]
    twin = monthly[monthly["plan"] == FIRST].assign(plan=SECOND)
    picture = coverage(dataclasses.replace(two, monthly=pd.concat([monthly, twin])))
    assert picture is not None
    assert f"“{FIRST}” and 1 other plan on the same line" in read_svg(svg_bytes(picture)).words


def test_no_more_lines_are_drawn_than_can_be_told_apart() -> None:
    far = {f"Plan {n}": pd.Series([0.5, 0.1 * n]) for n in range(12)}
    assert list(words.apart(far, 0.01)) == [f"Plan {n}" for n in range(8)]
    twins = {"A": far["Plan 1"], "B": far["Plan 2"], "C": far["Plan 1"]}
    assert words.apart(twins, 0.01) == {"A": ["A", "C"], "B": ["B"]}
    assert words.first_ones(8, 12) == "Drawn are the first 8 of 12 plans."
    assert words.first_ones(8, 8) == ""


def test_no_fall_is_not_told_as_one(two: Results) -> None:
    near = two.monthly.copy()
    own = near["plan"] == FIRST
    base = near[near["plan"] == COMPARATOR].set_index(["world", "sector", "month"])["coverage"]
    keys = near.loc[own].set_index(["world", "sector", "month"]).index
    near.loc[own, "coverage"] = 0.999 * base.reindex(keys).to_numpy()
    picture = recovery(dataclasses.replace(two, monthly=near))
    assert picture is not None
    assert "fall" not in picture.title
    assert "100%" not in picture.title


def test_the_comparison_is_one_panel_of_the_share_lost(results: Results) -> None:
    marks = shares_by_plan(results)
    share = beside_comparator(results, results.options[0].name, *HEADLINE)
    assert share is not None
    assert [mark.name for mark in marks] == [plan.name for plan in results.vested]
    assert [marks[0].mean, marks[0].low] == pytest.approx([100 * share.value, 100 * share.low])
    picture = differences(results)
    assert picture is not None
    assert len(picture.figure.axes) == 1
    assert len(picture.figure.axes[0].get_yticks()) == len(marks)


def test_plans_that_lose_alike_are_not_compared(results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    alike = [Mark(FIRST, 14.31, 8.0, 20.0), Mark(SECOND, 14.29, 8.0, 20.0)]
    monkeypatch.setattr(comparison, "shares_by_plan", lambda _: alike)
    assert differences(results) is None
    gains = [Mark(FIRST, 14.3, 8.0, 20.0), Mark(SECOND, -2.0, -3.0, 1.0)]
    monkeypatch.setattr(comparison, "shares_by_plan", lambda _: gains)
    picture = differences(results)
    assert picture is not None
    assert "−2" not in picture.title


def test_small_sectors_are_pooled_or_left_out(results: Results) -> None:
    """The example has 68 practices, 80 voluntary organisations, and three of each other sector."""
    assert reported(results).alone == ("general_practice", "vcse")
    assert reported(results).refused == ("acute", "community_mental_health", "local_government")
    picture = who_bears_it(results)
    assert picture is not None
    assert "Acute trusts (3)" in picture.caption
    assert "Acute trusts" not in read_svg(svg_bytes(picture)).words
    units = {"general_practice": 68, "vcse": 80, "acute": 14, "community_mental_health": 8, "local_government": 8}
    more = dataclasses.replace(results, manifest=results.manifest | {"need_units": units | {"all": 178}})
    assert list(shares_by_sector(more, more.options[0])) == ["general_practice", "vcse", "other"]
    pooled = who_bears_it(more)
    assert pooled is not None
    assert "Other bodies: Acute trusts (14)" in pooled.caption
    assert "Other bodies" in read_svg(svg_bytes(pooled)).words


def test_the_share_of_a_sector_is_of_what_would_have_worked(results: Results) -> None:
    plan = results.options[0]
    assert plan.announced is not None
    lost = results.worlds_of(plan.name, COMPARATOR, "relationship_years_lost", "120", "vcse")["value"]
    would = results.by_month(COMPARATOR, "vcse").loc[plan.announced : plan.announced + 119].sum() * 80 / 12
    assert shares_by_sector(results, plan)["vcse"].mean == pytest.approx(100 * float((lost / would).mean()))


def _savings(results: Results, *means: float) -> Savings:
    names = [f"Safeguard {n}, with quite a long name as some have" for n in range(len(means))]
    rows = [Saving(name, mean, mean / 2, 1.5 * mean, mean / 10) for name, mean in zip(names, means, strict=True)]
    return Savings(results.options[0], Mark(FIRST, 10.0, 5.0, 15.0), tuple(rows))


def test_a_thousandth_does_not_look_like_a_tenth(results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safeguards, "savings", lambda _: _savings(results, 1.0, 0.01))
    picture = safeguards_worth(results)
    assert picture is not None
    (axes,) = picture.figure.axes
    low, high = axes.get_xlim()
    assert low <= 0.0 < 15.0 < high
    places = [np.asarray(line.get_xdata()) for line in axes.lines if line.get_marker() == "o"]
    assert np.concatenate(places).tolist() == [1.0, 0.01]
    told = read_svg(svg_bytes(picture)).words
    assert "1.0 (10% of the loss)" in told
    assert "0.01 (" not in told
    assert "would save 1.0 of the 10.0 points" in picture.title


def test_many_safeguards_stay_legible(results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safeguards, "savings", lambda _: _savings(results, *np.linspace(3, 0.1, MOST_ROWS + 4)))
    picture = safeguards_worth(results)
    assert picture is not None
    assert len(picture.figure.axes[0].get_yticks()) == MOST_ROWS + 1 == 16
    assert "saving least: 4 more" in picture.caption
    texts = read_svg(svg_bytes(picture)).texts
    assert not [(a.words, b.words) for a, b in combinations(texts, 2) if a.overlaps(b)]


def test_safeguards_that_save_nothing_have_no_figure(results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safeguards, "savings", lambda _: _savings(results, 0.004, -0.01))
    assert safeguards_worth(results) is None


def test_a_saving_that_may_be_none_is_not_said(results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    found = _savings(results, 1.0)
    unsure = dataclasses.replace(found.rows[0], low=-0.1)
    monkeypatch.setattr(safeguards, "savings", lambda _: dataclasses.replace(found, rows=(unsure,)))
    picture = safeguards_worth(results)
    assert picture is not None
    assert "1.0" not in picture.title


def test_savings_are_of_the_plan_that_they_are_added_to(results: Results) -> None:
    found = safeguards.savings(results)
    assert found is not None
    assert found.plan.name == FIRST
    assert [row.mean for row in found.rows] == sorted((row.mean for row in found.rows), reverse=True)
    by_name = {row.name: row for row in found.rows}
    # Places save half of the loss in the example; a voice saves nothing.
    assert by_name["“Places decide”"].of_whole == pytest.approx(0.5, abs=0.05)
    assert by_name["“Voice funded”"].of_whole == pytest.approx(0.0, abs=0.05)


def test_what_is_abolished_is_not_told_as_a_finding() -> None:
    shares = {Sector.PUBLIC_VOICE: (0.0, 6.1), Sector.ACUTE: (14.0, 12.0)}
    assert furthest(shares) is Sector.ACUTE
    assert furthest({Sector.PUBLIC_VOICE: (0.0, 6.1)}) is Sector.PUBLIC_VOICE


def test_without_safeguards_they_have_no_figure(two: Results) -> None:
    assert safeguards.savings(two) is None
    assert safeguards_worth(two) is None


def test_two_shares_are_told_apart_where_they_differ() -> None:
    assert said_both(15.2, 33.9) == ("15%", "34%")
    assert said_both(15.2, 15.4) == ("15.2%", "15.4%")
    assert said_both(8.1, 9.2) == ("8.1%", "9.2%")


def test_the_design_width_is_16_cm() -> None:
    assert pytest.approx(16.0) == WIDTH * 2.54
