/** Where frames are that nobody looks at: alive, but without a box. */

export function parkingLot() {
  let lot = document.getElementById("retool-parked");
  if (!lot) {
    lot = document.createElement("div");
    lot.id = "retool-parked";
    // What has no box can't be focused; in Chromium `inert` and `visibility` stop no frame from taking the keyboard.
    lot.style.display = "none";
    document.body.append(lot);
  }
  return lot;
}

/**
 * @param {HTMLIFrameElement} element
 * @param {HTMLElement} place
 * @returns {boolean}  false where the browser can't move a frame alive
 */
export function moveAlive(element, place) {
  if (!element.isConnected || !place.isConnected || !place.moveBefore) return false;
  place.moveBefore(element, null);
  return true;
}
