"""What the sources say that they emit."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ROOT / "kit/dash_retool_embed", ROOT / "dashapp"
CATALOGUES = [file for package in PACKAGES for file in (package / "errors").glob("*.json")]

NAMED = re.compile(r"FAILURES\.(\w+)")
COMPARED = re.compile(r'\.code === "(\w+)"')
WRITTEN = re.compile(r'\bcode: "(\w+)"')


def python() -> Iterator[tuple[Path, ast.Module]]:
    """Yield each module, without the sandbox, which is another company's server."""
    for package in PACKAGES:
        for path in package.rglob("*.py"):
            if "testing" not in path.parts:
                yield path, ast.parse(path.read_text())


def scripts() -> str:
    """Return all that browsers run, as it is written."""
    return "\n".join(path.read_text() for path in (ROOT / "assets").rglob("*.js"))


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Yield each call of Python: where it is, what it calls, and the call itself.

    What calls its base's `__init__` calls, in effect, its own class.
    """
    for path, module in python():
        owners = {
            inner: node.name
            for node in ast.walk(module)
            if isinstance(node, ast.ClassDef)
            for inner in ast.walk(node)
        }
        for node in ast.walk(module):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                is_base = called == "super().__init__"
                name = owners.get(node, "") if is_base else called
                yield f"{path.relative_to(ROOT)}:{node.lineno}", name, node


def looked_up() -> Iterator[str]:
    """Yield the codes that modules take out of a catalogue."""
    for _, module in python():
        for node in ast.walk(module):
            if isinstance(node, ast.Subscript) and "CATALOGUE" in ast.unparse(node.value):
                yield str(ast.literal_eval(node.slice))


def entries_of_classes() -> Mapping[str, str]:
    """Return which entry each exception has, by the class's name."""
    bodies = {
        node.name: (node.bases, ast.unparse(node))
        for _, module in python()
        for node in ast.walk(module)
        if isinstance(node, ast.ClassDef)
    }

    def entry(name: str) -> str | None:
        bases, body = bodies.get(name, ([], ""))
        own = re.search(r"^    entry = CATALOGUE\['(\w+)'\]", body, re.MULTILINE)
        inherited = (entry(base.id) for base in bases if isinstance(base, ast.Name))
        return own[1] if own else next(filter(None, inherited), None)

    return {name: code for name in bodies if (code := entry(name))}


def cases(call: ast.Call) -> list[str]:
    """Return the cases that a call may have."""
    for keyword in call.keywords:
        if keyword.arg == "case":
            parts = [node for node in ast.walk(keyword.value) if isinstance(node, ast.Constant)]
            return [part.value for part in parts if isinstance(part.value, str)]
    return []
