"""Bridges that hear or tell those whom they should not."""

from tests.browser.attack.mutation import Change, Mutation

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
ANY_TARGET = Change(
    "kit/frame/messaging.js",
    "to.postMessage(message, parts.origin)",
    'to.postMessage(message, "*")',
)

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
        (
            Change(
                "bridge.js",
                "if (isDropped(verdict))",
                'if (verdict === "origin") speakers.delete(speaker);\n    if (isDropped(verdict))',
            ),
        ),
        ("the frame has come back from another site: it is heard and answered",),
    ),
    Mutation(
        "every stranger is reported",
        (Change("bridge.js", 'return "window";', 'return console.warn("a stranger"), "window";'),),
        ("2,000 forged messages: the console stays empty, and real events are heard",),
    ),
)
