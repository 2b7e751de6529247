"""The words of outcomes, read from ``texts/outcomes.toml`` and checked: every outcome has every text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from relsim.wording.texts import Texts, places_of

_TEXTS = Texts("relsim.measures", "outcomes")
_PLAIN = ("short", "more", "less", "definition")
_WITH_WINDOW = ("label", "noun")
_WINDOW = "window"


@dataclass(frozen=True)
class Words:
    """One outcome in words."""

    short: str
    """Its name where there is little room."""
    more: str
    """The word for a difference above 0: ``higher``."""
    less: str
    definition: str
    """A sentence that says what is measured."""
    labels: Mapping[str, str]
    """By window."""
    nouns: Mapping[str, str]
    """By window: what a difference is a difference of, to stand after "4.2 fewer"."""

    def label(self, window: str) -> str:
        """The label over a window."""
        return self.labels[window]

    def noun(self, window: str) -> str:
        """The noun over a window."""
        return self.nouns[window]


def unit_words(unit: str) -> str:
    """The printed name of a unit of the tables."""
    return _TEXTS(f"units.{unit}")


def read_words(windows: Mapping[str, tuple[str, ...]], texts: Texts = _TEXTS) -> dict[str, Words]:
    """The words of every outcome.

    Args:
        windows: Outcome → its windows.
        texts: The file.

    Raises:
        ValueError: An outcome lacks a text, or the file has one of something that is no outcome; all of them are named.
    """
    wrong = [*_lacking(windows, texts), *_unknown(windows, texts)]
    if wrong:
        raise ValueError(f"{texts.name}.toml: {'; '.join(wrong)}")
    return {name: _words_of(name, own, texts) for name, own in windows.items()}


def _words_of(name: str, windows: tuple[str, ...], texts: Texts) -> Words:
    plain = {key: texts(f"{name}.{key}") for key in _PLAIN}
    labels, nouns = ({window: _over(name, key, window, texts) for window in windows} for key in _WITH_WINDOW)
    return Words(**plain, labels=labels, nouns=nouns)


def _over(name: str, key: str, window: str, texts: Texts) -> str:
    """A text over a window: the window's own if there is one, else the outcome's with the window's months put in."""
    months, _, threshold = window.partition("@")
    own = f"{name}.{key}_{window}"
    if own in texts.texts:
        return texts(own)
    text = f"{name}.{key}"
    filled = texts(text, **({_WINDOW: months} if places_of(texts.texts[text]) else {}))
    return texts(f"threshold.{key}", text=filled, share=threshold) if threshold else filled


def _lacking(windows: Mapping[str, tuple[str, ...]], texts: Texts) -> Iterator[str]:
    for name, own in windows.items():
        for key in (*_PLAIN, *_WITH_WINDOW):
            if not texts.texts.get(f"{name}.{key}"):
                yield f"[{name}] has no {key}"
        for key in _WITH_WINDOW:
            for window in own:
                worded = not window[0].isdecimal()
                if worded and f"{name}.{key}_{window}" not in texts.texts:
                    yield f"[{name}] has no {key}_{window}"


def _unknown(windows: Mapping[str, tuple[str, ...]], texts: Texts) -> Iterator[str]:
    for full in texts.texts:
        name, _, key = full.partition(".")
        if name in ("units", "threshold"):
            continue
        known = name in windows and (
            key in (*_PLAIN, *_WITH_WINDOW)
            or any(key == f"{stem}_{window}" for stem in _WITH_WINDOW for window in windows[name])
        )
        if not known:
            yield f"nothing asks for {key} of [{name}]"
            continue
        places = places_of(texts.texts[full])
        if places - {_WINDOW} or (places and key not in _WITH_WINDOW):
            yield f"[{name}] {key} has a place that nothing fills"
