/**
 * Whose frames these are. The server says in its answers who is signed in (person-header.js), and the windows of one browser tell
 * each other (windows.js).
 */

/** @import { WindowMessage } from "./types.js" */
/** @import { Failure } from "../ui/failures.js" */
/** @import { Listeners } from "./listeners.js" */
import { FAILURES } from "../ui/failures.js";
import { createListeners } from "./listeners.js";

/** As kit/dash_retool_embed/person_header.py has it. */
export const NOBODY = "nobody";

/** @typedef {ReturnType<typeof createPerson>} Person */

/** @param {(message: WindowMessage) => void} tellWindows  the other ones of this browser */
export function createPerson(tellWindows) {
  /** @type {string | undefined} undefined: not known */
  let name;
  /** @type {string | undefined} who was there before it was not known any more */
  let former;
  let changedAt = -Infinity;
  let doubtedAt = -Infinity;
  // The server has made the whole page for this person, so that another one needs another page.
  let isOfPage = false;
  /** @type {Failure | null} why there can be no more frames on this page */
  let signOutReason = null;
  // The sign-in has ended without a sign-out: what is on the page stays, locked, for the same person.
  let needsSignIn = false;
  // By performance.now(): when the page has last done what may have been a sign-out, if nobody was confirmed since.
  let leftAt = -Infinity;
  let isLeaving = false;
  let changes = 0;
  /** @type {Listeners<[why: Failure]>} */
  const change = createListeners();
  /** @type {Listeners<[needsSignIn: boolean]>} */
  const signInNeeded = createListeners();
  /** @type {(isSure: boolean) => unknown} */
  let onDoubt = () => undefined;

  /**
   * As another window says, or after all that is asked here.
   * @param {string} next
   * @param {boolean} [isSaid]  by whoever signs out
   */
  function become(next, isSaid = false) {
    if (signOutReason || next === name) return;
    const why = next === NOBODY ? FAILURES.signed_out : FAILURES.person_changed;
    const isFirst = (name ?? former) === undefined;
    const isBack = name === undefined && next === former;
    changedAt = performance.now();
    name = next;
    former = undefined;
    needsSignIn = false;
    leftAt = -Infinity;
    // Nobody has gone.
    if ((isFirst && !isSaid) || isBack) return;
    if (isOfPage) signOutReason = why;
    changes += 1;
    isLeaving = true;
    change.tell(why);
    isLeaving = false;
  }

  /**
   * The first name that is heard is this page's person, another one later is somebody else.
   * @param {string} next
   * @param {number} [askedAt]  by performance.now()
   * @returns {boolean}  whether it is the person who is there now
   */
  function is(next, askedAt = Infinity) {
    if (isStale(next, askedAt)) {
      doubt(true);
      return false;
    }
    const isNew = name !== undefined && next !== name;
    const isBack = needsSignIn && next === name;
    if (askedAt >= leftAt) leftAt = -Infinity;
    become(next);
    if (isBack) setNeedsSignIn(false);
    if ((isNew || isBack) && !signOutReason && next !== NOBODY) tellWindows({ kind: "here", person: next });
    return !signOutReason && next === name;
  }

  /**
   * An answer to what was asked before a change may tell of the time before it.
   * @param {string} next
   * @param {number} askedAt  by performance.now()
   */
  function isStale(next, askedAt) {
    return (next !== name || needsSignIn) && askedAt < changedAt;
  }

  /** @param {boolean} next  whether the sign-in has ended without a sign-out */
  function setNeedsSignIn(next) {
    needsSignIn = next;
    changedAt = performance.now();
    signInNeeded.tell(next);
    // The answer may be older than a sign-in in another window.
    if (next) lookAgain();
  }

  /** Asks whether somebody has signed in again, if the sign-in has ended. */
  function lookAgain() {
    if (needsSignIn) onDoubt(true);
  }

  /** Empties the frames of every window of this browser. */
  function signOut() {
    become(NOBODY, true);
    tellWindows({ kind: "signed out" });
  }

  /**
   * Somebody else may have signed in, or somebody out.
   * @param {boolean} isSure  that it is so
   * @returns {unknown}  a promise, if the page is to wait for it
   */
  function doubt(isSure) {
    // Such a page is loaded anew by whoever signs in.
    if (isOfPage) return undefined;
    if (isSure) doubtedAt = performance.now();
    return onDoubt(isSure);
  }

  /**
   * @param {number} askedAt  by performance.now()
   * @returns {boolean}  whether nobody is there
   */
  function isNobody(askedAt) {
    if (needsSignIn || signOutReason) return true;
    if (isStale(NOBODY, askedAt)) doubt(true);
    else if (name === undefined) become(NOBODY);
    else if (name !== NOBODY) leftAt > -Infinity ? signOut() : setNeedsSignIn(true);
    return needsSignIn || name === NOBODY;
  }

  return {
    get name() {
      return name;
    },
    /** Why there can be no more frames on this page. */
    get signOutReason() {
      return signOutReason;
    },
    /** Whether whoever was here is gone, and what was theirs is being put away. */
    get isLeaving() {
      return isLeaving || signOutReason !== null;
    },
    /** By performance.now(): what was asked before may be answered for somebody who is gone. */
    get doubtedAt() {
      return doubtedAt;
    },
    /** How often somebody has gone, or somebody else has come. */
    get changes() {
      return changes;
    },
    get isOfPage() {
      return isOfPage;
    },
    /** Whether the sign-in of whoever this page is for has ended, and nobody has signed in since. */
    get needsSignIn() {
      return needsSignIn;
    },
    become,
    is,
    isStale,
    isNobody,
    doubt,
    lookAgain,
    signOut,
    /** The page has done what may have been a sign-out. The host's own pages say when it was one. */
    mayHaveLeft() {
      if (!isOfPage) leftAt = performance.now();
    },
    /** There is nothing on the page that is anybody's: whoever is named next is there. */
    forget() {
      former = name ?? former;
      name = undefined;
    },
    /**
     * This page is of one person as a whole. Tells the other windows, before any frame is there.
     * @param {string} next
     */
    announce(next) {
      isOfPage = true;
      // A page that comes late is no sign-in.
      if (!needsSignIn && is(next)) tellWindows({ kind: "here", person: next });
    },
    /** Told when somebody signs out, or somebody else signs in. */
    onChange: change.add,
    /** Told when the sign-in ends without a sign-out, and when the same person is back. */
    onSignInNeeded: signInNeeded.add,
    /** @param {(isSure: boolean) => unknown} listener  told to ask the server who is there; sure: at once, and anew */
    onDoubt(listener) {
      onDoubt = listener;
    },
  };
}
