/** Messages of an app that the kit itself understands. README.md has the table of all of them, the host's too. */

// A page of more than some dozen screens is no app's.
const MAX_HEIGHT_PX = 20000;

/**
 * @param {unknown} data  of an event: {type: "dirty", value}
 * @returns {boolean | null}  whether the person has unsaved work in the app; null: it is another event
 */
export function dirtyIn(data) {
  const { type, value } = /** @type {Record<string, unknown>} */ (data ?? {});
  return type === "dirty" ? value === true : null;
}

/**
 * @param {unknown} data  of an event: {type: "height", px}
 * @returns {number | null}  null: it is another event, or says nothing that can be a height
 */
export function heightIn(data) {
  const { type, px } = /** @type {Record<string, unknown>} */ (data ?? {});
  if (type !== "height" || typeof px !== "number" || !(px > 0)) return null;
  return Math.min(Math.ceil(px), MAX_HEIGHT_PX);
}
