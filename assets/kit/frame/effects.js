/** Carrying out what follows from an event of a frame. */

/** @import { Failure } from "../ui/failures.js" */
/** @import { Work } from "../unsaved.js" */
/** @import { Session } from "../session/renewal.js" */
/** @import { Parts } from "./parts.js" */
/** @import { Messaging } from "./messaging.js" */
/** @import { Member, Surroundings } from "./surroundings.js" */
/** @import { Deadline, Effect, FrameEvent, Status } from "./types.js" */
import { moveAlive, parkingLot } from "../parking.js";
import { createFrameElement, reopen, retire } from "./element.js";
import { createMinting } from "./minting.js";
import { isReachable } from "./reachability.js";

const NOTHING = { element: null, contentWindow: null, origin: "", report: null, name: undefined, isActedIn: false };

/**
 * What the effects need of their frame.
 * @typedef {object} FrameContext
 * @property {(event: FrameEvent) => void} dispatch
 * @property {() => boolean} isVisible
 * @property {() => number} loads
 * @property {(wait: Failure | null) => {status: Status, failure: Failure | null}} shownStatus  what whoever shows it is told
 * @property {Member} member
 * @property {() => Session} session
 * @property {Messaging} messaging
 * @property {Work} work
 */

/**
 * @param {Parts} parts
 * @param {Surroundings} surroundings
 * @param {FrameContext} context
 * @returns {(effect: Effect) => void}
 */
export function createEffects(parts, surroundings, context) {
  const { bridge, person, provenance, reports, sites, unsaved, windows } = surroundings;
  const { dispatch, member } = context;
  const { inspect, startupMessages, speaker, watchers } = context.messaging;
  const minting = createMinting(parts, surroundings, dispatch);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {(() => void) | null} begins the session, once the frame has shown a sign of life */
  let begin = null;

  /** @type {{[D in Effect["do"]]: (effect: Extract<Effect, {do: D}>) => void}} */
  const carriers = {
    drop({ forNext }) {
      minting.stop();
      clearTimeout(timer);
      bridge.leave(speaker);
      if (parts.origin) context.session().leave(member);
      parts.retired?.remove();
      parts.retired = forNext ? retire(parts.element) : null;
      if (!forNext) parts.element?.remove();
      parts.report?.closed();
      Object.assign(parts, { ...NOTHING, held: [] });
      parts.height.beginAnew();
      begin = null;
      startupMessages.forget();
      watchers.forgetBefore(Infinity);
    },

    "forget link id"() {
      parts.linkId = undefined;
    },
    mint: ({ reason, once }) => void (once ? minting.tryOnce(reason) : minting.begin(reason)),
    "give up": ({ link }) => reports.follow(link)?.closed(),

    follow({ link }) {
      parts.report = reports.follow(link, context.isVisible);
      parts.linkId = link.linkId;
      parts.name = link.frame;
    },

    create({ link }) {
      const onLoad = () => (dispatch({ type: "loaded" }), startupMessages.onLoad());
      parts.element = reopen(parts.retired, link.url) ?? createFrameElement(parts.options, link.url, onLoad);
      parts.origin = new URL(link.url).origin;
      sites.name(parts.origin);
    },

    insert({ link }) {
      if (!parts.element) return;
      // To put it where it is would empty it.
      if (parts.element !== parts.retired) {
        parts.retired?.remove();
        (parts.viewer?.box ?? parkingLot()).append(parts.element);
      }
      parts.retired = null;
      parts.contentWindow = parts.element.contentWindow;
      bridge.join(speaker);
      const session = context.session();
      session.join(member);
      const { origin } = parts;
      const asked = performance.now();
      begin = () => {
        session.begin(link.expiresIn, performance.now() - asked);
        windows.redeemed(origin, link.expiresIn);
      };
    },

    wait(effect) {
      clearTimeout(timer);
      timer = setTimeout(() => dispatch({ type: "waited", for: effect.for }), effect.ms);
    },
    "stop waiting": () => clearTimeout(timer),
    probe: (effect) => void probe(effect.for),
    "prove site": () => sites.prove(parts.origin),

    "begin session"() {
      begin?.();
      begin = null;
    },
    "check session": () => context.session().check(),
    "renew session": () => void context.session().renew(member),
    "look again": () => person.lookAgain(),
    "ask whose": () => parts.options.onLocked?.(),

    "report ready": () => parts.report?.ready(),
    "report failed": ({ code }) => parts.report?.failed(code),
    "report seen": () => parts.report?.look(),
    tell({ wait }) {
      const { status, failure } = context.shownStatus(wait);
      parts.viewer?.onState(status, failure);
    },
    "tell unsaved": ({ isDirty }) => (isDirty ? unsaved.add(context.work) : unsaved.remove(context.work)),
    inspect: ({ verdict, code }) => inspect({ direction: "frame", verdict, data: code }),

    reveal: () => parts.element?.toggleAttribute("data-there", true),
    hide: () => parts.element?.toggleAttribute("data-there", false),
    // Out of sight is not out of reach of the keyboard.
    lock: () => setInert(true),
    unlock: () => setInert(false),
    place: () => dispatch({ type: isPlaced() ? "placed" : "displaced" }),
    open: () => parts.viewer?.onOpen(),

    // To the frame, which is the person's who is there.
    "hand over data"() {
      if (!parts.data) return;
      provenance.claim(parts.data);
      watchers.setData(parts.data);
    },
    answer() {
      const { held } = parts;
      parts.held = [];
      held.forEach((ask) => ask());
    },
    "forget watchers": ({ before }) => watchers.forgetBefore(before),
  };

  /** @param {boolean} isInert */
  function setInert(isInert) {
    if (parts.element) parts.element.inert = isInert;
  }

  function isPlaced() {
    const { element, viewer } = parts;
    if (!element || !viewer) return false;
    return element.parentElement === viewer.box || moveAlive(element, viewer.box);
  }

  /** @param {Deadline} what  is over */
  async function probe(what) {
    const { element } = parts;
    const loads = context.loads();
    const isHere = await isReachable(parts.origin);
    if (parts.element === element) dispatch({ type: "probed", for: what, isReachable: isHere, loads });
  }

  return (effect) => {
    const carry = /** @type {(effect: Effect) => void} */ (carriers[effect.do]);
    carry(effect);
  };
}
