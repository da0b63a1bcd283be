/** A frame and its events, for one component on the page. */

/** @import { EmbedProps, EmbedValues } from "./component.js" */
/** @import { Acknowledgment, Courier, RetoolEvent } from "./events/types.js" */
/** @import { Failure } from "./ui/failures.js" */
/** @import { FrameOptions } from "./frame/surroundings.js" */
/** @import { Status } from "./frame/types.js" */
/** @import { EventQueue } from "./events/queue.js" */
/** @import { Page } from "./page.js" */
import { createExactness } from "./data/exact.js";
import { callHandler } from "./events/call.js";
import { throttle } from "./throttle.js";
import { FAILURES } from "./ui/failures.js";
import { mayLose } from "./unsaved.js";

/** @typedef {{status: Status, failure: Failure | null}} Shown */
/** @typedef {ReturnType<typeof openEmbed>} Embed */

/**
 * What the embed tells the component.
 * @typedef {object} Port
 * @property {EmbedProps["id"]} id
 * @property {HTMLElement} box
 * @property {boolean} isEager  the app is wanted at once, seen or not
 * @property {(shown: Shown) => void} onShown
 * @property {(event: RetoolEvent) => void} onEvent
 * @property {(px: number) => void} onHeight
 * @property {(values: EmbedValues) => void} setProps
 */

/**
 * @param {Page} page
 * @param {string} key
 * @param {FrameOptions} options
 * @param {EventQueue} queue
 * @param {Port} port
 */
export function openEmbed({ frames, person, queues, viewport }, key, options, queue, port) {
  const { id, box, isEager, onShown, onEvent, onHeight, setProps } = port;
  /** @type {Shown} */
  let own = { status: "minting", failure: null };
  /** @type {Failure | null} of the events, while the app itself is well */
  let trouble = null;
  // Beside any other trouble, which a person has to see first.
  let isDelayed = false;
  /** @type {RetoolEvent | undefined} */
  let event;
  const exactness = createExactness();
  const throttled = throttle(() => setProps({ event }));
  queues.cancels.add(throttled.cancel);

  function show() {
    const ofEvents = trouble ?? (isDelayed ? FAILURES.event_delayed : null);
    /** @type {Shown} */
    const shown = ofEvents && own.status === "ready" ? { status: "error", failure: ofEvents } : own;
    const { status, failure } = shown;
    onShown({ status, failure });
    const error = failure && status === "error" ? { code: failure.code, message: failure.message } : null;
    setProps({ state: status, error });
  }

  /** @param {Failure | null} next */
  function setTrouble(next) {
    if (next === trouble) return;
    trouble = next;
    show();
  }

  /** @param {boolean} next */
  function setDelayed(next) {
    if (next === isDelayed) return;
    isDelayed = next;
    show();
  }

  /** @type {Courier} */
  const courier = {
    deliver(events, handler) {
      const { changes } = person;
      if (handler && id !== undefined) return callHandler(id, handler, events, () => person.changes === changes);
      // Only Dash knows whether there is one.
      setProps({ events });
      return undefined;
    },
    onOverflow: () => setTrouble(trouble ?? FAILURES.overflow),
    onNotCarried: () => setTrouble(trouble ?? FAILURES.event_not_carried),
    onDelayed: setDelayed,
    onRefused: () => setTrouble(FAILURES.events_refused),
  };

  const isInViewport = isEager || viewport.watch(box, (isNow) => frame.see(isNow));
  const frame = frames.adopt(key, options, {
    box,
    isInViewport,
    onState(status, failure) {
      own = { status, failure };
      // Another frame has another name, and somebody else has lost nothing.
      if (trouble === FAILURES.events_refused && status !== "ready") trouble = null;
      show();
    },
    onOpen: () => queue.attach(courier),
    onEvent(next) {
      event = next;
      throttled.schedule();
      onEvent(next);
    },
    onHeight,
  });

  async function reload() {
    if (!frame.isUnsaved() || (await mayLose([options.title], "Reload"))) frame.reload();
  }

  return {
    /** @param {Record<string, unknown>} data */
    setData(data) {
      exactness.look(data);
      frame.setData(data);
    },
    describe: frame.describe,
    /** @param {Acknowledgment} ack */
    acknowledge: (ack) => queue.acknowledge(ack),
    reload,
    linkIdOf: frame.linkIdOf,
    retry() {
      if (!trouble || own.status !== "ready") return frame.retry();
      if (trouble === FAILURES.events_refused) return reload();
      queue.forgetLost();
      setTrouble(null);
    },
    park() {
      throttled.cancel();
      queues.cancels.delete(throttled.cancel);
      queue.detach(courier);
      viewport.leave(box);
      frame.park();
    },
  };
}
