"""An event out of a frame, through a server callback, into the page; against a button's click."""

from benchmarks.embed_page import check_clocks, isolated_sandbox, probed_chromium
from benchmarks.figure import Figure, compare_medians, run_alone
from benchmarks.processes import gunicorn

ROUNDS = 240
# Between two of them, for what the one before has left to do.
PAUSE_MS = 20
TARGET = 1.2

FRAMES = ("event", "handled")

CONNECT = """
const connected = arguments[0].map(probes.connect);
return Promise.all([...connected, probes.appears("#button")]).then(() => null);
"""
# From the click, or from just before the frame posts, until the paragraph says it.
ROUND_TRIPS = """
const [rounds, pauseMs] = arguments;
const { now, of, pause } = probes;
const begin = {
  button() {
    const at = now();
    document.querySelector("#button").click();
    return at;
  },
  event: (n) => of.event.ask("send", n),
  handled: (n) => of.handled.ask("send", n),
};
const sides = Object.keys(begin);

function says(side, text) {
  const paragraph = document.getElementById(`${side}-answer`);
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (paragraph.textContent !== text) return;
      observer.disconnect();
      resolve(now());
    });
    observer.observe(paragraph, { subtree: true, childList: true, characterData: true });
  });
}

async function goRound() {
  const took = Object.fromEntries(sides.map((side) => [side, []]));
  for (let n = 1; n <= rounds; n += 1) {
    for (let turn = 0; turn < sides.length; turn += 1) {
      const side = sides[(n + turn) % sides.length];
      await pause(pauseMs);
      const said = says(side, String(n));
      const start = await begin[side](n);
      took[side].push((await said) - start);
    }
  }
  return took;
}
return goRound();
"""


def measure() -> list[Figure]:
    with (
        isolated_sandbox() as retool,
        gunicorn("benchmarks.round_trip_app:create()", retool) as url,
        probed_chromium() as driver,
    ):
        driver.get(url)
        driver.execute_script(CONNECT, FRAMES)
        check_clocks(driver, FRAMES)
        took = driver.execute_script(ROUND_TRIPS, ROUNDS, PAUSE_MS)
    name = f"event in a frame → server → page, against a click → server → page ({ROUNDS} times)"
    return [
        compare_medians(f"{name}: a plain callback", took["event"], took["button"], TARGET),
        compare_medians(f"{name}: @on_event and set_props", took["handled"], took["button"]),
    ]


if __name__ == "__main__":
    run_alone(measure)
