/** How long a session of Retool lasts, and when it is time for the next. */

// Renewal begins this long before the end: time for a slow Retool, and for trying again.
const LEAD_MS = 60000;
const LEAD_SHARE = 0.2;
// setTimeout takes no more than 31 bits.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function createLifetime() {
  let lifetimeMs = 0;
  let endsSteady = 0;
  let endsWall = 0;

  return {
    get hasBegun() {
      return lifetimeMs > 0;
    },
    /** The steady clock may stand still while a computer sleeps, the wall clock may be set: the earlier end counts. */
    get remainingMs() {
      return Math.min(endsSteady - performance.now(), endsWall - Date.now());
    },
    get isExpired() {
      return this.remainingMs <= 0;
    },
    get beforeRenewalMs() {
      return this.remainingMs - Math.min(LEAD_MS, LEAD_SHARE * lifetimeMs);
    },
    /**
     * @param {number} expiresIn  seconds
     * @param {number} spentMs  of them
     */
    begin(expiresIn, spentMs) {
      lifetimeMs = 1000 * expiresIn;
      endsSteady = performance.now() + lifetimeMs - spentMs;
      endsWall = Date.now() + lifetimeMs - spentMs;
    },
    /** @param {number} ms */
    timerMs: (ms) => Math.min(Math.max(ms, 0), LONGEST_TIMER_MS),
  };
}
