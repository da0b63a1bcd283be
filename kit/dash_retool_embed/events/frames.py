"""Which events each frame has had: an event must not be handled twice."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from dash_retool_embed.access import MAX_AGE_SECONDS, FrameToken
from dash_retool_embed.errors import FrameNotYours

# What a frame has had must be known for as long as a batch of it may come again: minutes. Counted
# for each person, so that nobody can have another person's frames forgotten.
MAX_FRAMES_PER_PERSON = 1_000


class Frame:
    """What one frame has had: `last` is the newest event's number, `lock` of who handles more."""

    __slots__ = ("issued", "last", "lock")

    def __init__(self, issued: int) -> None:
        """Begin one whose token was issued at this time."""
        self.issued = issued
        self.last = 0
        self.lock = Lock()


class FramesOfPerson:
    """One person's frames, those used last.

    A frame that is not known and no newer than one that was forgotten is refused: it may be that
    one.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self.used_at = 0.0
        self._known: OrderedDict[str, Frame] = OrderedDict()
        self._forgotten = 0

    def of(self, token: FrameToken) -> Frame:
        """Return a frame.

        Raises:
            FrameNotYours: it may have been forgotten.
        """
        if token.id not in self._known and token.issued <= self._forgotten:
            raise FrameNotYours(case="forgotten")
        frame = self._known.setdefault(token.id, Frame(token.issued))
        self._known.move_to_end(token.id)
        if len(self._known) > MAX_FRAMES_PER_PERSON:
            _, oldest = self._known.popitem(last=False)
            self._forgotten = max(self._forgotten, oldest.issued)
        return frame

    def last_of(self, token: FrameToken) -> int:
        """Return the newest number that a frame has had."""
        known = self._known.get(token.id)
        return known.last if known else 0


class FramesByPerson:
    """The frames of everybody whose frames may still send."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Begin with none; the clock is in seconds."""
        self._clock = clock
        self._people: OrderedDict[str, FramesOfPerson] = OrderedDict()

    def of(self, person: str) -> FramesOfPerson:
        """Return those of the person with this id."""
        now = self._clock()
        frames = self._people.setdefault(person, FramesOfPerson())
        frames.used_at = now
        self._people.move_to_end(person)
        # The tokens of all frames that those have used are too old by now.
        while next(iter(self._people.values())).used_at < now - MAX_AGE_SECONDS:
            self._people.popitem(last=False)
        return frames
