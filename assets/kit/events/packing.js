/** Events as the JSON that travels, and a word in the console about those that can't. */

import { toJson } from "./json.js";

export function createPacking() {
  let warned = false;

  return {
    /**
     * @param {unknown} data
     * @returns {{text?: string, rejected: string}}  rejected: why there is no text
     */
    pack(data) {
      try {
        return { text: toJson(data), rejected: "" };
      } catch (error) {
        const rejected = /** @type {Error} */ (error).message;
        if (!warned) console.warn(`Retool: an event can't be carried to Python: ${rejected}.`);
        warned = true;
        return { rejected };
      }
    },
  };
}
