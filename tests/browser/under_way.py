"""What the kit has under way in a page: timers, observers and listeners."""

from tests.browser.person import Person

# What the kit's own scripts have under way: timers, observers, and listeners on the page.
WATCH = """
(() => {
  const kit = () => new Error().stack.includes("/dash_retool_embed.bundles/");
  const open = (window.underWay = { timers: new Set(), observers: new Set(), listeners: 0 });
  const { setTimeout, clearTimeout } = window;
  window.setTimeout = (run, ms, ...rest) => {
    const ours = kit();
    const id = setTimeout(() => (open.timers.delete(id), run(...rest)), ms);
    if (ours) open.timers.add(id);
    return id;
  };
  window.clearTimeout = (id) => (open.timers.delete(id), clearTimeout(id));
  const { observe, disconnect } = MutationObserver.prototype;
  MutationObserver.prototype.observe = function (...rest) {
    if (kit()) open.observers.add(this);
    return observe.apply(this, rest);
  };
  MutationObserver.prototype.disconnect = function () {
    open.observers.delete(this);
    return disconnect.apply(this);
  };
  for (const target of [window, document]) {
    const { addEventListener, removeEventListener } = target;
    target.addEventListener = function (...rest) {
      if (kit()) open.listeners += 1;
      return addEventListener.apply(this, rest);
    };
    target.removeEventListener = function (...rest) {
      if (kit()) open.listeners -= 1;
      return removeEventListener.apply(this, rest);
    };
  }
})();
"""


def under_way(person: Person) -> tuple[int, int, int]:
    """Return how many timers, observers and listeners of the kit there are."""
    script = "const { timers, observers, listeners } = underWay;"
    script += "return [timers.size, observers.size, listeners]"
    timers, observers, listeners = person.driver.execute_script(script)
    return timers, observers, listeners
