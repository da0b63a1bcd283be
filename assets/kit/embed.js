/** A frame and its events, for one component on the page. */

/** @import { Acknowledgment, Courier, EmbedProps, EmbedValues, Failure, RetoolEvent } from "./types.js" */
/** @import { FrameOptions, Status } from "./frame/types.js" */
/** @import { EventQueue } from "./events/queue.js" */
/** @import { Page } from "./page.js" */
import { callHandler } from "./events/call.js";
import { perTick } from "./tick.js";
import { FAILURES } from "./ui/failures.js";

/** @typedef {{status: Status, failure: Failure | null}} Shown */
/** @typedef {ReturnType<typeof openEmbed>} Embed */

/**
 * What the embed tells the component.
 * @typedef {object} Port
 * @property {EmbedProps["id"]} id
 * @property {HTMLElement} box
 * @property {(shown: Shown) => void} onShown
 * @property {(event: RetoolEvent) => void} onEvent
 * @property {(values: EmbedValues) => void} setProps
 */

/**
 * @param {Page} page
 * @param {string} key
 * @param {FrameOptions} options
 * @param {EventQueue} queue
 * @param {Port} port
 */
export function openEmbed({ frames, queues }, key, options, queue, { id, box, onShown, onEvent, setProps }) {
  /** @type {Shown} */
  let own = { status: "minting", failure: null };
  /** @type {Failure | null} of the events, while the app itself is well */
  let trouble = null;
  /** @type {RetoolEvent | undefined} */
  let event;
  const tick = perTick(() => setProps({ event }));
  queues.cancels.add(tick.cancel);

  function show() {
    /** @type {Shown} */
    const shown = trouble && own.status === "ready" ? { status: "error", failure: trouble } : own;
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

  /** @type {Courier} */
  const courier = {
    async deliver(events, handler) {
      // Only Dash knows whether there is one.
      if (!handler || id === undefined) return setProps({ events });
      const ack = await callHandler(id, handler, events);
      if (ack) queue.acknowledge(ack);
    },
    onOverflow: () => setTrouble(trouble ?? FAILURES.overflow),
    onRefused: () => setTrouble(FAILURES.refused),
  };

  const frame = frames.adopt(key, options, {
    box,
    onState(status, failure) {
      own = { status, failure };
      // Another frame has another name, and somebody else has lost nothing.
      if (trouble === FAILURES.refused && status !== "ready") trouble = null;
      show();
    },
    onOpen: () => queue.attach(courier),
    onEvent(next) {
      event = next;
      tick.soon();
      onEvent(next);
    },
  });

  return {
    setData: frame.setData,
    describe: frame.describe,
    /** @param {Acknowledgment} ack */
    acknowledge: (ack) => queue.acknowledge(ack),
    reload: frame.reload,
    recordOf: frame.recordOf,
    retry() {
      if (!trouble || own.status !== "ready") return frame.retry();
      if (trouble === FAILURES.refused) return frame.reload();
      queue.forgetLost();
      setTrouble(null);
    },
    park() {
      tick.cancel();
      queues.cancels.delete(tick.cancel);
      queue.detach(courier);
      frame.park();
    },
  };
}
