/**
 * RetoolEmbed, the Dash component: an empty box in React's tree, around a frame that frames.js owns.
 * The frame outlives the box: it is parked when the box goes and comes back with it, nothing reloaded.
 */

/** @import { FrameOptions } from "./frame/surroundings.js" */
/** @import { Embed, Shown } from "./embed.js" */
/** @import { Acknowledgment, Batch, RetoolEvent } from "./events/types.js" */
/** @import { EventQueue } from "./events/queue.js" */
/** @import { Page } from "./page.js" */
import { customEvent } from "./custom-event.js";
import { openEmbed } from "./embed.js";
import { sandboxAttribute } from "./frame/element.js";
import { renderBox } from "./ui/box.js";
import { isNote } from "./ui/overlays.js";
import { useKeyboard } from "./use-keyboard.js";

/**
 * What Dash gives the component; kit/dash_retool_embed/component.py describes each.
 * @typedef {object} NamedProps
 * @property {string | Record<string, string | number>} [id]
 * @property {string} app
 * @property {Record<string, unknown> | null} [data]
 * @property {Acknowledgment} [ack]
 * @property {string} [title]
 * @property {string | number} [height]
 * @property {string | number} [width]
 * @property {string} [className]
 * @property {Record<string, string | number>} [style]
 * @property {string} [allow]
 * @property {boolean | string} [sandbox]
 * @property {boolean} [queriesOnLoad]
 * @property {boolean} [eager]
 * @property {boolean} [nestedFrames]
 * @property {number} [eventLimit]
 * @property {number | null} [reload]
 * @property {(values: EmbedValues) => void} setProps
 */
/** @typedef {NamedProps & {[attribute: `data-${string}` | `aria-${string}`]: unknown}} EmbedProps */

/**
 * What the component tells Dash.
 * @typedef {object} EmbedValues
 * @property {string} [state]
 * @property {{code: string, message: string} | null} [error]
 * @property {RetoolEvent | null} [event]
 * @property {Batch | null} [events]
 */

const EVENT_LIMIT = 10000;

let unnamed = 0;

/**
 * @param {Page} page
 * @param {EmbedProps} props
 */
export function renderEmbed(page, props) {
  const { useEffect, useLayoutEffect, useRef, useState } = globalThis.React;
  const { id, app, data, ack } = props;
  const said = saidSizes(props);
  const { height = "100%", width = "100%" } = said;
  const title = props.title ?? app;
  // Without an id nobody can ask for this frame again, so it shares its key with none.
  const ownId = useRef(id ?? ++unnamed);
  const key = JSON.stringify([id ?? ownId.current, app, props.allow, props.sandbox, props.nestedFrames]);
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const embed = useRef(/** @type {Embed | null} */ (null));
  const setProps = useRef(props.setProps);
  setProps.current = props.setProps;
  const [shown, setShown] = useState(/** @type {Shown} */ ({ status: "minting", failure: null }));
  const [asked, setAsked] = useState(/** @type {number | undefined} */ (undefined));
  const { status, failure } = shown;
  const lastReload = useRef(props.reload);

  useLayoutEffect(() => {
    const queue = page.queues.of(key, props.eventLimit ?? EVENT_LIMIT);
    const options = optionsOf(page, { ...props, title, height, width }, queue, () => page.queues.drop(key));
    const opened = openEmbed(page, key, options, queue, {
      id,
      box: /** @type {HTMLDivElement} */ (box.current),
      isEager: props.eager === true,
      onShown: setShown,
      onHeight: setAsked,
      onEvent(event) {
        box.current?.dispatchEvent(customEvent("retool:event", { id, app, data: event.data }));
      },
      setProps(values) {
        page.queues.store(id, values);
        setProps.current(values);
      },
    });
    embed.current = opened;
    return () => {
      opened.park();
      if (id) return;
      page.frames.close(key);
      page.queues.drop(key);
    };
  }, [key]);

  useLayoutEffect(() => () => setAsked(undefined), [key]);

  useLayoutEffect(() => embed.current?.describe({ title, height, width }), [key, title, height, width]);

  useLayoutEffect(() => {
    if (data !== undefined) embed.current?.setData(data ?? {});
  }, [key, data]);

  useEffect(() => {
    if (ack) embed.current?.acknowledge(ack);
  }, [key, ack]);

  useEffect(() => {
    // A button that nobody has clicked yet says null.
    if (typeof props.reload === "number" && props.reload !== lastReload.current) embed.current?.reload();
    lastReload.current = props.reload;
  }, [key, props.reload]);

  // Under a note the keyboard stays where it is.
  const expectRetry = useKeyboard(isNote(status, failure) ? "ready" : status, box);

  function onRetry() {
    expectRetry();
    embed.current?.retry();
  }

  const linkIdOf = () => embed.current?.linkIdOf();
  const sizes = { ...said, ...(said.height === "auto" && { height: asked }) };
  return renderBox({ ...props, title }, sizes, shown, box, { linkIdOf, onRetry });
}

/**
 * What is said of the size, by a prop or else in the style. "150" is 150 px, as in an iframe's attribute.
 * @param {EmbedProps} props
 * @returns {{height?: string | number, width?: string | number}}
 */
export function saidSizes({ style, height, width }) {
  const said = { height: height ?? style?.height, width: width ?? style?.width };
  const sizes = Object.entries(said).filter(([, size]) => size !== undefined && size !== null);
  return Object.fromEntries(sizes.map(([name, size]) => [name, Number(size) || size]));
}

/**
 * @param {Page} page
 * @param {EmbedProps & Pick<FrameOptions, "title" | "height" | "width">} props
 * @param {EventQueue} queue
 * @param {() => void} drop  the queue
 * @returns {FrameOptions}
 */
function optionsOf(page, props, queue, drop) {
  const { app, title, height, width, allow } = props;
  return {
    app,
    title,
    height,
    width,
    allow,
    push: queue.push,
    onClose: () => void (queue.isDone && drop()),
    sandbox: sandboxAttribute(props.sandbox),
    queriesOnLoad: props.queriesOnLoad === true,
    nestedFrames: props.nestedFrames === true,
    askForLink: page.askForLink.bind(null, app),
  };
}
