/** Elements of the page, by selector. */

/**
 * @param {string} css
 * @param {ParentNode} [place]
 * @returns {HTMLElement[]}
 */
export function all(css, place = document) {
  return /** @type {HTMLElement[]} */ ([...place.querySelectorAll(css)]);
}

/**
 * @param {string} css
 * @param {ParentNode} [place]
 * @returns {HTMLElement | null}
 */
export function first(css, place = document) {
  return place.querySelector(css);
}

/**
 * @param {EventTarget | null} target  of an event; the document is one too, and is in nothing
 * @param {string} css
 * @returns {HTMLElement | null}
 */
export function closest(target, css) {
  return /** @type {Element | null} */ (target)?.closest?.(css) ?? null;
}

/** The host's own frame around all views: it has the person's opaque name, and the host's. None before Dash has laid it out. */
export function shell() {
  return first("[data-person]");
}
