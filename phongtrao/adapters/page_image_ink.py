"""Ink on paper: coloured ink taken away, shadow flattened, contrast stretched. For the picture's process only."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

Picture = np.ndarray[Any, np.dtype[Any]]

_SHRINK = 8  # the paper is looked at in an eighth of the size
_LETTER = 9  # of those: wider than the strokes of the largest letters
_EVEN = 12  # grey levels: light that differs less over the page is even
_EDGE, _STRIP, _BESIDE = 0.06, 0.12, 8  # share of the page, share of a line that is dark, lines beside it
_DARKEST_PAPER = 0.2  # of the brightest


def printed_ink(picture: Picture) -> Picture:
    """Grey in which red stamps and blue pens are pale and black print stays: the brightest of the three colours."""
    if picture.ndim == 2:
        return picture
    blue, green, red = cv2.split(picture)
    return np.asarray(cv2.max(cv2.max(blue, green), red))


def flattened(grey: Picture) -> Picture:
    """The paper equally bright everywhere: divided by its own light, when that is not even already.

    What is much darker than any paper over a wide area is no paper and becomes white.
    """
    high, wide = grey.shape
    small = cv2.resize(grey, (max(1, wide // _SHRINK), max(1, high // _SHRINK)), interpolation=cv2.INTER_AREA)
    # Closing, not a wider brush: the edge of a hard shadow stays where it is.
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((_LETTER, _LETTER), np.uint8))
    brightest = float(np.percentile(paper, 95))
    if brightest - float(np.percentile(paper, 1)) <= _EVEN:
        return grey
    light = cv2.resize(np.maximum(cv2.blur(paper, (3, 3)), 1), (wide, high), interpolation=cv2.INTER_LINEAR)
    even = np.asarray(cv2.divide(grey, light, scale=255))
    no_paper = (paper < brightest * _DARKEST_PAPER).astype(np.uint8)
    if no_paper.any():
        dark = cv2.resize(cv2.dilate(no_paper, np.ones((3, 3), np.uint8)), (wide, high))
        even[dark > 0] = 255
    return even


def stretched(grey: Picture) -> Picture:
    """Paper white, print black, the edges of letters between them; noise of the paper is gone."""
    counts = np.bincount(np.ascontiguousarray(grey[::3, ::3]).ravel(), minlength=256).astype(np.float64)
    limit = _parting(counts)
    levels = np.arange(256)
    dark = _mean(levels[: limit + 1], counts[: limit + 1], 0.0)
    bright = _mean(levels[limit + 1 :], counts[limit + 1 :], 255.0)
    if bright - dark < 40:  # one colour only: nothing is printed
        return grey
    black, white = dark + (limit - dark) * 0.2, bright - (bright - limit) * 0.45
    table = np.clip((levels - black) * 255.0 / max(1.0, white - black), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(grey, table))


def trimmed(page: Picture) -> Picture:
    """The page without the strips of ground that its four edges let in: each edge white up to the last dark line."""
    page = page.copy()
    for turn in range(4):
        side = np.rot90(page, turn)  # a view: its upper edge is worked on
        reach = max(1, round(_EDGE * side.shape[0]))
        dark = np.flatnonzero((side[:reach] < 128).mean(axis=1) > _STRIP)
        if dark.size:
            side[: min(reach, int(dark[-1]) + _BESIDE)] = 255
    return page


def _parting(counts: Picture) -> int:
    """Otsu's level: the two sides of it differ most."""
    total, levels = counts.sum(), np.arange(256)
    below = np.cumsum(counts)
    moment = np.cumsum(counts * levels)
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (moment[-1] * below / total - moment) ** 2 / (below * (total - below))
    return int(np.nanargmax(between)) if np.isfinite(between).any() else 127


def _mean(levels: Picture, counts: Picture, otherwise: float) -> float:
    return float((levels * counts).sum() / counts.sum()) if counts.sum() else otherwise
