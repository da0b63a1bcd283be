/**
 * What a window does in these tests, that of Retool's app and that of an attacker alike.
 *
 * The page tells it through a port: a bridge listens to windows, so it hears nothing of that.
 */
(function () {
  // Tells a document from the one that was in the window before it.
  const self = Math.random();
  /** All that this window was told, oldest first. */
  const told = [];
  /** @type {Set<(message: unknown) => void>} */
  const waiting = new Set();

  /** Whether a message has these properties. */
  function has(message, wanted) {
    return Object.entries(wanted).every(([key, value]) => Object.is(message?.[key], value));
  }

  const deeds = {
    who: () => ({ self, origin: window.origin, address: location.href, loaded: document.readyState === "complete" }),
    told: () => told,
    forget: () => void (told.length = 0),
    post: (...messages) => messages.forEach((message) => window.top.postMessage(message, "*")),
    go: (address) => location.replace(address),
    nest: (address) => {
      const frame = document.createElement("iframe");
      frame.src = address;
      document.body.append(frame);
    },
    /** Waits for a message with these properties. */
    hear: (wanted) =>
      new Promise((resolve) => {
        if (told.some((message) => has(message, wanted))) return resolve();
        waiting.add(function look(message) {
          if (!has(message, wanted)) return;
          waiting.delete(look);
          resolve();
        });
      }),
  };

  window.addEventListener("message", ({ data, ports }) => {
    if (data !== "actor") {
      told.push(data);
      for (const look of waiting) look(data);
      return;
    }
    const [port] = ports;
    port.onmessage = async ({ data: [number, deed, ...given] }) => {
      port.postMessage([number, await deeds[deed](...given)]);
    };
  });
})();
