/** What the answers that this page gets say of who is signed in, before the page acts on them. */

/** @import { Answer } from "./types.js" */
/** @import { Answers } from "./answers.js" */
/** @import { Person } from "./person.js" */
import { CALLBACKS, LAYOUT, isOfDash, isOfRenderer, nothingNew, pathPrefix } from "../dash-internals.js";
import { NOBODY } from "./person.js";

// As kit/dash_retool_embed/person_header.py has them.
const HEADER = "Retool-Embed-Person";
const SIGNED_OUT = "signed-out";
const UNKNOWN = "unknown";
// Of these answers all know who is there.
const NAMING = [LAYOUT, CALLBACKS];

// Requests that are no fetch(), and may be a sign-in as well.
const UNHEARD = ["xmlhttprequest", "beacon"];

/**
 * @param {Answers} answers
 * @param {Person} person
 */
export function followPersonHeader(answers, person) {
  const prefix = new URL(pathPrefix(), location.href).pathname;
  answers.listen((answer) => readPersonHeader(answer, prefix, person));
  if (!PerformanceObserver.supportedEntryTypes?.includes("resource")) return;
  new PerformanceObserver((list) => see(list.getEntries(), person)).observe({ type: "resource" });
}

/**
 * @param {Answer} answer
 * @param {string} prefix
 * @param {Person} person
 * @returns {unknown}  as an AnswerListener
 */
export function readPersonHeader({ url, method, sentAt, response }, prefix, person) {
  if (!response) return undefined;
  const said = response.headers.get(HEADER);
  if (said === SIGNED_OUT) return person.isStale(NOBODY, sentAt) ? person.doubt(true) : person.signOut();
  if (said === UNKNOWN) {
    // Who is refused as nobody has not signed out by that.
    if (response.status !== 401) person.mayHaveLeft();
    return person.doubt(true);
  }
  if (said === NOBODY) return void person.isNobody(sentAt);
  if (said && NAMING.some((each) => url.pathname === prefix + each)) {
    const isLate = person.name !== undefined && person.isStale(said, sentAt);
    person.is(said, sentAt);
    // What it brings is the former person's.
    return isLate ? nothingNew() : undefined;
  }
  const isOurs = url.pathname.startsWith(`${prefix}api/embed`) || isOfDash(url.pathname, prefix);
  // It may have been a sign-in. Dash's own answers say who is there, if it can be known.
  if (!isOurs || (method !== "GET" && isOfRenderer(url.pathname, prefix))) {
    if (response.status !== 401) person.mayHaveLeft();
    person.doubt(false);
  }
  return undefined;
}

/**
 * @param {PerformanceEntryList} entries
 * @param {Person} person
 */
function see(entries, person) {
  const unheard = /** @type {PerformanceResourceTiming[]} */ (entries).filter(
    ({ initiatorType, name: address }) => UNHEARD.includes(initiatorType) && address.startsWith(`${location.origin}/`),
  );
  if (!unheard.length) return;
  person.mayHaveLeft();
  person.doubt(false);
}
