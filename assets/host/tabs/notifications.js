/** How much there is to see in the apps that nobody looks at. */

const MAX_COUNT = 99;

/**
 * What an event says: {type: "notify", count}. Without a count there is something, and nobody says how much.
 * @param {unknown} data
 * @returns {number | null}  0: nothing any more; NaN: something; null: it is another event
 */
export function notificationIn(data) {
  const { type, count } = /** @type {Record<string, unknown>} */ (data ?? {});
  if (type !== "notify") return null;
  if (count === 0) return 0;
  return typeof count === "number" && Number.isSafeInteger(count) && count > 0 ? count : NaN;
}

/**
 * @param {readonly (number | undefined)[]} counts  by tab
 * @returns {{text: string, isDot: boolean} | null}  null: there is no news
 */
export function badgeOf(counts) {
  const told = counts.filter((count) => count !== undefined);
  if (!told.length) return null;
  const sum = told.reduce((all, count) => all + count, 0);
  if (Number.isNaN(sum)) return { text: "", isDot: true };
  return { text: sum > MAX_COUNT ? `${MAX_COUNT}+` : String(sum), isDot: false };
}

export function createNotifications() {
  /** @type {Map<string, number>} by tab */
  const counts = new Map();

  return {
    /** @param {string} tab */
    of: (tab) => counts.get(tab),
    /**
     * @param {string} tab
     * @param {number} count
     */
    tell(tab, count) {
      if (count === 0) counts.delete(tab);
      else counts.set(tab, count);
    },
    /** @param {string} tab  that somebody looks at */
    forget(tab) {
      counts.delete(tab);
    },
  };
}
