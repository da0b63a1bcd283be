/** Where frames are that nobody looks at: out of sight and out of reach, but alive and laid out as they were. */

/** A frame under `display: none` would lose its size. */
export function parkingLot() {
  let lot = document.getElementById("retool-parked");
  if (!lot) {
    lot = document.createElement("div");
    lot.id = "retool-parked";
    lot.inert = true;
    lot.setAttribute("aria-hidden", "true");
    document.body.append(lot);
  }
  return lot;
}

/**
 * @param {HTMLIFrameElement} element
 * @returns {boolean}  false where the browser can't move a frame alive
 */
export function enterLot(element) {
  const { width, height } = element.getBoundingClientRect();
  Object.assign(element.style, { width: `${width}px`, height: `${height}px` });
  return move(element, parkingLot());
}

/**
 * @param {HTMLIFrameElement} element
 * @param {HTMLElement} box
 * @returns {boolean}  likewise
 */
export function leaveLot(element, box) {
  element.removeAttribute("style");
  return move(element, box);
}

/**
 * @param {HTMLIFrameElement} element
 * @param {HTMLElement} place
 */
function move(element, place) {
  if (!element.isConnected || !place.isConnected || !place.moveBefore) return false;
  place.moveBefore(element, null);
  return true;
}
