/**
 * Events on their way from a Retool frame to Python: every one, in order, once.
 *
 * One batch is out at a time and the next waits for its acknowledgement, because Dash keeps only the newest of
 * the values that a property is given while a callback runs.
 */

/** @import { Acknowledgment, Courier, Handler, RetoolEvent } from "./types.js" */
/** @import { Person } from "../session/person.js" */
/** @import { Sized } from "./waiting.js" */
import { NOBODY } from "../session/person.js";
import { createBatching } from "./batching.js";
import { createDelay } from "./delay.js";
import { createPacking } from "./packing.js";
import { createResend } from "./resend.js";
import { createWaiting } from "./waiting.js";

/** @typedef {ReturnType<typeof createEventQueue>} EventQueue */

const TOO_LARGE = "it is larger than what this page's server, or a proxy before it, takes";

/**
 * @param {Person} person
 * @param {number} limit  events that wait at most; those past it are lost, and that is said
 */
export function createEventQueue(person, limit) {
  const waiting = createWaiting(limit);
  let seq = 0;
  let sent = 0;
  /** @type {string | undefined} whose events wait */
  let whose;
  let lost = false;
  let hasUncarried = false;
  /** @type {Handler | undefined} known once it has said so */
  let handler;
  const batching = createBatching();
  const { pack } = createPacking();
  /** @type {Sized[]} */
  let underWay = [];
  // The batch is on its way to a handler, whose answer comes to the kit.
  let isCalling = false;
  /** @type {Courier | null} */
  let courier = null;
  const resend = createResend(dispatch);
  const delay = createDelay((isDelayed) => courier?.onDelayed(isDelayed));

  function dispatch() {
    // A copy would be in the way of what it is a copy of.
    if (isCalling) return;
    resend.stop();
    underWay = [];
    // What a person did is not sent in the name of the next one.
    if (!courier || !waiting.all.length || person.name !== whose || person.needsSignIn) return;
    underWay = batching.next(waiting.all);
    const [{ frame }] = underWay;
    // Numbered, because Dash drops a value that is equal to the last one. Empty, it asks for a handler.
    const events = handler ? underWay.map(({ event }) => event) : [];
    const answer = courier.deliver({ frame, sent: ++sent, events }, handler);
    if (answer) hear(answer);
    else resend.later();
  }

  /** @param {NonNullable<ReturnType<Courier["deliver"]>>} coming */
  async function hear(coming) {
    isCalling = true;
    const answer = await coming;
    isCalling = false;
    if (answer === "too large") onTooLarge();
    else if (answer) acknowledge(answer);
    // What was of somebody who has gone meanwhile is no delay of the next person's.
    else if (waiting.all.includes(underWay[0])) delay.begin();
    // What has been taken is not under way any more.
    if (!isCalling && underWay.length) resend.later();
  }

  /** Something on the way has refused the batch for its size. */
  function onTooLarge() {
    const [refused] = underWay;
    // Whoever it was of has gone, or a smaller batch may get through.
    if (!waiting.all.includes(refused) || !batching.isHopeless(underWay)) return dispatch();
    waiting.reject(refused, TOO_LARGE);
    hasUncarried = true;
    tellTrouble();
    hurry();
  }

  /** @param {Acknowledgment} ack */
  function acknowledge(ack) {
    const isFirst = !handler;
    handler = { output: ack.handler, state: ack.state };
    if (isFirst) tellTrouble();
    if (ack.refused) refuse(ack.frame);
    const taken = waiting.remove(({ event, frame }) => frame === ack.frame && event.seq <= ack.seq);
    if (taken) batching.adapt(taken, underWay.length);
    if (taken) delay.end();
    // An answer that brought nothing on is no reason to hurry.
    if (isFirst || taken) hurry();
  }

  /** @param {string | null} frame  whose events the server takes from nobody here */
  function refuse(frame) {
    if (!waiting.remove((each) => each.frame === frame)) return;
    delay.end();
    courier?.onRefused();
    hurry();
  }

  function hurry() {
    resend.reset();
    dispatch();
  }

  /** If somebody in Python would have had what is missing. */
  function tellTrouble() {
    if (handler && lost) courier?.onOverflow();
    if (handler && hasUncarried) courier?.onNotCarried();
  }

  function forgetLost() {
    lost = false;
    hasUncarried = false;
  }

  /**
   * @param {RetoolEvent} event
   * @param {string} frame
   * @param {number} size
   * @param {() => void} [onLost]
   */
  function keep(event, frame, size, onLost) {
    if (!waiting.all.length) whose = person.name;
    if (!waiting.add({ event, frame, size })) {
      lost = true;
      onLost?.();
      tellTrouble();
    }
    if (!underWay.length) dispatch();
  }

  return {
    /**
     * @param {unknown} data
     * @param {string} frame
     * @param {() => void} [onLost]
     * @returns {RetoolEvent | null}  null for what can't be carried; Python is told of it, too
     */
    push(data, frame, onLost) {
      const { text, rejected } = pack(data);
      seq += 1;
      const size = (text ?? rejected).length;
      hasUncarried ||= !text;
      if (!text) tellTrouble();
      keep(text ? { seq, data: JSON.parse(text) } : { seq, rejected }, frame, size, onLost);
      // A copy: what the page does with it is not what Python gets.
      return text ? { seq, data: JSON.parse(text) } : null;
    },
    /** @param {Courier} next  a component is on the page that can set Dash's properties */
    attach(next) {
      courier = next;
      tellTrouble();
      // Nothing was sent again while there was none.
      delay.end();
      hurry();
    },
    /** @param {Courier} former  it has left the page; what is out is sent again when one is back */
    detach(former) {
      if (courier !== former) return;
      courier = null;
      dispatch();
    },
    acknowledge,
    /** There may be a connection again. */
    nudge: hurry,
    /** The person has seen that events are lost. */
    forgetLost,
    /** Somebody else is there, or the same person again, or nobody. */
    onPerson() {
      const isBack = person.name === whose;
      // Whoever has signed out may come back.
      if (!isBack && person.name !== NOBODY) {
        waiting.clear();
        forgetLost();
        delay.end();
      }
      hurry();
    },
    /** Nothing in it waits for anybody. */
    get isDone() {
      return !handler || !waiting.all.length;
    },
  };
}
