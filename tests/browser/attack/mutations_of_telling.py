"""Bridges that are careless with what is asked, what is pushed and what comes out."""

from tests.browser.attack.mutation import Change, Mutation
from tests.browser.attack.mutations_of_hearing import ANY_WINDOW_OF_THE_ORIGIN

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
WATCHERS = "export function createWatchers("

WHAT_IS_ASKED = (
    Mutation(
        "keys that the data object inherits are answered",
        (
            Change(
                "kit/data/watchers.js",
                "if (Object.hasOwn(data, selector)) tell(",
                "if (selector in data) tell(",
            ),
        ),
        ("selectors like constructor and __proto__: not answered, and later changes arrive",),
    ),
    Mutation(
        "watchers are kept in a plain object, by their id",
        (
            Change("kit/data/watchers.js", WATCHERS, f"{PLAIN_MAP}{WATCHERS}"),
            Change("kit/data/watchers.js", "?? new Map()).set(key", "?? new PlainMap()).set(key"),
            Change(
                "kit/data/watchers.js",
                "const key = JSON.stringify(",
                "const key = ((_names) => String(watcher.id))(",
            ),
        ),
        ("ids and pages called __proto__ and constructor: told of changes",),
    ),
    Mutation(
        "a key has one watcher",
        (
            Change(
                "kit/data/watchers.js",
                "(bySelector.get(selector) ?? new Map()).set(key, asked)",
                "new Map([[key, asked]])",
            ),
        ),
        ("two queries right behind each other: both are answered, and told of changes",),
    ),
    Mutation(
        "the watchers of a frame have no bound",
        (
            Change(
                "kit/data/watchers.js",
                "const MAX_WATCHERS = 1000;",
                "const MAX_WATCHERS = Infinity;",
            ),
        ),
        ("5,000 queries with ids of their own: a later change is told at most 1,000 times",),
    ),
    Mutation(
        "names have no bound",
        (
            Change(
                "kit/wire.js",
                "const MAX_NAME_CHARACTERS = 1000;",
                "const MAX_NAME_CHARACTERS = Infinity;",
            ),
        ),
        ("queries with a megabyte in selector, id or page: dropped, and the next one is answered",),
    ),
    Mutation(
        "a new document leaves the watchers of the former one",
        (Change("kit/frame/loading.js", "before: loads - 1 }", "before: -1 }"),),
        ("the watchers of a former document are told nothing",),
    ),
)

WHAT_IS_PUSHED = (
    Mutation(
        "a value that can't be compared spoils the change",
        (
            Change(
                "kit/data/compare.js",
                "} catch {",
                "} catch (error) {\n    throw error;",
            ),
        ),
        ("a value that contains itself: no error, and later changes arrive",),
    ),
    Mutation(
        "lists are compared by their keys alone",
        (
            Change(
                "kit/data/compare.js",
                "(kind === Object.prototype || one.length === other.length) &&",
                "",
            ),
        ),
        ("a list that gains a gap only: told",),
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
QUEUE = "export function createEventQueue("

MERGED = 'text.startsWith("{") ? merge({}, JSON.parse(text)) : JSON.parse(text)'

WHAT_COMES_OUT = (
    Mutation(
        "an event without JSON is an error",
        (
            Change(
                "kit/events/packing.js",
                "const rejected = /** @type {Error} */ (error).message;",
                "throw error;",
            ),
        ),
        ("events that JSON can't carry: no error, and the next one is heard",),
    ),
    Mutation(
        "an event is merged into an object",
        (
            Change("kit/events/queue.js", QUEUE, f"{MERGE}{QUEUE}"),
            Change(
                "kit/events/queue.js",
                "keep(text ? { seq, data: JSON.parse(text)",
                f"keep(text ? {{ seq, data: {MERGED}",
            ),
        ),
        ("an event with a __proto__ of its own: nothing else gets its properties",),
    ),
    Mutation(
        "noise is an event",
        (Change("kit/wire.js", 'NOISE = "intercom-snippet__ready"', 'NOISE = "no noise"'),),
        ("the noise of Retool's chat widget is no event",),
    ),
    Mutation(
        "events that come too fast are lost",
        (
            Change("kit/embed.js", "let trouble = null;", "let trouble = null, many = 0;"),
            Change("kit/embed.js", "setProps({ event }));", "((many = 0), setProps({ event })));"),
            Change(
                "kit/embed.js",
                "throttled.schedule();",
                "throttled.schedule();\n      if (++many >= 10) return;",
            ),
        ),
        ("a thousand events in one task: all are heard, in order",),
    ),
    Mutation(
        "an embed keeps its ears when it has left the page",
        (
            ANY_WINDOW_OF_THE_ORIGIN,
            Change("kit/frame/frame.js", 'dispatch({ type: "parked" });', "parts.viewer = former;"),
            Change("kit/component.js", "box.current?.dispatchEvent(", "document.dispatchEvent("),
        ),
        ("an embed that has left the page hears nothing any more",),
    ),
)
