"""Bridges with one lock missing, and the attacks that get through."""

import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Change:
    """A text that occurs once in a file of assets/, and what takes its place."""

    file: str
    old: str
    new: str

    def apply(self, folder: Path) -> None:
        """Change the file.

        Raises:
            ValueError: the text is not there, or more than once.
        """
        path = folder / self.file
        text = path.read_text()
        if (times := text.count(self.old)) != 1:
            raise ValueError(f"{self.file} has {times} times: {self.old}")
        path.write_text(text.replace(self.old, self.new))


@dataclass(frozen=True)
class Mutation:
    """A bridge that differs from the real one, and the names of the cases that it fails."""

    name: str
    changes: tuple[Change, ...]
    fails: tuple[str, ...]

    def __str__(self) -> str:
        return self.name

    def write(self, assets: Path, folder: Path) -> None:
        """Copy `assets` to a new folder, with the changes.

        Raises:
            ValueError: the files have changed, and the mutation has to follow.
        """
        shutil.copytree(assets, folder)
        for change in self.changes:
            change.apply(folder)


HEARING = """for (const each of speakers) {{
      if (isOf(each, from) || !({who})) continue;
      if (data?.type === "PARENT_WINDOW_QUERY") each.query(data, from);
      else each.event(data);
    }}
    const speaker = """


def heard_by_all(who: str) -> Change:
    """Let every embed hear those for whom an expression holds, as the official SDKs do."""
    return Change("bridge.js", "const speaker = ", HEARING.format(who=who))


ANY_WINDOW_OF_THE_ORIGIN = heard_by_all("each.origin === origin")
ANY_WINDOW_OF_OPAQUE_ORIGIN = heard_by_all('origin === "null"')
ANY_WINDOW = heard_by_all("true")
ANY_ORIGIN = Change("bridge.js", "origin !== speaker.origin", "false")
OPAQUE_ORIGIN = Change(
    "bridge.js", "origin !== speaker.origin", 'origin !== speaker.origin && origin !== "null"'
)
ANY_TARGET = Change("frame.js", "to.postMessage(message, origin)", 'to.postMessage(message, "*")')

WHO_MAY_SPEAK = (
    Mutation(
        "any window of Retool's origin is heard",
        (ANY_WINDOW_OF_THE_ORIGIN,),
        (
            "another window of Retool's origin sends an event: not heard",
            "another window of Retool's origin asks: not answered",
            "a stranger asks under an id of the frame's own: the frame is told as before",
            "two embeds of one origin: each hears its own events only",
            "two embeds of one origin: a query is answered once, with the asker's data",
            "two embeds of one origin: queries of one id do not mix",
        ),
    ),
    Mutation(
        "the frame is heard wherever it is",
        (ANY_ORIGIN,),
        (
            "the frame has gone to another site: its events are not heard",
            "the frame's origin has become opaque: its events are not heard",
        ),
    ),
    Mutation(
        "the frame is heard and answered wherever it is",
        (ANY_ORIGIN, ANY_TARGET),
        (
            "the frame has gone to another site: its queries are not answered",
            "the frame's origin has become opaque: its queries are not answered",
        ),
    ),
    Mutation(
        "the frame is told of changes wherever it is",
        (ANY_TARGET,),
        (
            "the frame has gone to another site: it is told nothing when data change",
            "the frame's origin has become opaque: it is told nothing when data change",
        ),
    ),
    Mutation(
        "everybody is heard",
        (ANY_WINDOW,),
        (
            "a window of another origin sends an event: not heard",
            "a window of opaque origin sends an event: not heard",
            "the page's own window posts an event to itself: not heard",
        ),
    ),
    Mutation(
        "everybody is heard and answered",
        (ANY_WINDOW, ANY_TARGET),
        (
            "a window of another origin asks: not answered",
            "a window of opaque origin asks: not answered",
            "the page's own window asks: not answered",
        ),
    ),
    Mutation(
        'the origin "null" is Retool\'s, in the frame',
        (OPAQUE_ORIGIN,),
        ("the frame's origin has become opaque: its events are not heard",),
    ),
    Mutation(
        'the origin "null" is Retool\'s, in any window',
        (ANY_WINDOW_OF_OPAQUE_ORIGIN, ANY_TARGET),
        (
            "a window of opaque origin sends an event: not heard",
            "a window of opaque origin asks: not answered",
        ),
    ),
    Mutation(
        "frames inside Retool's page are always heard",
        (Change("bridge.js", "return nestedFrames && from.parent", "return from.parent"),),
        (
            "a frame inside Retool's page sends an event: not heard",
            "a frame inside Retool's page asks: not answered",
        ),
    ),
    Mutation(
        "a frame that speaks from elsewhere is given up",
        (Change("bridge.js", "dropped.origin += 1;", "speakers.delete(speaker);"),),
        ("the frame has come back from another site: it is heard and answered",),
    ),
    Mutation(
        "every stranger is reported",
        (Change("bridge.js", "dropped.window += 1;", 'console.warn("a stranger");'),),
        ("2,000 forged messages: the console stays empty, and real events are heard",),
    ),
)

# What a plain object is as a map: `__proto__` and its like are not keys as others are.
PLAIN_MAP = """
  class PlainMap {
    set(key, value) {
      this[key] = value;
      return this;
    }
    delete(key) {
      delete this[key];
    }
    get size() {
      return Object.keys(this).length;
    }
    values() {
      return Object.values(this);
    }
  }
"""

WHAT_IS_ASKED = (
    Mutation(
        "keys that the data object inherits are answered",
        (
            Change(
                "watchers.js",
                "if (Object.hasOwn(data, selector)) tell(",
                "if (selector in data) tell(",
            ),
        ),
        ("selectors like constructor and __proto__: not answered, and later changes arrive",),
    ),
    Mutation(
        "watchers are kept in a plain object, by their id",
        (
            Change("watchers.js", '  "use strict";\n', f'  "use strict";\n{PLAIN_MAP}'),
            Change("watchers.js", "?? new Map()).set(key", "?? new PlainMap()).set(key"),
            Change(
                "watchers.js",
                "JSON.stringify([String(watcher.pageName), String(watcher.id)])",
                "String(watcher.id)",
            ),
        ),
        ("ids and pages called __proto__ and constructor: told of changes",),
    ),
    Mutation(
        "a key has one watcher",
        (
            Change(
                "watchers.js",
                "(bySelector.get(selector) ?? new Map()).set(key, watcher)",
                "new Map([[key, watcher]])",
            ),
        ),
        ("two queries right behind each other: both are answered, and told of changes",),
    ),
    Mutation(
        "the watchers of a frame have no bound",
        (Change("watchers.js", "const MAX_WATCHERS = 1000;", "const MAX_WATCHERS = Infinity;"),),
        ("5,000 queries with ids of their own: a later change is told at most 1,000 times",),
    ),
    Mutation(
        "names have no bound",
        (
            Change(
                "bridge.js",
                "const MAX_NAME_CHARACTERS = 1000;",
                "const MAX_NAME_CHARACTERS = Infinity;",
            ),
        ),
        ("queries with a megabyte in selector, id or page: dropped, and the next one is answered",),
    ),
    Mutation(
        "a new document leaves the watchers of the former one",
        (Change("frame.js", "watchers.forgetBefore(loads - 1);", ""),),
        ("the watchers of a former document are told nothing",),
    ),
)

WHAT_IS_PUSHED = (
    Mutation(
        "a value that can't be compared spoils the change",
        (
            Change(
                "watchers.js",
                "// It contains itself, or is too deep to compare.\n      return true;",
                "throw new Error();",
            ),
        ),
        ("a value that contains itself: no error, and later changes arrive",),
    ),
)

# What many a library has done with what it was given.
MERGE = """
  function merge(into, from) {
    for (const [key, value] of Object.entries(from)) {
      if (Object(value) === value) merge((into[key] ??= {}), value);
      else into[key] = value;
    }
    return into;
  }
"""

MERGED = 'text.startsWith("{") ? merge({}, JSON.parse(text)) : JSON.parse(text)'

WHAT_COMES_OUT = (
    Mutation(
        "an event without JSON is an error",
        (
            Change(
                "outbox.js",
                "const rejected = /** @type {Error} */ (error).message;",
                "throw error;",
            ),
        ),
        ("events that JSON can't carry: no error, and the next one is heard",),
    ),
    Mutation(
        "an event is merged into an object",
        (
            Change("outbox.js", '  "use strict";\n', f'  "use strict";\n{MERGE}'),
            Change("outbox.js", "data: JSON.parse(text)", f"data: {MERGED}"),
        ),
        ("an event with a __proto__ of its own: nothing else gets its properties",),
    ),
    Mutation(
        "noise is an event",
        (Change("bridge.js", '=== "intercom-snippet__ready"', '=== "no noise"'),),
        ("the noise of Retool's chat widget is no event",),
    ),
    Mutation(
        "events that come too fast are lost",
        (
            Change("embed.js", "let overflown = false;", "let overflown = false, many = 0;"),
            Change("embed.js", "setProps({ event }));", "((many = 0), setProps({ event })));"),
            Change("embed.js", "        onEvent(next);", "        if (++many < 10) onEvent(next);"),
        ),
        ("a thousand events in one task: all are heard, in order",),
    ),
    Mutation(
        "an embed keeps its ears when it has left the page",
        (
            ANY_WINDOW_OF_THE_ORIGIN,
            Change("frame.js", "viewer = null;\n        return element", "return element"),
            Change("embed.js", "box.current?.dispatchEvent(", "document.dispatchEvent("),
        ),
        ("an embed that has left the page hears nothing any more",),
    ),
)

MUTATIONS = WHO_MAY_SPEAK + WHAT_IS_ASKED + WHAT_IS_PUSHED + WHAT_COMES_OUT
