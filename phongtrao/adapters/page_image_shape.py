"""How a page lies in a picture: its edges, its turn, the slant of its lines. Imported by the picture's process only.

Matrices are 3 × 3 and take places of the picture (pixels, origin upper left) to places of the straightened page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

Picture = np.ndarray[Any, np.dtype[Any]]

_LOOK = 760  # pixels; the longer side at which a page is looked at
_BANDS = 4
_STEEPEST = 0.12  # slope of lines, 7°
_STEP = 0.008
_FINE = 0.0008
_LEVEL = 0.0025  # 0.14°: lines straight enough to be read as they are
_SMOOTH = 4  # grey levels between neighbours of one sheet
_SMALL_PIECE, _SMALL_PAGE, _WHOLE = 0.03, 0.3, 0.985  # of the picture's area
_SQUARE = 0.94  # a sheet fills its four-sided outline


@dataclass(frozen=True, slots=True)
class Shape:
    """`matrix`: from the picture to the page, `size`: that page's width and height in the picture's pixels.

    `has_edges`: the sheet's four edges were seen. `outline`: what is paper, where something beside it was seen.
    `is_straight`: the matrix changes nothing.
    """

    matrix: Picture
    size: tuple[float, float]
    has_edges: bool
    outline: Picture | None
    is_straight: bool


def shape_of(grey: Picture) -> Shape:
    """Edges first, then the turn by quarters, then the slant of the lines."""
    scale = min(1.0, _LOOK / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    scaled = np.diag((scale, scale, 1.0))
    ink = _ink(small)
    outline = _outline(small, ink)
    corners = _corners(outline, small.shape) if outline is not None else None
    matrix, size = np.eye(3), (small.shape[1], small.shape[0])
    if corners is not None:
        matrix, size = _seen_from_above(corners)
        ink = _warped(ink, matrix, size)
    elif outline is not None:
        ink = _inside(ink, outline)
    if _is_on_its_side(ink):
        matrix = np.array([(0, -1, size[1]), (1, 0, 0), (0, 0, 1.0)]) @ matrix
        size = (size[1], size[0])
        ink = np.ascontiguousarray(np.rot90(ink, -1))
    level = _levelled(ink)
    is_straight = level is None and np.array_equal(matrix, np.eye(3))
    matrix = np.linalg.inv(scaled) @ (level if level is not None else np.eye(3)) @ matrix @ scaled
    whole = None if outline is None else (outline / scale).astype(np.int32)
    return Shape(matrix, (size[0] / scale, size[1] / scale), corners is not None, whole, is_straight)


def _ink(small: Picture) -> Picture:
    """1 where letters are printed; frames, pictures and the dark beside the page are left out."""
    paper = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8)), 5)
    ink = (cv2.subtract(paper, small) > np.maximum(paper // 5, 12)).astype(np.uint8)
    count, labels, facts, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    too_large = (facts[:, cv2.CC_STAT_HEIGHT] > _LOOK // 18) | (facts[:, cv2.CC_STAT_WIDTH] > _LOOK // 3)
    too_large[0] = True
    return np.where(too_large[labels], 0, 1).astype(np.uint8) if count > 1 else np.zeros_like(ink)


def _outline(small: Picture, ink: Picture) -> Picture | None:
    """The outline (n × 2) of the sheet that carries the print; None when it fills the picture or is not seen.

    From places beside letters the paper is followed as long as it changes softly: over a shadow, not over an edge.
    """
    high, wide = small.shape
    paper = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)), 5)
    seen = np.zeros((high + 2, wide + 2), np.uint8)
    sheet = np.zeros((high, wide), np.uint8)
    flags = 4 | cv2.FLOODFILL_MASK_ONLY | (1 << 8)
    for top in range(high // 16, high, high // 8 or 1):
        for left in range(wide // 12, wide, wide // 6 or 1):
            cell = ink[top : top + high // 8, left : left + wide // 6]
            places = np.argwhere(cell)
            if len(places) < 20:
                continue
            y, x = places[len(places) // 2] + (top, left)
            if seen[y + 1, x + 1]:
                continue
            before = seen[1:-1, 1:-1].copy()
            area, *_ = cv2.floodFill(paper, seen, (int(x), int(y)), 0, (_SMOOTH,) * 3, (_SMOOTH,) * 3, flags)
            if area > _SMALL_PIECE * high * wide:
                sheet |= seen[1:-1, 1:-1] & ~before
    if sheet.sum() < _SMALL_PAGE * high * wide:
        return None
    outlines, _ = cv2.findContours(sheet, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    hull = cv2.convexHull(np.concatenate(outlines))
    if cv2.contourArea(hull) > _WHOLE * high * wide:
        return None
    return np.asarray(hull[:, 0, :])


def _corners(outline: Picture, shape: tuple[int, ...]) -> Picture | None:
    """Upper left, upper right, lower right, lower left (4 × 2), when the outline has four sides inside the picture."""
    area = cv2.contourArea(outline)
    for share in np.arange(0.005, 0.06, 0.004):
        found = cv2.approxPolyDP(outline, share * cv2.arcLength(outline, True), True)
        if len(found) <= 4:
            break
    if len(found) != 4 or cv2.contourArea(found) < _SQUARE * area:
        return None
    points = found[:, 0, :].astype(np.float32)
    middle = points.mean(axis=0)
    points = points[np.argsort(np.arctan2(points[:, 1] - middle[1], points[:, 0] - middle[0]))]
    sides = np.linalg.norm(points - np.roll(points, -1, axis=0), axis=1)
    if sides.min() < 0.3 * sides.max() or max(shape) < 100:
        return None
    return np.asarray(points)


def _seen_from_above(corners: Picture) -> tuple[Picture, tuple[int, int]]:
    top, right, bottom, left = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    wide, high = max(top, bottom), max(left, right)
    whole = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(corners, whole)), (round(wide), round(high))


def _warped(ink: Picture, matrix: Picture, size: tuple[int, int]) -> Picture:
    warped = cv2.warpPerspective(ink, matrix, size, flags=cv2.INTER_NEAREST)
    edge = max(2, min(size) // 100)  # the sheet's own edge is no print
    warped[:edge], warped[-edge:], warped[:, :edge], warped[:, -edge:] = 0, 0, 0, 0
    return np.asarray(warped)


def _inside(ink: Picture, outline: Picture) -> Picture:
    paper = cv2.fillConvexPoly(np.zeros_like(ink), outline.astype(np.int32), 1)
    return np.asarray(ink & cv2.erode(paper, np.ones((7, 7), np.uint8)))


def _is_on_its_side(ink: Picture) -> bool:
    """Whether the lines of the text stand upright: rows alternate less than columns do."""
    if int(ink.sum()) < 200:
        return False
    slopes = np.arange(-0.05, 0.051, 0.0125)
    side = np.ascontiguousarray(ink.T)
    rows = max(_contrast(ink, float(slope)) for slope in slopes)
    columns = max(_contrast(side, float(slope)) for slope in slopes)
    return bool(columns / side.shape[1] > rows / ink.shape[1] * 1.3)


def _levelled(ink: Picture) -> Picture | None:
    """The matrix that makes the text's lines level, also where they fan out; None when they are level."""
    slopes = _slopes(ink)
    if slopes is None or max(map(abs, slopes)) < _LEVEL:
        return None
    first, last = slopes
    high, wide = ink.shape
    half = wide / 2
    # A turn of the whole page also leans its margins; what the two ends differ by is perspective.
    lean = (first + last) / 2 * high / 2
    corners = [
        (lean, -first * half),
        (wide + lean, first * half),
        (wide - lean, high + last * half),
        (-lean, high - last * half),
    ]
    size = [(0, 0), (wide, 0), (wide, high), (0, high)]
    return np.asarray(cv2.getPerspectiveTransform(np.array(corners, np.float32), np.array(size, np.float32)))


def _slopes(ink: Picture) -> tuple[float, float] | None:
    """Slopes of the lines at the upper and the lower edge: bands across the page, a straight fit through them."""
    high = ink.shape[0]
    whole = _steepness(ink, 0.0, _STEEPEST, _STEP)
    if whole is None:
        return None
    found: list[tuple[float, float, float]] = []
    for band in range(_BANDS):
        top, bottom = band * high // _BANDS, (band + 1) * high // _BANDS
        part = ink[top:bottom]
        weight = float(part.sum())
        slope = _steepness(part, whole, 0.03, _STEP / 2)
        if slope is not None and weight > 300:
            found.append(((top + bottom) / 2, slope, weight))
    if len(found) < 3:
        return whole, whole
    places, slopes, weights = (np.array(column) for column in zip(*found, strict=True))
    a, b = np.polyfit(places, slopes, 1, w=np.sqrt(weights))
    if float(np.abs(a * places + b - slopes).max()) > 0.01:  # the bands do not agree: one of them holds no lines
        return whole, whole
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
    rows = cv2.reduce(level, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F)[:, 0]
    return float((np.diff(rows) ** 2).sum())
