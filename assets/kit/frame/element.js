/** The <iframe> of an app. */

/** @import { FrameOptions } from "./surroundings.js" */

// What react-retool always grants when the `sandbox` attribute is set: without them Retool can't run.
const MINIMUM_SANDBOX = "allow-scripts allow-same-origin";
// Nothing here lets an app navigate the window. Popups escape: a provider's sign-in page fails in a sandbox.
const DEFAULT_SANDBOX = `${MINIMUM_SANDBOX} allow-downloads allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox`;

/**
 * @param {boolean | string | undefined} sandbox  the component's property
 * @returns {string | undefined}  the attribute; undefined: none
 */
export function sandboxAttribute(sandbox) {
  if (sandbox === true) return MINIMUM_SANDBOX;
  if (sandbox === false) return undefined;
  return typeof sandbox === "string" ? `${MINIMUM_SANDBOX} ${sandbox}`.trim() : DEFAULT_SANDBOX;
}

const EMPTY = "about:blank";

/** @param {string} kind */
export function uniqueName(kind) {
  return `${kind}-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
}

/**
 * @param {FrameOptions} options
 * @param {string} url
 * @param {() => void} onLoad
 */
export function createFrameElement({ title, height, width, allow, sandbox }, url, onLoad) {
  const element = document.createElement("iframe");
  // The stylesheet makes the frame fill its box; the attributes are react-retool's, for who looks for them.
  Object.assign(element, { title, height, width });
  if (allow) element.allow = allow;
  if (sandbox) element.setAttribute("sandbox", sandbox);
  // A browser that goes back to this page gives a frame of the same name its old address: a used link.
  element.name = uniqueName("retool");
  // In its record of slow frames a browser calls an element by its id or else by its address, and monitors read that.
  element.id = element.name;
  element.addEventListener("load", () => isEmpty(element) || onLoad());
  // Set before the element is in the page and never again: no history entry, so Back can't reach a used link.
  element.src = url;
  return element;
}

/**
 * Empties a frame for another link. Its document is gone before that comes: what it says would be taken for the next one's.
 * @param {HTMLIFrameElement | null} element
 */
export function retire(element) {
  if (!element) return null;
  element.toggleAttribute("data-there", false);
  element.inert = true;
  // In place of what is there: no step for Back.
  element.contentWindow?.location.replace(EMPTY);
  return element;
}

/**
 * @param {HTMLIFrameElement | null} element  that was emptied
 * @param {string} url
 * @returns {HTMLIFrameElement | null}  null: there is none that can be used
 */
export function reopen(element, url) {
  // Its document may have asked to stay, and then it is still there.
  if (!element?.isConnected || !isEmpty(element) || !element.contentWindow) return null;
  element.inert = false;
  element.contentWindow.location.replace(url);
  return element;
}

/** @param {HTMLIFrameElement} element */
function isEmpty(element) {
  return element.contentDocument?.URL === EMPTY;
}
