/** What an event is called in the server's records. */

// A digit, a space or an @ may be somebody's data, also where a name is expected.
const EVENT_NAME = /^[A-Za-z][A-Za-z_.:/-]{0,63}$/;

/**
 * What an event may be called without telling what it says.
 * @param {unknown} data
 */
export function nameOf(data) {
  if (typeof data === "string") return EVENT_NAME.test(data) ? data : "other text";
  if (Array.isArray(data)) return "a list";
  if (data === null || data === undefined) return "no value";
  if (typeof data === "boolean") return "a boolean";
  if (typeof data !== "object") return "a number";
  const { type } = /** @type {{type?: unknown}} */ (data);
  return typeof type === "string" && EVENT_NAME.test(type) ? type : "an object";
}
