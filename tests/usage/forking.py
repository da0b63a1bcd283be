"""A process that forks while its usage log is at work: `python -m tests.usage.forking URL`."""

import os
import sys
import threading

from dash_retool_embed.mint import LinkRequest
from dash_retool_embed.people import User
from dashapp.database import Store
from dashapp.usage import UsageLog
from tests.patience import PATIENCE_SECONDS
from tests.usage.patient import be_patient

CHILDREN = 4
EACH = 300


def record(log: UsageLog, who: str) -> None:
    for _ in range(EACH):
        log.record_request(LinkRequest(app="sales", person=User(who)))


def main(url: str) -> None:
    be_patient()
    log = UsageLog(Store(url))
    log.start()
    # At once, while the tables are being made, and then under load.
    children = []
    for number in range(CHILDREN):
        child = os.fork()
        if child == 0:
            record(log, f"child {number}")
            done = log.flush(PATIENCE_SECONDS)
            log.close()
            os._exit(0 if done else 1)
        children.append(child)
        thread = threading.Thread(target=record, args=(log, "parent"))
        thread.start()
        if number % 2:
            thread.join()
            log.flush(PATIENCE_SECONDS)
    failed = [child for child in children if os.waitpid(child, 0)[1] != 0]
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    done = log.flush(PATIENCE_SECONDS)
    sys.exit(len(failed) if done else 100)


if __name__ == "__main__":
    main(sys.argv[1])
