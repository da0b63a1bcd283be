/**
 * What every page under attack offers, so that one script can attack them all.
 *
 * window.heard   by embed: the events that the page's own code was given, oldest first
 * window.caught  uncaught errors and unhandled rejections, as text
 * window.harness setData(name, data), and here also mount(name, url, data) and unmount(name)
 */

window.heard = {};
window.caught = [];

window.addEventListener("error", ({ message }) => window.caught.push(message));
window.addEventListener("unhandledrejection", ({ reason }) => window.caught.push(String(reason)));

export function hear(name) {
  window.heard[name] = [];
  return (event) => window.heard[name].push(event);
}

/** The box around an embed's frame: `#left iframe` is left's frame. */
export function box(name) {
  const element = document.createElement("div");
  element.id = name;
  document.getElementById("root").append(element);
  return element;
}
