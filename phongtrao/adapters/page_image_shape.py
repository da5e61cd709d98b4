"""How a page lies in a picture: its edges, its turn, the slant of its lines. Imported by the picture's process only.

Matrices are 3 × 3 and take places of the picture (pixels, origin upper left) to places of the straightened page.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

Picture = np.ndarray[Any, np.dtype[Any]]

_LOOK = 900  # the longer side at which a page is looked at
_BANDS = 4
_STEEPEST = 0.12  # slope of lines, 7°
_STEP = 0.006
_FINE = 0.0008
_LEVEL = 0.0025  # 0.14°: lines straight enough to be read as they are
_LEAST_PAGE = 0.45  # share of the picture that a page with visible edges fills
_ALIKE = 0.85  # a side of the page against the one opposite
_SQUARE = 0.2  # cosine of the corners: 78° to 102°
_FULL_PAGE = 0.985  # from here on the picture is the page


def is_on_its_side(grey: Picture) -> bool:
    """Whether the lines of the text stand upright: rows alternate less than columns do."""
    ink, _ = _ink(grey)
    if not ink.any():
        return False
    rows = max(_contrast(ink, slope) for slope in (-0.03, 0.0, 0.03))
    columns = max(_contrast(np.ascontiguousarray(ink.T), slope) for slope in (-0.03, 0.0, 0.03))
    return columns > rows * 1.4


def cut_out(grey: Picture) -> tuple[Picture, tuple[int, int]] | None:
    """The matrix that makes the page upright by its four edges, and its width and height then.

    None where no page stands out from a darker ground.
    """
    scale = min(1.0, _LOOK / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    # Print and shadow on the paper are closed over, so that paper is one bright piece.
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    _, bright = cv2.threshold(cv2.GaussianBlur(closed, (7, 7), 0), 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    outlines, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    hull = cv2.convexHull(max(outlines, key=cv2.contourArea))
    corners = _four(hull)
    if corners is None:
        return None
    share = float(cv2.contourArea(corners)) / (small.shape[0] * small.shape[1])
    if not _LEAST_PAGE <= share <= _FULL_PAGE:
        return None
    corners = _ordered(corners) / scale
    if not _is_like_a_page(corners):
        return None
    across = max(np.linalg.norm(corners[1] - corners[0]), np.linalg.norm(corners[2] - corners[3]))
    down = max(np.linalg.norm(corners[3] - corners[0]), np.linalg.norm(corners[2] - corners[1]))
    upright = np.array([(0, 0), (across, 0), (across, down), (0, down)], np.float32)
    matrix = np.asarray(cv2.getPerspectiveTransform(corners.astype(np.float32), upright))
    return matrix, (round(float(across)), round(float(down)))


def _is_like_a_page(corners: Picture) -> bool:
    """Four sides of a sheet seen nearly from above; a shadow's edge makes other shapes."""
    sides = [corners[(n + 1) % 4] - corners[n] for n in range(4)]
    lengths = [float(np.linalg.norm(side)) for side in sides]
    if min(lengths) < 1:
        return False
    across, down = sorted(lengths[0::2]), sorted(lengths[1::2])
    if across[0] < _ALIKE * across[1] or down[0] < _ALIKE * down[1]:
        return False
    squareness = [
        abs(float(a @ b)) / (x * y) for a, b, x, y in zip(sides, sides[1:], lengths, lengths[1:], strict=False)
    ]
    return max(squareness) < _SQUARE


def _four(hull: Picture) -> Picture | None:
    """Four corners of an outline, found with growing tolerance; None for another shape."""
    around = cv2.arcLength(hull, True)
    for tolerance in (0.01, 0.02, 0.03, 0.05):
        found = cv2.approxPolyDP(hull, tolerance * around, True)
        if len(found) == 4:
            return np.asarray(found.reshape(4, 2), np.float32)
    return None


def _ordered(corners: Picture) -> Picture:
    """From the upper left one, clockwise."""
    total, difference = corners.sum(axis=1), np.diff(corners, axis=1).ravel()
    chosen = [total.argmin(), difference.argmin(), total.argmax(), difference.argmax()]
    return np.asarray(corners[chosen])


def levelled(grey: Picture) -> Picture | None:
    """The matrix that makes the text's lines level, also where they fan out; None when they are level."""
    ink, scale = _ink(grey)
    high, wide = ink.shape
    slopes = _slopes(ink)
    if slopes is None:
        return None
    first, last = slopes
    if max(abs(first), abs(last)) < _LEVEL:
        return None
    half = wide / 2
    middle = high / 2
    # A turn of the whole page also leans its margins; what the two ends differ by is perspective.
    turn = (first + last) / 2
    lean = turn * middle
    corners = np.array(
        [
            (lean, -first * half),
            (wide + lean, first * half),
            (wide - lean, high + last * half),
            (-lean, high - last * half),
        ],
        np.float32,
    )
    size = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    corners, size = (corners / scale).astype(np.float32), (size / scale).astype(np.float32)
    return np.asarray(cv2.getPerspectiveTransform(corners, size))


def _ink(grey: Picture) -> tuple[Picture, float]:
    """1 where something is printed, at the size of looking, and that size's scale; frames and edges left out."""
    scale = min(1.0, _LOOK / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 15)
    ink = (cv2.subtract(paper, small) > 50).astype(np.uint8)
    count, labels, facts, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    too_large = (facts[:, cv2.CC_STAT_HEIGHT] > _LOOK // 18) | (facts[:, cv2.CC_STAT_WIDTH] > _LOOK // 3)
    too_large[0] = True
    return np.where(too_large[labels], 0, 1).astype(np.uint8) if count > 1 else np.zeros_like(ink), scale


def _slopes(ink: Picture) -> tuple[float, float] | None:
    """Slopes of the lines at the upper and the lower edge: bands across the page, a straight fit through them."""
    high = ink.shape[0]
    found: list[tuple[float, float, float]] = []
    whole = _steepness(ink, 0.0, _STEEPEST, _STEP)
    if whole is None:
        return None
    for band in range(_BANDS):
        top, bottom = band * high // _BANDS, (band + 1) * high // _BANDS
        part = ink[top:bottom]
        weight = float(part.sum())
        slope = _steepness(part, whole, 0.06, _STEP / 2)
        if slope is not None and weight > 300:
            found.append(((top + bottom) / 2, slope, weight))
    if not found:
        return whole, whole
    places, slopes, weights = (np.array(column) for column in zip(*found, strict=True))
    if len(found) < 3:
        mean = float((slopes * weights).sum() / weights.sum())
        return mean, mean
    a, b = np.polyfit(places, slopes, 1, w=np.sqrt(weights))
    return float(b), float(a * high + b)


def _steepness(ink: Picture, around: float, reach: float, step: float) -> float | None:
    """The slope at which the rows of the ink alternate most; None where nothing is printed."""
    if int(ink.sum()) < 50:
        return None
    best = around
    while True:
        slopes = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(slopes, key=lambda slope: _contrast(ink, float(slope))))
        if step <= _FINE:
            return best
        reach, step = step, max(_FINE, step / 4)


def _contrast(ink: Picture, slope: float) -> float:
    """How much neighbouring rows differ once lines of that slope are level."""
    high, wide = ink.shape
    shear = np.array([(1, 0, 0), (-slope, 1, slope * wide / 2)])
    level = cv2.warpAffine(ink, shear, (wide, high), flags=cv2.INTER_NEAREST) if slope else ink
    rows = level.sum(axis=1, dtype=np.float64)
    return float((np.diff(rows) ** 2).sum())
