/** Where frames are that nobody looks at: out of sight and out of reach, but alive and laid out as they were. */
(function () {
  "use strict";

  /** A frame under `display: none` would lose its size. */
  function parkingLot() {
    let lot = document.getElementById("retool-parked");
    if (!lot) {
      lot = document.createElement("div");
      lot.id = "retool-parked";
      lot.inert = true;
      lot.ariaHidden = "true";
      document.body.append(lot);
    }
    return lot;
  }

  /**
   * @param {HTMLIFrameElement} element
   * @param {HTMLElement} place
   * @returns {boolean}  false where the browser can't move a frame alive
   */
  function move(element, place) {
    if (!element.isConnected || !place.isConnected || !place.moveBefore) return false;
    place.moveBefore(element, null);
    return true;
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, {
    parking: {
      lot: parkingLot,
      /** @param {HTMLIFrameElement} element */
      enter(element) {
        const { width, height } = element.getBoundingClientRect();
        Object.assign(element.style, { width: `${width}px`, height: `${height}px` });
        return move(element, parkingLot());
      },
      /**
       * @param {HTMLIFrameElement} element
       * @param {HTMLElement} box
       */
      leave(element, box) {
        element.removeAttribute("style");
        return move(element, box);
      },
    },
  });
})();
