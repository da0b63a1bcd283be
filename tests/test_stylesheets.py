"""Stylesheets work in the oldest browsers that package.json names."""

import re
from pathlib import Path

import pytest

from dashapp.brand import stylesheet
from dashapp.brand.stylesheet import HOST_ICONS
from tests.browser.bundling import bundle, bundles

SHEETS = {
    **{name: path.read_text() for name, path in bundles().items() if name.endswith(".css")},
    "the brand's": stylesheet("#3c92dc", HOST_ICONS),
}
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DATA = re.compile(r'url\(\s*"[^"]*"\s*\)')
DECLARATION = re.compile(r"(?<=[{;])\s*(-?[a-z][a-z-]*)\s*:\s*([^;{}]*)")

# Chromium knows them without a prefix since 120.
MASK = re.compile(r"mask(-[a-z]+)?")
# What esbuild doesn't write in another way, and from which version on it is known.
NEWER = {
    "light-dark()": r"\blight-dark\(",  # Chrome 123
    "@starting-style": r"@starting-style\b",  # Chrome 117
    "@scope": r"@scope\b",  # Chrome 118
    "@container": r"@container\b",  # Chrome 105
    ":dir()": r":dir\(",  # Chrome 120
    "nesting": r"[{};,]\s*&",  # Chrome 120
    "a range of widths": r"@media[^{]*[<>]",  # Chrome 104, Safari 16.4
    "transforms of their own": r"[{;]\s*(translate|rotate|scale)\s*:",  # Chrome 104
    "color-mix()": r"\bcolor-mix\(",  # Chrome 111
    "a selector that is dropped with :has()": r"(^|[{}])[^{}@]*(,[^{}]*:has\(|:has\([^{}]*,)",
    "heights of windows that change": r"(?<!vh;min-height:)(?<!vh;height:)(?<=:)[\d.]+[dsl]vh",
}


def bare(sheet: str) -> str:
    """Return a stylesheet without comments, data, needless spaces, and what is asked about."""
    bare = re.sub(r"\s*([{};:,])\s*", r"\1", DATA.sub("url()", COMMENT.sub("", sheet)))
    # With one level of rules in it.
    return re.sub(r"@supports[^{]*\{(?:[^{}]*\{[^{}]*\})*\}", "", bare)


def without_prefix(sheet: str) -> list[str]:
    """Return the masks that are not declared with a prefix just before."""
    declared = DECLARATION.findall(DATA.sub("url()", COMMENT.sub("", sheet)))
    pairs = zip([("", ""), *declared], declared, strict=False)
    return [
        f"{name}: {value}"
        for (before, same), (name, value) in pairs
        if MASK.fullmatch(name) and (before, same) != (f"-webkit-{name}", value)
    ]


def newer(sheet: str) -> list[str]:
    """Return what the oldest browsers don't know."""
    return [name for name, pattern in NEWER.items() if re.search(pattern, bare(sheet))]


@pytest.mark.parametrize("name", SHEETS)
def test_no_mask_is_without_its_prefix_and_nothing_is_newer(name: str) -> None:
    assert without_prefix(SHEETS[name]) == []
    assert newer(SHEETS[name]) == []


def test_icons_are_masks_with_a_prefix() -> None:
    for name in ("the brand's", "host.css", "plain.css"):
        assert "-webkit-mask" in SHEETS[name]


@pytest.mark.parametrize(
    ("sheet", "found"),
    [
        (".a{mask:url(a) center}", ["mask: url(a) center"]),
        (".a {\n  mask: var(--b);\n  -webkit-mask: var(--b);\n}", ["mask: var(--b)"]),
        (".a{-webkit-mask:none;mask:var(--b)}", ["mask: var(--b)"]),
        (".a{color:red;mask-image:none}", ["mask-image: none"]),
        (".a{-webkit-mask:var(--b);mask:var(--b)}", []),
    ],
)
def test_a_mask_without_its_prefix_would_be_found(sheet: str, found: list[str]) -> None:
    assert without_prefix(sheet) == found


@pytest.mark.parametrize(
    ("sheet", "found"),
    [
        (".a{color:light-dark(red,blue)}", "light-dark()"),
        ("@starting-style{.a{color:red}}", "@starting-style"),
        ("@scope(.a){b{color:red}}", "@scope"),
        ("@container(width:1px){b{color:red}}", "@container"),
        (".a:dir(rtl){color:red}", ":dir()"),
        (".a{color:red;&:hover{color:blue}}", "nesting"),
        ("@media (width < 40rem){a{color:red}}", "a range of widths"),
        (".a{color:red;translate:1px}", "transforms of their own"),
        (".a{color:color-mix(in srgb,red,blue)}", "color-mix()"),
        (".a,.b:has(.c){color:red}", "a selector that is dropped with :has()"),
        (".a{height:100dvh}", "heights of windows that change"),
    ],
)
def test_what_is_newer_would_be_found(sheet: str, found: str) -> None:
    assert newer(sheet) == [found]


@pytest.mark.parametrize(
    "sheet",
    [
        "@supports (color:color-mix(in srgb,red,blue)){.a{color:color-mix(in srgb,red,blue)}}",
        ".a{color:red}.b:has(.c){color:red}.d,.e{color:red}",
        ".a{min-height:100vh;min-height:100dvh}",
        ".a>.b{transform:translate(1px)}",
    ],
)
def test_what_falls_back_is_not(sheet: str) -> None:
    assert newer(sheet) == []


def test_a_bundle_writes_what_can_be_written_for_them(tmp_path: Path) -> None:
    sources = tmp_path / "assets"
    (sources / "kit/ui").mkdir(parents=True)
    (sources / "bridge.js").write_text("")
    (sources / "kit/ui/embed.css").write_text(
        ".a { mask: none; & > .b { color: red } } @media (width < 40rem) { .a { color: red } }"
    )
    assert bundle("--only", "kit", "--assets", str(sources), "--out", str(tmp_path)).returncode == 0
    made = (tmp_path / "kit.css").read_text()
    assert "-webkit-mask:none;mask:none" in made
    assert newer(made) == []
