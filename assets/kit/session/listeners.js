/** Telling all who want to know, in the order in which they have asked. */

/**
 * @template {unknown[]} T
 * @typedef {{add(listener: (...told: T) => void): void, tell(...told: T): void}} Listeners
 */

/**
 * @template {unknown[]} T
 * @returns {Listeners<T>}
 */
export function createListeners() {
  /** @type {((...told: T) => void)[]} */
  const listeners = [];
  return {
    add(listener) {
      listeners.push(listener);
    },
    tell(...told) {
      for (const listener of listeners) listener(...told);
    },
  };
}
