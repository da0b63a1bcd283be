/** Any value as a text of bounded length: JSON as far as it is JSON, and no further than anybody reads. */
(function () {
  "use strict";

  /** @type {Record<string, (value: any) => unknown>} */
  const SHOWN = {
    Date: (date) => (Number.isNaN(date.getTime()) ? null : date.toISOString()),
    Error: ({ name, message }) => ({ name, message }),
    Map: (pairs) => [...pairs],
    RegExp: String,
    Set: (values) => [...values],
    String,
  };

  /** @param {unknown} value */
  function kindOf(value) {
    return Object.prototype.toString.call(value).slice(8, -1);
  }

  /**
   * @param {unknown} value
   * @param {number} limit  characters
   * @returns {{text: string, isCut: boolean}}
   */
  function preview(value, limit) {
    let text = "";

    /** @param {any} each */
    function write(each) {
      if (text.length > limit) return;
      if (typeof each === "string") text += JSON.stringify(each.slice(0, limit));
      else if (typeof each === "bigint") text += `${each}n`;
      else if (Object(each) !== each) text += String(each);
      else if (Array.isArray(each) || ArrayBuffer.isView(each)) writeList(each);
      else writeObject(each);
    }

    /** @param {any} list  or bytes and the like, whose places have no names that could be asked for in time */
    function writeList(list) {
      if (!Array.isArray(list)) text += `${kindOf(list)} `;
      text += "[";
      // By number: a list may have a billion gaps.
      for (let n = 0; n < list.length && text.length <= limit; n += 1) {
        if (n) text += ",";
        write(list[n]);
      }
      text += "]";
    }

    /** @param {any} object */
    function writeObject(object) {
      const kind = kindOf(object);
      if (kind !== "Object") text += `${kind} `;
      if (Object.hasOwn(SHOWN, kind)) return write(SHOWN[kind](object));
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

  Object.assign(window.dashapp.inspector, { preview });
})();
