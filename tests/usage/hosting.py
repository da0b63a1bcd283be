"""Hosts that tell what they record, as processes: `python -m tests.usage.hosting RETOOL`.

Each line of standard input, "URL HOW", starts one that keeps its usage log at this URL. HOW is
"silent" (it records nothing), "kept", "told" (it says what it takes) or "flushed" (it also flushes
again and again). To standard output goes, a line each: `port PID PORT`, `asked ID TIME` once a
record is taken, and `flushed N` once the database has the first N of these. TIME is monotonic.
"""

import os
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from dash_retool_embed.mint import LinkRequest
from dash_retool_embed.testing.sandbox import DEMO_API_KEY
from dashapp.app import create_app
from dashapp.database import Store
from dashapp.settings import Settings, load_settings
from dashapp.usage import UsageLog
from dashapp.web import Proxies, listen, production_server
from tests.patience import PATIENCE_SECONDS
from tests.usage.patient import be_patient

EXAMPLE = Path(__file__).parents[2] / "dashapp.toml"
SECRET = "a secret of the tests, longer than thirty-two bytes"
THREADS = 8


@dataclass
class Said:
    """What was taken, said through a file descriptor that outlives the process."""

    count: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    more: threading.Event = field(default_factory=threading.Event)

    def asked(self, id_: str) -> None:
        with self.lock:
            say(f"asked {id_} {time.monotonic()}")
            self.count += 1
        self.more.set()


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


class TalkativeLog(UsageLog):
    """Says each record that it has taken."""

    said: Said

    def record_request(self, asked: LinkRequest) -> None:
        super().record_request(asked)
        self.said.asked(asked.link_id)

    def flush_again_and_again(self) -> None:
        while self.said.more.wait():
            self.said.more.clear()
            count = self.said.count
            if self.flush(PATIENCE_SECONDS):
                say(f"flushed {count}")


class SilentLog(UsageLog):
    """Takes nothing."""

    def start(self) -> None:
        pass

    def record_request(self, asked: LinkRequest) -> None:
        pass


def host(settings: Settings, url: str, how: str) -> None:
    kind = {"silent": SilentLog, "kept": UsageLog}.get(how, TalkativeLog)
    usage = kind(Store(url))
    if isinstance(usage, TalkativeLog):
        usage.said = Said()
    app = create_app(settings, usage=usage)
    if isinstance(usage, TalkativeLog) and how == "flushed":
        threading.Thread(target=usage.flush_again_and_again, daemon=True).start()
    bound = listen("127.0.0.1", 0)
    say(f"port {os.getpid()} {bound.getsockname()[1]}")
    production_server(app.server, bound, threads=THREADS, proxies=Proxies()).run()


def main(retool: str) -> None:
    be_patient()
    often = "1000000 per 1 second"
    settings = load_settings(
        EXAMPLE,
        overrides={
            "retool": {"url": retool},
            "retool_api_key": DEMO_API_KEY,
            "jwt_secret": SECRET,
            "limits": {"per_person": often, "per_address": often},
        },
    )
    for line in sys.stdin:
        if os.fork() == 0:
            host(settings, *line.split())
    # Whoever was started ends with the pipe's other end, or is killed.
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return


if __name__ == "__main__":
    main(sys.argv[1])
