/** Asking the server whose the frames of this page are. */
(function () {
  "use strict";

  const ANSWER_DEADLINE_MS = 10000;
  // Boxes that appear together, or one after the other, need one answer.
  const FRESH_MS = 2000;

  const { pathPrefix } = window.dashapp;

  /** @type {{askedAt: number, names: Set<string>, answer: Promise<Confirmation | null>} | null} */
  let last = null;
  // How often something has happened that may have been a sign-in: what was asked before it does not count.
  let doubts = 0;

  /**
   * @param {NamedFrame[]} frames
   * @param {number} askedAt  by performance.now()
   * @returns {Promise<Confirmation | null>}  null: there was no answer, or none that makes sense
   */
  async function ask(frames, askedAt) {
    const since = doubts;
    try {
      const response = await fetch(`${pathPrefix()}api/embedFrames`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ frames }),
        signal: AbortSignal.timeout(ANSWER_DEADLINE_MS),
      });
      if (response.status === 401) return { askedAt, since, person: null, frames: new Set() };
      const answer = response.ok ? await response.json() : null;
      if (typeof answer?.person !== "string" || !Array.isArray(answer.frames)) return null;
      return { askedAt, since, person: answer.person, frames: new Set(answer.frames) };
    } catch {
      return null;
    }
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, {
    confirmation: {
      /**
       * @param {NamedFrame[]} frames  all of the page
       * @returns {Promise<Confirmation | null>}
       */
      ask(frames) {
        const now = performance.now();
        const isFresh = last && now - last.askedAt < FRESH_MS && frames.every(({ frame }) => last?.names.has(frame));
        if (last && isFresh) return last.answer;
        const answer = ask(frames, now);
        const asked = (last = { askedAt: now, names: new Set(frames.map(({ frame }) => frame)), answer });
        answer.then((is) => {
          // What failed is asked again when it is needed.
          if (!is?.person && last === asked) last = null;
        });
        return answer;
      },
      /** Somebody may have signed in or out. */
      doubt() {
        doubts += 1;
        last = null;
      },
      /** @param {Confirmation} answer */
      holds: ({ since }) => since === doubts,
    },
  });
})();
