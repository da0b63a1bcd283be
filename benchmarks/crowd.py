"""People who all open a tab at the same moment, and ask again as the browser does."""

import threading
import time
from collections import Counter

from benchmarks.people import BUDGET_SECONDS, Person


class Crowd:
    """So many people; `answers` counts what they were told."""

    def __init__(self, host: str, people: int) -> None:
        self._host = host
        self._people = people
        self.answers: Counter[str] = Counter()

    def open_tabs(self, seconds: float) -> None:
        """Open the tab, all at once, and stay for so long; whoever waits by then goes away."""
        people = [Person(self._host, f"person-{n}") for n in range(self._people)]
        start = threading.Barrier(self._people)
        end = time.monotonic() + seconds

        def open_tab(person: Person) -> None:
            start.wait()
            person.open(until=end)

        threads = [threading.Thread(target=open_tab, args=(person,)) for person in people]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        for thread in threads:
            thread.join()
        self.answers = sum((person.answers for person in people), Counter[str]())

    def until_a_tab_opens(self) -> None:
        """Wait until the host asks Retool again, as it does a while after a hang."""
        end = time.monotonic() + BUDGET_SECONDS
        while Person(self._host, "somebody").ask().status_code != 200:
            if time.monotonic() > end:
                raise TimeoutError("the host does not ask Retool again")
            time.sleep(1)
