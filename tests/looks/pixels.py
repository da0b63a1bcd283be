"""What a person sees of a page, pixel by pixel."""

import base64
import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageChops
from selenium.webdriver.chrome.webdriver import WebDriver

# Of 255: two that are closer look the same.
TELLABLE = 48

# The content of an element that has an icon before its text begins with the icon.
ICONS = """
const box = (left, top, right, bottom) => [left, top, right, bottom];
return [...document.querySelectorAll(".host-icon, .host-iconed")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .filter((each) => !each.closest(".host-skip, .host-view:not([data-shown])"))
  .map((each) => {
    const { left, right, top, bottom } = each.getBoundingClientRect();
    const style = getComputedStyle(each);
    const picture = getComputedStyle(each, each.matches(".host-iconed") ? "::before" : null);
    const width = parseFloat(picture.width);
    const start = parseFloat(style.paddingInlineStart) + parseFloat(style.borderInlineStartWidth);
    const isRtl = style.direction === "rtl";
    const centered = style.textAlign === "center" || style.justifyContent === "center";
    const all = centered ? left : isRtl ? right - start - width : left + start;
    const middle = (top + bottom) / 2;
    const end = centered ? right : all + width;
    return [each, box(all, middle - width / 2, end, middle + width / 2)];
  })
  // Below the window's edge, or under a menu, it is not to be seen.
  .filter(([each, [left, top, right, bottom]]) => {
    const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return bottom <= innerHeight && there && (each.contains(there) || there.contains(each));
  })
  .map(([each, corners]) => [each.className, corners]);
"""


@dataclass(frozen=True)
class Box:
    """A rectangle of the page, in CSS pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def inner(self, by: float) -> "Box":
        """Return what is left without a margin."""
        return Box(self.left + by, self.top + by, self.right - by, self.bottom - by)


class Picture:
    """A picture of what is in the window; a CSS pixel is one of it."""

    def __init__(self, image: Image.Image) -> None:
        self._image = image

    def of(self, box: Box) -> "Picture":
        """Return a part."""
        corners = (round(box.left), round(box.top), round(box.right), round(box.bottom))
        return Picture(self._image.crop(corners))

    @property
    def ground(self) -> tuple[int, int, int]:
        """The colour that most of it has."""
        colours = self._image.getcolors(self._image.width * self._image.height) or []
        most = max(colours, key=lambda each: each[0])[1]
        assert isinstance(most, tuple)
        return (most[0], most[1], most[2])

    @property
    def drawn(self) -> float:
        """How much of it stands out from its ground, from 0 to 1."""
        plain = Image.new("RGB", self._image.size, self.ground)
        return _share(ImageChops.difference(self._image, plain))

    def differs(self, other: "Picture") -> float:
        """Return how much of it looks otherwise than another one of its size, from 0 to 1."""
        return _share(ImageChops.difference(self._image, other._image))

    def gray(self) -> "Picture":
        """Return it without colours."""
        return Picture(self._image.convert("L").convert("RGB"))

    @property
    def darkest(self) -> int:
        """The brightness of its darkest pixel, of 255."""
        return min(self._levels)

    @property
    def _levels(self) -> list[int]:
        return [level for level, count in enumerate(self._image.convert("L").histogram()) if count]


def picture(driver: WebDriver) -> Picture:
    """Take a picture."""
    shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
    data = base64.b64decode(shot["data"])
    return Picture(Image.open(io.BytesIO(data)).convert("RGB"))


def box(driver: WebDriver, css: str) -> Box:
    """Return where the first element of a selector is, of those that are shown."""
    script = """
    const shown = [...document.querySelectorAll(arguments[0])].find((each) =>
      each.checkVisibility({ visibilityProperty: true }));
    const { left, top, right, bottom } = shown.getBoundingClientRect();
    return [left, top, right, bottom];
    """
    return Box(*driver.execute_script(script, css))


def icons(driver: WebDriver) -> Iterator[tuple[str, Box]]:
    """Yield the classes and the place of every icon that should be seen."""
    for name, corners in driver.execute_script(ICONS):
        yield name, Box(*corners)


def far_apart(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    """Whether two colours can be told apart at a glance."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) > TELLABLE


def _share(difference: Image.Image) -> float:
    told = difference.convert("L").point(lambda value: 255 if value > TELLABLE else 0)
    return told.histogram()[255] / max(1, told.width * told.height)
