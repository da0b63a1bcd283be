"""Hosts that start at the same moment: `python -m tests.usage.starting URL HOSTS`.

Each is a process of its own, which has nothing of the others but what they all have imported. Only
what goes wrong is said; the exit status is how many failed.
"""

import logging
import multiprocessing
import sys
from multiprocessing.synchronize import Barrier

from dash_retool_embed.mint import LinkRequest
from dash_retool_embed.people import User
from dashapp.database import Store
from dashapp.usage import UsageLog
from tests.patience import PATIENCE_SECONDS
from tests.usage.patient import be_patient


def host(url: str, number: int, start: Barrier) -> None:
    logging.basicConfig(level=logging.WARNING)
    start.wait()
    log = UsageLog(Store(url))
    log.start()
    log.record_request(LinkRequest(app="sales", person=User(f"host {number}")))
    done = log.flush(PATIENCE_SECONDS)
    log.close()
    sys.exit(0 if done else 1)


def main(url: str, hosts: int) -> None:
    be_patient()
    forked = multiprocessing.get_context("fork")
    start = forked.Barrier(hosts)
    started = [forked.Process(target=host, args=(url, n, start)) for n in range(hosts)]
    for process in started:
        process.start()
    for process in started:
        process.join()
    sys.exit(sum(process.exitcode != 0 for process in started))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
