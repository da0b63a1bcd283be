"""The table of attacks: what should hold. In scripts/ each is played under the same sentence."""

from tests.browser.attack.case import Case

WHO_MAY_SPEAK = (
    Case("a window of another origin sends an event: not heard", security=True),
    Case("a window of another origin asks: not answered", security=True),
    Case("another window of Retool's origin sends an event: not heard", security=True),
    Case("another window of Retool's origin asks: not answered", security=True),
    Case("a window of opaque origin sends an event: not heard", security=True),
    Case("a window of opaque origin asks: not answered", security=True),
    Case("the page's own window posts an event to itself: not heard", security=True),
    Case("the page's own window asks: not answered", security=True),
    Case("a frame inside Retool's page sends an event: not heard", security=True),
    Case("a frame inside Retool's page asks: not answered", security=True),
    Case("the frame has gone to another site: its events are not heard", security=True),
    Case("the frame has gone to another site: its queries are not answered", security=True),
    Case("the frame has gone to another site: it is told nothing when data change", security=True),
    Case("the frame's origin has become opaque: its events are not heard", security=True),
    Case("the frame's origin has become opaque: its queries are not answered", security=True),
    Case(
        "the frame's origin has become opaque: it is told nothing when data change", security=True
    ),
    Case("the frame has come back from another site: it is heard and answered"),
    Case(
        "a stranger asks under an id of the frame's own: the frame is told as before", security=True
    ),
    Case("two embeds of one origin: each hears its own events only", security=True),
    Case(
        "two embeds of one origin: a query is answered once, with the asker's data", security=True
    ),
    Case("two embeds of one origin: queries of one id do not mix", security=True),
)

WHAT_IS_ASKED = (
    Case(
        "selectors like constructor and __proto__: not answered, and later changes arrive",
        security=True,
    ),
    Case("own keys called constructor and toString: told of like any other"),
    Case("ids and pages called __proto__ and constructor: told of changes", security=True),
    Case("ids and pages that look alike only when joined: each is told of changes"),
    Case("null, false, 0, an empty string and NaN: answered at the first asking"),
    Case("a missing key: silence, then told when it comes, and of its going with undefined"),
    Case("two queries right behind each other: both are answered, and told of changes"),
    Case("a new query is answered with the data of now"),
    Case("malformed queries: no error, and the next one is answered"),
    Case(
        "queries with a megabyte in selector, id or page: dropped, and the next one is answered",
        security=True,
        spoils=True,
    ),
    Case(
        "5,000 queries with ids of their own: a later change is told at most 1,000 times",
        security=True,
        spoils=True,
    ),
    Case("the watchers of a former document are told nothing", security=True),
)

WHAT_IS_PUSHED = (
    Case("one key of twenty changes: one message"),
    Case("new objects that are equal to the old ones: no message"),
    Case("a list that gains a gap only: told"),
    Case("a hundred changes in one task: the last value arrives, in at most two messages"),
    Case("a value that can't be sent: the others arrive, and later changes"),
    Case("a value that contains itself: no error, and later changes arrive"),
)

WHAT_COMES_OUT = (
    Case(
        "messages that are null, undefined, numbers, texts or lists: no error, and the next event"
        " is heard"
    ),
    Case("events that JSON can't carry: no error, and the next one is heard"),
    Case("an event with a __proto__ of its own: nothing else gets its properties", security=True),
    Case("the noise of Retool's chat widget is no event"),
    Case("a thousand events in one task: all are heard, in order"),
    Case(
        "2,000 forged messages: the console stays empty, and real events are heard", security=True
    ),
    Case("an embed that has left the page hears nothing any more", security=True),
)

CASES = WHO_MAY_SPEAK + WHAT_IS_ASKED + WHAT_IS_PUSHED + WHAT_COMES_OUT
