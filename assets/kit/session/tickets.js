/** Turns that were promised to tries that came to nothing: the next try of the same app takes one. */

/** @param {number} goodForMs */
export function createTickets(goodForMs) {
  /** @type {Map<string, {ticket: string, at: number}[]>} by app */
  const left = new Map();

  return {
    /**
     * @param {string} app
     * @returns {{ticket?: string, at: number}}  at: when it was promised, by performance.now()
     */
    take(app) {
      const now = performance.now();
      const good = (left.get(app) ?? []).filter(({ at }) => now - at < goodForMs);
      const oldest = good.shift();
      left.set(app, good);
      return oldest ?? { at: now };
    },
    /**
     * @param {string} app
     * @param {string} ticket
     * @param {number} at
     */
    leave(app, ticket, at) {
      left.set(app, [...(left.get(app) ?? []), { ticket, at }]);
    },
  };
}
