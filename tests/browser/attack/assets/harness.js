/** What a page under attack offers; those of the official SDKs have theirs in tests/interop/pages/harness.js. */
(function () {
  window.heard = { left: [], right: [] };
  window.caught = [];

  document.addEventListener("retool:event", ({ detail }) => window.heard[detail.id].push(detail.data));
  window.addEventListener("error", ({ message }) => window.caught.push(message));
  window.addEventListener("unhandledrejection", ({ reason }) => window.caught.push(String(reason)));

  window.harness = {
    setData(name, data) {
      window.dash_clientside.set_props(name, { data });
    },
    unmount(name) {
      window.dash_clientside.set_props(`around-${name}`, { children: null });
    },
  };
})();
