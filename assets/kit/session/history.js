/**
 * The steps of Back. An app that is opened out of sight may add some when it starts, as apps of several pages do; its frame
 * goes, and the steps would stay and do nothing. So the page goes back over them. They are ahead of it then, until the next
 * real step takes their place.
 */

// A browser is done with a step after this. Firefox takes those of a frame that has gone back by itself.
const SETTLE_MS = 50;
// Browsers say for some seconds that a person has acted; Safari for one.
const LOOK_MS = 500;

/** @typedef {ReturnType<typeof createHistory>} History */

export function createHistory() {
  /** @type {{length: number, real: number, href: string, state: unknown} | null} after steps were taken back */
  let left = null;

  /** @param {{href: string, state: unknown}} place */
  function isAt({ href, state }) {
    return location.href === href && history.state === state;
  }

  function settle() {
    return new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  }

  return {
    /** @returns {() => Promise<void>}  takes back what has been added since, once the frame that may have done it is gone */
    remember() {
      const { length, state } = history;
      const { href } = location;
      const isKnown = left?.length === length && isAt(left);
      // Steps up to this one; those that are ahead may be taken back ones.
      const real = isKnown && left ? left.real : length;
      left = null;
      let hasActed = isPersonActing();
      const looking = setInterval(() => (hasActed ||= isPersonActing()), LOOK_MS);
      return async function takeBack() {
        await settle();
        clearInterval(looking);
        // A person who goes on meanwhile, on the page or within an app, makes steps that are theirs.
        if (!isAt({ href, state }) || hasActed || isPersonActing()) return;
        const added = history.length - real;
        if (added <= 0) return;
        // Where there were some ahead already, these may be the same ones, or as many in their place.
        for (let step = 0; isKnown && step < added; step += 1) {
          history.forward();
          await settle();
        }
        left = { length: history.length, real, href, state };
        history.go(-added);
      };
    },
  };
}

/** Where a browser can't tell, somebody may. */
function isPersonActing() {
  const { userActivation } = navigator;
  return !userActivation || userActivation.isActive;
}
