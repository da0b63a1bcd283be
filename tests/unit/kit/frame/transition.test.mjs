import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { initialState, shownStatus } from "../../../../assets/kit/frame/state.js";
import { transition } from "../../../../assets/kit/frame/transition.js";
import { FAILURES } from "../../../../assets/kit/ui/failures.js";

const FACTS = {
  ...{ now: 1000, signOutReason: null, needsSignIn: false, isNobody: false, isDataOfFormer: false },
  ...{ isLookedAt: true, isUnsaved: false, hasRepeatedStartup: false, isDoubtfulSite: false },
};
const LINK = { url: "https://retool.example.com/embed?token=1", expiresIn: 60, person: "p", frame: "f", askedAt: 1 };
const MINTED = { type: "minted", link: LINK, isOfPerson: true, isFresh: true, isBoxGone: false, reason: "first shown" };
const OTHER = { code: "retool_busy", message: "Busy.", action: "retry" };

const PARKED = initialState(false);
const SHOWN = { ...PARKED, isShown: true, isInViewport: true };
const MINTING = { ...SHOWN, status: "minting" };
const LOADING = { ...SHOWN, status: "loading", hasElement: true, isNew: true };
const READY = { ...LOADING, status: "ready", loads: 1, isNew: false, wasReady: true };
const LOCKED = { ...READY, isLocked: true, lockedAt: 900 };
const SLOW = { ...LOADING, status: "error", failure: FAILURES.load_timeout };
const EXPIRED = { ...READY, status: "error", failure: FAILURES.session_ended, isExpired: true };
const FAILED = { ...SHOWN, status: "error", failure: FAILURES.frame_removed };
const UNREACHABLE = { ...SLOW, failure: FAILURES.retool_unreachable };
const OUTAGE = { ...OTHER, transient: true };
const OUT = { ...SHOWN, status: "error", failure: OUTAGE };
const LOST = { ...READY, status: "error", failure: FAILURES.no_sign_of_life };
const QUIET = { ...LOADING, loads: 1 };
const OTHER_SITE = { ...QUIET, status: "error", failure: FAILURES.other_site };

/** Name, state before, event, facts that differ, what the state becomes, and the effects, by name. */
const TABLE = [
  ["shown for the first time: a link is asked for", PARKED, { type: "adopted", isInViewport: true }, {},
    { status: "minting", isShown: true }, "drop, forget link id, stop waiting, tell minting, inspect, mint first shown, tell minting, open, inspect"],
  ["shown again: it waits until it is confirmed", { ...READY, isShown: false }, { type: "adopted", isInViewport: true }, {},
    { status: "ready", isLocked: true, lockedAt: 1000 }, "lock, tell loading, inspect"],
  ["shown again while its link is asked for: goes on", { ...MINTING, isShown: false }, { type: "adopted", isInViewport: true }, {},
    { status: "minting", isLocked: false }, "tell minting, open, inspect"],
  ["shown again after a failure: another try", { ...FAILED, isShown: false }, { type: "adopted", isInViewport: true }, {},
    { status: "minting" }, "drop, forget link id, stop waiting, tell minting, inspect, mint first shown, tell minting, open, inspect"],
  ["shown again with its session over: kept as it is", { ...EXPIRED, isShown: false }, { type: "adopted", isInViewport: true }, {},
    { status: "error", isLocked: true }, "lock, tell loading, inspect"],
  ["shown on a page that is over: says why", PARKED, { type: "adopted", isInViewport: true }, { signOutReason: FAILURES.signed_out },
    { status: "error", failure: FAILURES.signed_out }, "drop, forget link id, stop waiting, report failed, tell error, inspect, tell error, open, inspect"],
  ["shown when the sign-in has ended: says so", PARKED, { type: "adopted", isInViewport: true }, { needsSignIn: true },
    { status: "error", failure: FAILURES.sign_in_ended }, "drop, forget link id, stop waiting, report failed, tell error, inspect, tell error, open, inspect"],
  ["shown with somebody else's data: no link is asked for", PARKED, { type: "adopted", isInViewport: true }, { isDataOfFormer: true },
    { status: "error", failure: FAILURES.person_changed }, "drop, forget link id, stop waiting, report failed, tell error, inspect, tell error, open, inspect"],
  ["parked: alive", READY, { type: "parked" }, {}, { ...READY, isShown: false, isInViewport: false }, "inspect"],
  ["closed: nothing is left", READY, { type: "closed" }, {},
    { status: "closed", hasElement: false, isShown: false }, "drop, stop waiting, tell closed, inspect"],
  ["opened anew: another link, whatever the state", READY, { type: "reloaded" }, {},
    { status: "minting", hasElement: false }, "drop for next, forget link id, stop waiting, tell minting, inspect, mint reload"],
  ["opened anew before anything has loaded: in another frame", LOADING, { type: "reloaded" }, {},
    { status: "minting", hasElement: false }, "drop, forget link id, stop waiting, tell minting, inspect, mint reload"],
  ["opened anew while it is not known whose it is: in another frame", LOCKED, { type: "reloaded" }, {},
    { status: "minting" }, "drop, forget link id, stop waiting, tell minting, inspect, mint reload"],
  ["another try after a failure", FAILED, { type: "retried" }, {},
    { status: "minting" }, "drop, forget link id, stop waiting, tell minting, inspect, mint retry"],
  ["a second click finds a link on its way", MINTING, { type: "retried" }, {}, MINTING, ""],
  ["another try with the sign-in ended: looks for a new one", FAILED, { type: "retried" }, { needsSignIn: true }, FAILED, "look again"],
  ["another try with the session over: renews it", EXPIRED, { type: "retried" }, {},
    { status: "renewing", failure: FAILURES.renewing, isAsked: true }, "stop waiting, tell renewing, inspect, renew session"],
  ["a try is put off: says why", MINTING, { type: "delayed", why: OTHER }, {},
    { status: "minting", failure: OTHER }, "stop waiting, tell minting, inspect"],
  ["a link: the frame loads", MINTING, MINTED, {},
    { status: "loading", hasElement: true, isNew: true, isLocked: false },
    "follow, hand over data, create, stop waiting, tell loading, inspect, wait page 30000, insert"],
  ["a link that was asked for before a doubt: locked", MINTING, { ...MINTED, isFresh: false }, {},
    { status: "loading", isLocked: true, lockedAt: 1000 },
    "follow, hand over data, create, stop waiting, tell loading, inspect, wait page 30000, insert, lock, ask whose"],
  ["a link of somebody else: given up, and asked for again", MINTING, { ...MINTED, isOfPerson: false }, {},
    { status: "minting" }, "give up, drop, forget link id, stop waiting, mint first shown"],
  ["a link, but the data are somebody else's", MINTING, MINTED, { isDataOfFormer: true },
    { status: "error", failure: FAILURES.person_changed, hasElement: false },
    "follow, report failed, drop, stop waiting, report failed, tell error, inspect"],
  ["a link, but its box has left the page", MINTING, { ...MINTED, isBoxGone: true }, {},
    { status: "error", failure: FAILURES.frame_removed },
    "follow, hand over data, report failed, drop, stop waiting, report failed, tell error, inspect"],
  ["a link for a parked frame needs no box", { ...MINTING, isShown: false }, { ...MINTED, isBoxGone: true }, {},
    { status: "loading" }, "follow, hand over data, create, stop waiting, tell loading, inspect, wait page 30000, insert"],
  ["no link: says why", MINTING, { type: "refused", why: OTHER }, {},
    { status: "error", failure: OTHER }, "report failed, drop, stop waiting, report failed, tell error, inspect"],
  ["a page has loaded: silence will count as ready", LOADING, { type: "loaded" }, {},
    { status: "loading", loads: 1 }, "reveal, forget watchers 0, stop waiting, wait quiet 1000"],
  ["a page has loaded, and the app will ask", { ...LOADING, speaks: true }, { type: "loaded" }, {},
    { loads: 1 }, "reveal, forget watchers 0, stop waiting, wait question 10000"],
  ["a page has loaded after all", SLOW, { type: "loaded" }, {},
    { status: "loading", failure: null }, "reveal, forget watchers 0, stop waiting, tell loading, inspect, stop waiting, wait quiet 1000"],
  ["a page has loaded in a locked frame: not revealed", { ...LOADING, isLocked: true }, { type: "loaded" }, {},
    { loads: 1 }, "forget watchers 0, stop waiting, wait quiet 1000"],
  ["the next page of an app: the same clock, and former watchers go", READY, { type: "loaded" }, {},
    { loads: 2, status: "loading" },
    "reveal, forget watchers 1, stop waiting, tell loading, inspect, stop waiting, wait quiet 1000"],
  ["the next page of an app that asks when it starts", { ...READY, speaks: true }, { type: "loaded" }, {},
    { status: "loading" }, "reveal, forget watchers 1, stop waiting, tell loading, inspect, stop waiting, wait question 10000"],
  ["the next page has asked already what the first one did", { ...READY, speaks: true }, { type: "loaded" }, { hasRepeatedStartup: true },
    { loads: 2, status: "ready" }, "reveal, forget watchers 1"],
  ["the next page while its session is renewed: the same clock", { ...READY, status: "renewing" }, { type: "loaded" }, {},
    { status: "loading" }, "reveal, forget watchers 1, stop waiting, tell loading, inspect, stop waiting, wait quiet 1000"],
  ["the next page with the session over: what was there is gone", EXPIRED, { type: "loaded" }, {},
    { status: "error", isExpired: false, loads: 2 }, "reveal, forget watchers 1"],
  ["the app speaks: ready, and its session begins", LOADING, { type: "spoke" }, {},
    { status: "ready", isNew: false }, "prove site, stop waiting, begin session, reveal, report ready, tell ready, inspect"],
  ["an app that is late speaks: ready after all", SLOW, { type: "spoke" }, {},
    { status: "ready", failure: null, speaks: true }, "prove site, stop waiting, begin session, reveal, report ready, tell ready, inspect"],
  ["the app speaks again: no news", READY, { type: "spoke" }, {}, READY, ""],
  ["an app whose session is over speaks: still over", EXPIRED, { type: "spoke" }, {}, EXPIRED, ""],
  ["unsaved work: told", READY, { type: "dirty", value: true }, {}, { isDirty: true, status: "ready" }, "tell unsaved"],
  ["unsaved work, said again: no news", { ...READY, isDirty: true }, { type: "dirty", value: true }, {}, { isDirty: true }, ""],
  ["saved: told", { ...READY, isDirty: true }, { type: "dirty", value: false }, {}, { isDirty: false }, "tell unsaved"],
  ["unsaved work in a page that is left: lost already", { ...READY, isDirty: true }, { type: "loaded" }, { hasRepeatedStartup: true },
    { isDirty: false }, "reveal, forget watchers 1, tell unsaved"],
  ["unsaved work in a frame that is closed", { ...READY, isDirty: true }, { type: "closed" }, {},
    { isDirty: false }, "tell unsaved, drop, stop waiting, tell closed, inspect"],
  ["quiet for long enough: is Retool there?", QUIET, { type: "waited", for: "quiet" }, {}, QUIET, "probe quiet"],
  ["no page in time: is Retool there?", LOADING, { type: "waited", for: "page" }, {}, LOADING, "probe page"],
  ["no question in time: is Retool there?", LOADING, { type: "waited", for: "question" }, {}, LOADING, "probe question"],
  ["quiet, and Retool is there: ready", QUIET, { type: "probed", for: "quiet", isReachable: true, loads: 1 }, {},
    { status: "ready", wasReady: true }, "stop waiting, begin session, reveal, report ready, tell ready, inspect"],
  ["quiet, and Retool is not there", QUIET, { type: "probed", for: "quiet", isReachable: false, loads: 1 }, {},
    { status: "error", failure: FAILURES.retool_unreachable }, "stop waiting, report failed, tell error, inspect, wait another try 12000"],
  ["quiet, at another site: nobody knows", QUIET, { type: "probed", for: "quiet", isReachable: true, loads: 1 }, { isDoubtfulSite: true },
    { status: "error", failure: FAILURES.other_site, hasElement: true }, "stop waiting, report failed, tell error, inspect"],
  ["the person says that it is there", OTHER_SITE, { type: "retried" }, {},
    { status: "ready", failure: null }, "prove site, stop waiting, begin session, reveal, report ready, tell ready, inspect"],
  ["no question, and Retool is there", QUIET, { type: "probed", for: "question", isReachable: true, loads: 1 }, {},
    { status: "error", failure: FAILURES.no_sign_of_life }, "stop waiting, report failed, tell error, inspect"],
  ["no question, at another site: its cookie may be blocked", QUIET, { type: "probed", for: "question", isReachable: true, loads: 1 },
    { isDoubtfulSite: true }, { status: "error", failure: FAILURES.cookie_blocked }, "stop waiting, report failed, tell error, inspect"],
  ["no question of an app that was ready: another try comes", { ...READY, status: "loading" },
    { type: "probed", for: "question", isReachable: true, loads: 1 }, {},
    { status: "error", failure: FAILURES.no_sign_of_life }, "stop waiting, report failed, tell error, inspect, wait another try 12000"],
  ["Retool is there: the page is slow", LOADING, { type: "probed", for: "page", isReachable: true, loads: 0 }, {},
    { status: "error", failure: FAILURES.load_timeout, hasElement: true }, "stop waiting, report failed, tell error, inspect"],
  ["Retool is not there", LOADING, { type: "probed", for: "page", isReachable: false, loads: 0 }, {},
    { status: "error", failure: FAILURES.retool_unreachable }, "stop waiting, report failed, tell error, inspect, wait another try 12000"],
  ["an answer that comes after the page is no news", { ...LOADING, loads: 1 },
    { type: "probed", for: "page", isReachable: false, loads: 0 }, {}, { status: "loading" }, ""],
  ["an answer that comes after the app is no news", { ...READY, loads: 0 },
    { type: "probed", for: "page", isReachable: false, loads: 0 }, {}, { status: "ready" }, ""],
  ["the page's policy forbids the frame", LOADING, { type: "blocked" }, {},
    { status: "error", failure: FAILURES.blocked_by_csp, hasElement: false }, "report failed, drop, stop waiting, report failed, tell error, inspect"],
  ["a frame that has failed is not blocked", FAILED, { type: "blocked" }, {}, FAILED, ""],
  ["has taken the keyboard out of sight: noted", READY, { type: "stole focus" }, {}, { ...READY, focusSteals: 1 }, ""],
  ["has taken it again and again: closed", { ...READY, focusSteals: 2 }, { type: "stole focus" }, {},
    { status: "error", failure: FAILURES.keyboard_taken, hasElement: false, focusSteals: 0 },
    "report failed, drop, stop waiting, report failed, tell error, inspect"],
  ["moved by a script: another link", READY, { type: "torn out", isConnected: true }, {},
    { status: "minting", moves: [1000] }, "drop, forget link id, stop waiting, tell minting, inspect, mint frame lost"],
  ["removed by a script: says so", READY, { type: "torn out", isConnected: false }, {},
    { status: "error", failure: FAILURES.frame_removed }, "report failed, drop, stop waiting, report failed, tell error, inspect"],
  ["moved again and again: says so", { ...READY, moves: [700, 800, 900] }, { type: "torn out", isConnected: true }, {},
    { status: "error", failure: FAILURES.frame_removed }, "report failed, drop, stop waiting, report failed, tell error, inspect"],
  ["moved long ago, and again: another link", { ...READY, moves: [-9500, -9400, -9300] }, { type: "torn out", isConnected: true }, {},
    { status: "minting", moves: [1000] }, "drop, forget link id, stop waiting, tell minting, inspect, mint frame lost"],
  ["data: handed over", READY, { type: "given" }, {}, READY, "hand over data"],
  ["data for a locked frame: kept back", LOCKED, { type: "given" }, {}, LOCKED, ""],
  ["somebody else's data: the frame goes", READY, { type: "given" }, { isDataOfFormer: true },
    { status: "error", failure: FAILURES.person_changed, hasElement: false }, "report failed, drop, stop waiting, report failed, tell error, inspect"],
  ["this person's data after somebody else's: a new frame", { ...FAILED, failure: FAILURES.person_changed }, { type: "given" }, {},
    { status: "minting" }, "drop, forget link id, stop waiting, tell minting, inspect, mint first shown"],
  ["the same on a page that is over: nothing", { ...FAILED, failure: FAILURES.person_changed }, { type: "given" }, { signOutReason: FAILURES.person_changed },
    { status: "error" }, ""],
  ["a connection is back: another try, without a word", OUT, { type: "connected" }, {}, { ...OUT, tries: 1 }, "mint retry once"],
  ["a connection is back: is Retool, too?", UNREACHABLE, { type: "connected" }, {}, UNREACHABLE, "probe another try"],
  ["a connection is back, which was not what was missing", SLOW, { type: "connected" }, {}, SLOW, ""],
  ["a connection is back before the server wants to be asked", { ...OUT, notBefore: 31000 }, { type: "connected" }, {},
    { status: "error" }, "wait another try 30000"],
  ["no link, and it may pass: another try comes", MINTING, { type: "refused", why: OUTAGE }, {},
    { status: "error", notBefore: -Infinity }, "report failed, drop, stop waiting, report failed, tell error, inspect, wait another try 12000"],
  ["no link for an hour: the next try comes then", MINTING, { type: "refused", why: { ...OUTAGE, retryAfterMs: 3600000 } }, {},
    { notBefore: 3601000 }, "report failed, drop, stop waiting, report failed, tell error, inspect, wait another try 3600000"],
  ["no link for an app that was ready: kept, for what is late", LOST, { type: "refused", why: OUTAGE }, {},
    { status: "error", failure: FAILURES.no_sign_of_life, hasElement: true }, "wait another try 12000"],
  ["time for another try", OUT, { type: "waited", for: "another try" }, {}, { ...OUT, tries: 1 }, "mint retry once"],
  ["time for another try of an app that was ready", LOST, { type: "waited", for: "another try" }, {}, { ...LOST, tries: 1 }, "mint retry once"],
  ["the third try of an app that was ready: later each time", { ...LOST, tries: 2 }, { type: "refused", why: OUTAGE }, {},
    { status: "error" }, "wait another try 48000"],
  ["the third try of an outage: as soon as ever", { ...OUT, tries: 2, hasElement: true }, { type: "refused", why: OUTAGE }, {},
    { status: "error" }, "wait another try 12000"],
  ["time for another try, and nobody looks: later", OUT, { type: "waited", for: "another try" }, { isLookedAt: false }, OUT,
    "wait another try 12000"],
  ["time for another try of what is parked: when it is shown", { ...OUT, isShown: false }, { type: "waited", for: "another try" }, {},
    { status: "error" }, ""],
  ["Retool is back: another link", UNREACHABLE, { type: "probed", for: "another try", isReachable: true, loads: 0 }, {},
    { ...UNREACHABLE, tries: 1 }, "mint retry once"],
  ["Retool is not back: later", UNREACHABLE, { type: "probed", for: "another try", isReachable: false, loads: 0 }, {},
    UNREACHABLE, "wait another try 12000"],
  ["a link by such a try: in the place of the frame that failed", LOST, MINTED, {},
    { status: "loading", hasElement: true, loads: 0, failure: null },
    "drop, follow, hand over data, create, stop waiting, tell loading, inspect, wait page 30000, insert"],
  ["a link by such a try, when the app has come after all: given up", READY, MINTED, {}, READY, "give up"],
  ["the policy forbids some frame, and there is unsaved work in this one", READY, { type: "blocked" }, { isUnsaved: true }, READY, ""],
  ["shown where nobody can see it: no link", PARKED, { type: "adopted", isInViewport: false }, {},
    { status: "closed", isShown: true }, "drop, forget link id, stop waiting, tell closed, open, inspect"],
  ["it comes into sight: a link is asked for", { ...SHOWN, isInViewport: false }, { type: "viewport", isInViewport: true }, {},
    { status: "minting", isInViewport: true }, "drop, forget link id, stop waiting, tell minting, inspect, mint first shown"],
  ["it goes out of sight: as it is", READY, { type: "viewport", isInViewport: false }, {}, { status: "ready", isInViewport: false }, ""],
  ["it comes into sight again: as it is", { ...READY, isInViewport: false }, { type: "viewport", isInViewport: true }, {},
    { status: "ready", isInViewport: true }, ""],
  ["it comes into sight after a failure that may have passed", { ...OUT, isInViewport: false }, { type: "viewport", isInViewport: true }, {},
    { status: "error" }, "mint retry once"],
  ["its person has left while nobody could see it: no link for the next before they can", { ...READY, isInViewport: false },
    { type: "left", why: FAILURES.person_changed }, {}, { status: "closed" }, "drop, drop, forget link id, stop waiting, tell closed, inspect"],
  ["the session is renewed: nobody sees it", READY, { type: "renewing", note: null }, {},
    { status: "renewing", failure: null }, "stop waiting, tell renewing, inspect"],
  ["a frame that is loading takes no part in a renewal", LOADING, { type: "renewing", note: null }, {}, LOADING, ""],
  ["the session is over and asked for: said", EXPIRED, { type: "renewing", note: FAILURES.renewing }, {},
    { status: "renewing", failure: FAILURES.renewing }, "stop waiting, tell renewing, inspect"],
  ["the session is over and renewed by itself: not said before it is", EXPIRED, { type: "renewing", note: null }, {}, EXPIRED, ""],
  ["renewed", { ...READY, status: "renewing" }, { type: "renewed" }, {},
    { status: "ready" }, "stop waiting, reveal, report ready, tell ready, inspect"],
  ["renewed after its end: back as it was", EXPIRED, { type: "renewed" }, {},
    { status: "ready", failure: null, isExpired: false }, "stop waiting, reveal, report ready, tell ready, inspect"],
  ["renewed while it failed for another reason: no news", FAILED, { type: "renewed" }, {}, FAILED, ""],
  ["renewed when its app has gone with the session: begins anew", LOST, { type: "renewed" }, {},
    { status: "minting" }, "drop, forget link id, stop waiting, tell minting, inspect, mint retry"],
  ["the session has ended: kept, and said", READY, { type: "ended", why: OTHER }, {},
    { status: "error", failure: FAILURES.session_ended, isExpired: true, hasElement: true }, "stop waiting, report failed, tell error, inspect"],
  ["the renewal that was asked for has failed: says why", { ...READY, status: "renewing", isAsked: true }, { type: "ended", why: OTHER }, {},
    { status: "error", failure: { ...OTHER, action: "continue" }, isExpired: true }, "stop waiting, report failed, tell error, inspect"],
  ["Retool has moved: another frame is needed", READY, { type: "ended", why: FAILURES.retool_moved }, {},
    { status: "error", failure: FAILURES.retool_moved, isExpired: false }, "stop waiting, report failed, tell error, inspect"],
  ["the session of a frame that is loading ends: no news", LOADING, { type: "ended", why: OTHER }, {}, LOADING, ""],
  ["in doubt: neither seen nor reached", READY, { type: "doubted" }, {},
    { isLocked: true, lockedAt: 1000 }, "lock, hide, tell loading"],
  ["in doubt again: locked since the first time", LOCKED, { type: "doubted" }, {}, { isLocked: true, lockedAt: 900 }, "hide, tell loading"],
  ["in doubt because the sign-in has ended: says so", READY, { type: "doubted" }, { needsSignIn: true },
    { isLocked: true, status: "ready" }, "lock, hide, tell error"],
  ["in doubt without a frame: nothing to lock", MINTING, { type: "doubted" }, {}, MINTING, ""],
  ["no answer to whose it is: reconnecting", LOCKED, { type: "unanswered" }, {}, LOCKED, "tell loading"],
  ["confirmed: put where it is shown", LOCKED, { type: "confirmed" }, {}, { isLocked: false, status: "ready" }, "unlock, place"],
  ["confirmed while parked: stays locked", { ...LOCKED, isShown: false }, { type: "confirmed" }, {}, { isLocked: true }, ""],
  ["confirmed though nobody doubted: nothing", READY, { type: "confirmed" }, {}, READY, ""],
  ["placed: seen, told and answered", READY, { type: "placed" }, {}, READY,
    "reveal, hand over data, answer, tell ready, open, check session, report seen"],
  ["placed before anything has loaded: not seen yet", LOADING, { type: "placed" }, {}, LOADING,
    "hand over data, answer, tell loading, open, check session, report seen"],
  ["could not be placed alive: another link", READY, { type: "displaced" }, {},
    { status: "minting" }, "drop, forget link id, stop waiting, tell minting, inspect, mint frame lost"],
  ["not this person's: begins anew for them", LOCKED, { type: "disowned" }, {},
    { status: "minting", isLocked: false }, "drop, forget link id, stop waiting, tell minting, inspect, mint first shown"],
  ["signed in again: what could not be opened is", { ...FAILED, failure: FAILURES.sign_in_ended }, { type: "signed in again" }, {},
    { status: "minting" }, "drop, forget link id, stop waiting, tell minting, inspect, mint retry"],
  ["signed in again: what is there stays", READY, { type: "signed in again" }, {}, READY, ""],
  ["its person has left: begins anew for the next", READY, { type: "left", why: FAILURES.person_changed }, {},
    { status: "minting", hasElement: false }, "drop, drop, forget link id, stop waiting, tell minting, inspect, mint first shown"],
  ["its person has left, and nobody is there", READY, { type: "left", why: FAILURES.signed_out }, { isNobody: true },
    { status: "error", failure: FAILURES.signed_out, hasElement: false }, "drop, stop waiting, report failed, tell error, inspect"],
  ["its person has left a page that was theirs", READY, { type: "left", why: FAILURES.person_changed }, { signOutReason: FAILURES.person_changed },
    { status: "error", failure: FAILURES.person_changed }, "drop, stop waiting, report failed, tell error, inspect"],
];

function written(effect, state, facts) {
  const { do: name, reason, for: what, ms, before, once, forNext } = effect;
  const status = name === "tell" ? shownStatus(state, facts, effect.wait).status : undefined;
  return [name, reason, status, what, ms, before, once && "once", forNext && "for next"].filter((part) => part !== undefined).join(" ");
}

describe("a frame", () => {
  for (const [name, before, event, facts, after, effects] of TABLE) {
    test(name, () => {
      const [state, done] = transition(before, event, { ...FACTS, ...facts });
      assert.deepEqual({ ...state, ...after }, state);
      assert.equal(done.map((each) => written(each, state, { ...FACTS, ...facts })).join(", "), effects);
    });
  }

  test("never changes the state that it is given", () => {
    for (const [, before, event, facts] of TABLE) {
      const copy = structuredClone(before);
      transition(Object.freeze(before), event, { ...FACTS, ...facts });
      assert.deepEqual(before, copy);
    }
  });

  test("is never ready without a reason: it spoke, was quiet, its session is there again, or its person says so", () => {
    const reasons = new Set(
      TABLE.filter(([, before, event, facts]) => {
        const [state] = transition(before, event, { ...FACTS, ...facts });
        return state.status === "ready" && before.status !== "ready";
      }).map(([, , event]) => event.for ?? event.type),
    );
    assert.deepEqual([...reasons].sort(), ["quiet", "renewed", "retried", "spoke"]);
  });

  test("reveals nothing that is locked", () => {
    for (const [name, before, event, facts] of TABLE) {
      const [state, effects] = transition({ ...before, isLocked: true }, event, { ...FACTS, ...facts });
      if (state.isLocked) assert.equal(effects.some((each) => each.do === "reveal"), false, name);
    }
  });
});
