"""Connections that drip: what somebody else waits for, against a host that has none of them."""

from tempfile import TemporaryDirectory

from benchmarks.dripping import CONNECTIONS
from benchmarks.figure import Figure, percentile, run_alone
from benchmarks.processes import environment, sandbox
from benchmarks.serving import OURS, dripping, latencies, serving

TARGET = 2
ROUNDS = 3


def measure() -> list[Figure]:
    return [_figure(nginx=True), _figure(nginx=False)]


def _figure(*, nginx: bool) -> Figure:
    alone: list[float] = []
    beside: list[float] = []
    with TemporaryDirectory() as folder, sandbox() as retool:
        how = environment(retool)
        how["DASHAPP_DATABASE_URL"] = f"sqlite:///{folder}/usage.sqlite3"
        with serving(OURS, how, nginx=nginx) as served:
            for _ in range(ROUNDS):
                alone += latencies(served.port)
                with dripping(served.port):
                    beside += latencies(served.port)
    before, after = (1000 * percentile(each, 0.99) for each in (alone, beside))
    ratio = after / before
    where = "behind nginx" if nginx else "without a proxy"
    return Figure(
        f"{CONNECTIONS:,} connections drip, {where}: somebody else's p99",
        f"≤ {TARGET}x" if nginx else "",
        f"{ratio:.2f}x ({after:.1f} ms against {before:.1f} ms)",
        ratio <= TARGET if nginx else None,
    )


if __name__ == "__main__":
    run_alone(measure)
