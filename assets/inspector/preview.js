/** Any value as a text of bounded length: JSON as far as it is JSON, and no further than anybody reads. */

/** @type {Readonly<Record<string, (value: object) => unknown>>} by kind; one that only says that it is such a kind fails */
const SHOWN = {
  Date: (value) => {
    const date = /** @type {Date} */ (value);
    return Number.isNaN(date.getTime()) ? null : date.toISOString();
  },
  Error: (value) => {
    const { name, message } = /** @type {Error} */ (value);
    return { name, message };
  },
  Map: (value) => [.../** @type {Map<unknown, unknown>} */ (value)],
  RegExp: String,
  Set: (value) => [.../** @type {Set<unknown>} */ (value)],
  String,
};

/** @param {object} value */
function kindOf(value) {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/**
 * @param {unknown} value
 * @param {number} limit  characters
 * @returns {{text: string, isCut: boolean}}
 */
export function preview(value, limit) {
  let text = "";

  /** @param {unknown} each */
  function write(each) {
    if (text.length > limit) return;
    if (typeof each === "string") text += JSON.stringify(each.slice(0, limit));
    else if (typeof each === "bigint") text += `${each}n`;
    else if (Object(each) !== each) text += String(each);
    else if (Array.isArray(each) || ArrayBuffer.isView(each)) writeList(each);
    else writeObject(/** @type {Record<string, unknown>} */ (each));
  }

  /** @param {object} list  or bytes and the like, whose places have no names that could be asked for in time */
  function writeList(list) {
    if (!Array.isArray(list)) text += `${kindOf(list)} `;
    text += "[";
    const places = /** @type {ArrayLike<unknown>} */ (list);
    // By number: a list may have a billion gaps.
    for (let n = 0; n < places.length && text.length <= limit; n += 1) {
      if (n) text += ",";
      write(places[n]);
    }
    text += "]";
  }

  /** @param {Record<string, unknown>} object */
  function writeObject(object) {
    const kind = kindOf(object);
    if (kind !== "Object") text += `${kind} `;
    if (Object.hasOwn(SHOWN, kind)) {
      write(SHOWN[kind](object));
      return;
    }
    text += "{";
    let isFirst = true;
    for (const key of Object.keys(object)) {
      if (text.length > limit) break;
      text += `${isFirst ? "" : ","}${JSON.stringify(key.slice(0, limit))}:`;
      isFirst = false;
      write(object[key]);
    }
    text += "}";
  }

  try {
    write(value);
  } catch (error) {
    // A property of the page's own data may refuse to be read.
    text += ` (${/** @type {Error} */ (error).message})`;
  }
  return { text: text.slice(0, limit), isCut: text.length > limit };
}
