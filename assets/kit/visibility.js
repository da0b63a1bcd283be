/** Whether somebody can see an element, as far as its own box goes. */

/**
 * @param {Element} element
 * @returns {boolean}  false if it has no box, or is `visibility: hidden`
 */
export function isVisible(element) {
  // The one name is the other's former one.
  if (element.checkVisibility) return element.checkVisibility({ visibilityProperty: true, checkVisibilityCSS: true });
  return element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible";
}
