/** Values as they may be shown and saved: cut, and without an address at Retool, which may be an embed URL. */
import { preview } from "./preview.js";

// Of each value; more is neither shown nor saved.
const MAX_CHARACTERS = 2000;

export function createTexts() {
  /** @type {Map<string, RegExp>} by origin: addresses there, of which a link is one */
  const addresses = new Map();

  /** @param {string} text */
  function withoutLinks(text) {
    return [...addresses].reduce((left, [origin, address]) => left.replace(address, `${origin}/…`), text);
  }

  /** @param {unknown} value */
  function shown(value) {
    const { text, isCut } = preview(value, MAX_CHARACTERS);
    return { value: withoutLinks(text), isCut };
  }

  return {
    shown,
    /** @param {string} origin  of a frame */
    hideLinksTo(origin) {
      if (!/^https?:/.test(origin) || addresses.has(origin)) return;
      addresses.set(origin, new RegExp(`${origin.replace(/[.[\]]/g, "\\$&")}/[^\\s"'\\\\]*`, "g"));
    },
    /** @param {unknown} selector  text, unless it is malformed */
    nameOf(selector) {
      if (selector === undefined) return "";
      return typeof selector === "string" ? withoutLinks(selector.slice(0, MAX_CHARACTERS)) : shown(selector).value;
    },
  };
}
