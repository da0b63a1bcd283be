/** Asking the server whose the frames of this page are. */
(function () {
  "use strict";

  const ANSWER_DEADLINE_MS = 10000;
  // Boxes that appear together, or one after the other, need one answer.
  const FRESH_MS = 2000;

  const { pathPrefix } = window.dashapp;

  /** @type {{askedAt: number, names: Set<string>, answer: Promise<Confirmation | null>} | null} */
  let last = null;

  /**
   * @param {NamedFrame[]} frames
   * @param {number} askedAt  by performance.now()
   * @returns {Promise<Confirmation | null>}  null: there was no answer, or none that makes sense
   */
  async function ask(frames, askedAt) {
    try {
      const response = await fetch(`${pathPrefix()}api/embedFrames`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ frames }),
        signal: AbortSignal.timeout(ANSWER_DEADLINE_MS),
      });
      if (response.status === 401) return { askedAt, person: null, frames: new Set() };
      const answer = response.ok ? await response.json() : null;
      if (typeof answer?.person !== "string" || !Array.isArray(answer.frames)) return null;
      return { askedAt, person: answer.person, frames: new Set(answer.frames) };
    } catch {
      return null;
    }
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, {
    /**
     * @param {NamedFrame[]} frames  all of the page
     * @param {boolean} anew  what was asked before now does not count
     * @returns {Promise<Confirmation | null>}
     */
    confirm(frames, anew) {
      const now = performance.now();
      const isKnown = last && now - last.askedAt < FRESH_MS && frames.every(({ frame }) => last?.names.has(frame));
      if (last && isKnown && !anew) return last.answer;
      const answer = ask(frames, now);
      const asked = (last = { askedAt: now, names: new Set(frames.map(({ frame }) => frame)), answer });
      answer.then((is) => {
        // What failed is asked again when it is needed.
        if (!is?.person && last === asked) last = null;
      });
      return answer;
    },
  });
})();
