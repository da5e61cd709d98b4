"""A printed page as a scanner and a telephone would show it: fixed recipes at test time, nothing is kept.

The same page and the same recipe give the same bytes. `scan_300` and `photograph_200` are the recipes that the figures
stand for; `Scan` and `Photograph` tell others, so that no figure hangs on one recipe.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFont

Picture = np.ndarray[Any, np.dtype[Any]]

_MILLIMETRES = 25.4
_STAMP_ACROSS = 36.0  # millimetres, the round seal of an office
_RED, _BLUE = (205, 30, 45), (30, 50, 160)
_FONTS = ("LiberationSerif-Bold.ttf", "Tinos-Bold.ttf", "DejaVuSerif-Bold.ttf")
_BLOCK = ("CHỦ TỊCH", "TM. ỦY BAN", "TRƯỞNG BAN")


@dataclass(frozen=True, slots=True)
class Scan:
    """A flatbed scanner. `turn` in degrees, `noise` as σ of grey levels, `quality` of JPEG, `fill` beside the page."""

    dpi: int = 300
    turn: float = 1.0
    noise: float = 8.0
    quality: int = 60
    fill: int = 255
    blur: float = 0.0
    is_grey: bool = False
    is_signed: bool = True
    quarter_turns: int = 0
    seed: int = 7

    def of(self, page: pypdfium2.PdfPage) -> bytes:
        """The page as a JPEG."""
        picture = _printed(page, self.dpi, is_signed=self.is_signed)
        high, wide = picture.shape[:2]
        around = cv2.getRotationMatrix2D((wide / 2, high / 2), self.turn, 1.0)
        picture = cv2.warpAffine(picture, around, (wide, high), flags=cv2.INTER_CUBIC, borderValue=(self.fill,) * 3)
        picture = np.rot90(picture, self.quarter_turns)
        return _jpeg(_seen(picture, self), self.quality)


@dataclass(frozen=True, slots=True)
class Photograph:
    """A telephone's camera. `moved`: how far a corner may move inwards, of the page's width; `darkest`: what the
    shadow leaves of the light; `background`: « white », « black », « desk »; `is_hard`: the shadow has an edge.
    """

    dpi: int = 200
    moved: float = 0.04
    darkest: float = 0.4
    background: str = "desk"
    is_hard: bool = False
    noise: float = 4.0
    quality: int = 75
    blur: float = 0.6
    is_grey: bool = False
    is_signed: bool = True
    quarter_turns: int = 0
    seed: int = 7

    def of(self, page: pypdfium2.PdfPage) -> bytes:
        """The page as a JPEG."""
        picture = _printed(page, self.dpi, is_signed=self.is_signed)
        high, wide = picture.shape[:2]
        chance = np.random.default_rng(self.seed)
        inwards = chance.uniform(0, self.moved, (4, 2)) * (wide, high)
        corners = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
        signs = np.array([(1, 1), (-1, 1), (-1, -1), (1, -1)])
        matrix = cv2.getPerspectiveTransform(corners, (corners + inwards * signs).astype(np.float32))
        picture = cv2.warpPerspective(picture, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=(0, 0, 0))
        page_mask = cv2.warpPerspective(np.ones((high, wide), np.float32), matrix, (wide, high))[:, :, None]
        beside = _background(self.background, high, wide, chance)
        picture = (picture * page_mask + beside * (1 - page_mask)) * _shadow(high, wide, self)[:, :, None]
        return _jpeg(_seen(np.rot90(picture, self.quarter_turns), self), self.quality)


def scan_300(page: pypdfium2.PdfPage) -> bytes:
    """300 dpi, turned by 1°, noise σ = 8, red stamp and blue signature over the signature block, JPEG of quality 60."""
    return Scan().of(page)


def photograph_200(page: pypdfium2.PdfPage) -> bytes:
    """200 dpi, corners moved by up to 4 %, a shadow that leaves 40 % of the light, on a desk, JPEG."""
    return Photograph().of(page)


def _printed(page: pypdfium2.PdfPage, dpi: int, *, is_signed: bool) -> Picture:
    """Height × width × 3 (red, green, blue), with stamp and signature where the page has a signature block."""
    picture = page.render(scale=dpi / 72).to_pil().convert("RGB")
    block = _block(page)
    if block is None or not is_signed:
        return np.asarray(picture)
    across, down = block[0] * dpi / 72, block[1] * dpi / 72
    return np.asarray(_signed(picture, across, down, dpi))


def _block(page: pypdfium2.PdfPage) -> tuple[float, float] | None:
    """Points from the upper left: the middle of the signature block's last title line."""
    text = page.get_textpage()
    for words in _BLOCK:
        search = text.search(words, match_case=True)
        found = None
        while (at := search.get_next()) is not None:
            left, bottom, *_ = text.get_charbox(at[0])
            last = text.get_charbox(at[0] + at[1] - 1)
            if (left + last[2]) / 2 > page.get_width() * 0.5:
                found = ((left + last[2]) / 2, page.get_height() - bottom)
        if found is not None:
            return found
    return None


def _signed(picture: Image.Image, across: float, down: float, dpi: int) -> Image.Image:
    """Ink lets the print below show through: colours are multiplied."""
    ink = Image.new("RGB", picture.size, "white")
    radius = _STAMP_ACROSS / 2 / _MILLIMETRES * dpi
    middle = (across - radius * 0.9, down + radius * 0.55)
    _stamp(ink, middle, radius)
    pen = ImageDraw.Draw(ink)
    steps = np.linspace(0, 1, 240)
    x = across - radius * 0.5 + steps * radius * 2.2
    y = down + radius * 0.75 + radius * 0.4 * np.sin(steps * 23) * np.exp(-steps) - steps * radius * 0.3
    pen.line(list(zip(x, y, strict=True)), fill=_BLUE, width=max(2, dpi // 60), joint="curve")
    return Image.fromarray((np.asarray(picture, np.uint16) * np.asarray(ink) // 255).astype(np.uint8))


def _stamp(ink: Image.Image, middle: tuple[float, float], radius: float) -> None:
    pen = ImageDraw.Draw(ink)
    for share, width in ((1.0, 0.06), (0.62, 0.03)):
        size = radius * share
        box = (middle[0] - size, middle[1] - size, middle[0] + size, middle[1] + size)
        pen.ellipse(box, outline=_RED, width=max(2, round(radius * width)))
    star = [
        (middle[0] + radius * far * np.sin(np.pi * i / 5), middle[1] - radius * far * np.cos(np.pi * i / 5))
        for i, far in enumerate((0.35, 0.14) * 5)
    ]
    pen.polygon(star, fill=_RED)
    font = _font(radius * 0.22)
    words = "ỦY BAN NHÂN DÂN • TỈNH • "
    for i, letter in enumerate(words):
        turn = 360 * i / len(words)
        tile = Image.new("L", (round(radius * 0.4),) * 2, 0)
        ImageDraw.Draw(tile).text((tile.width / 2, tile.height / 2), letter, fill=255, font=font, anchor="mm")
        tile = tile.rotate(-turn, Image.Resampling.BICUBIC)
        x = middle[0] + radius * 0.8 * np.sin(np.radians(turn)) - tile.width / 2
        y = middle[1] - radius * 0.8 * np.cos(np.radians(turn)) - tile.height / 2
        ink.paste(_RED, (round(x), round(y)), tile)


def _font(size: float) -> Any:
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def _background(name: str, high: int, wide: int, chance: np.random.Generator) -> Picture:
    if name == "white":
        return np.full((high, wide, 3), 250.0)
    if name == "black":
        return np.full((high, wide, 3), 8.0)
    grain = cv2.resize(chance.normal(0, 22, (high // 3, wide // 60)), (wide, high), interpolation=cv2.INTER_CUBIC)
    return np.clip(np.array((150.0, 105.0, 70.0)) + grain[:, :, None], 0, 255)


def _shadow(high: int, wide: int, photograph: Photograph) -> Picture:
    """1.0 where no shadow falls, `darkest` at the far corner; with an edge: all of it beyond a slanted line."""
    along = np.linspace(0, 1, wide)[None, :] * 0.6 + np.linspace(0, 1, high)[:, None] * 0.4
    if photograph.is_hard:
        along = np.clip((along - 0.5) / 0.02, 0, 1)
    return 1 - (1 - photograph.darkest) * along


def _seen(picture: Picture, recipe: Scan | Photograph) -> Picture:
    """What the sensor adds: blur, then noise."""
    seen: Picture = picture.astype(np.float32)
    if recipe.blur:
        seen = cv2.GaussianBlur(seen, (0, 0), recipe.blur)
    seen = seen + np.random.default_rng(recipe.seed + 1).normal(0, recipe.noise, seen.shape)
    seen = np.clip(seen, 0, 255).astype(np.uint8)
    return cv2.cvtColor(seen, cv2.COLOR_RGB2GRAY) if recipe.is_grey else seen


def _jpeg(picture: Picture, quality: int) -> bytes:
    target = io.BytesIO()
    Image.fromarray(picture).save(target, "JPEG", quality=quality)
    return target.getvalue()
