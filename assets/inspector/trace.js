/** What has passed between the page and its frames: the newest messages, as text, and how many of each kind. */
(function () {
  "use strict";

  const MAX_KEPT = 1000;
  // Of each value; more is neither shown nor saved.
  const MAX_CHARACTERS = 2000;

  const { bridge, frames, inspector, person, toJson } = window.dashapp;
  const { preview } = inspector;

  /** @type {Record<string, string>} why something has fallen, by verdict */
  const REASONS = {
    window: "Dropped: it comes from a window that is none of this page's frames.",
    origin: "Dropped: it comes from the frame, but not from the origin of its link.",
    noise: "Dropped: noise of Retool's chat widget.",
    malformed: "Dropped: its selector, page or id is no short text.",
    lost: "Lost on its way to Python: more events wait than may.",
    "no such key": "Not answered: the data object has no such key.",
    "no frame": "Not sent: the frame is not there.",
    "not sendable": "Not sent: a value of this kind can't be sent to a frame.",
  };

  /** @type {TraceRecord[]} the oldest comes first */
  let records = [];
  /** @type {Map<string, number>} by verdict, also of those that are not kept any more */
  const counts = new Map();
  /** @type {WeakMap<Speaker, string>} */
  const labels = new WeakMap();
  /** @type {Map<string, number>} */
  const namesakes = new Map();
  /** @type {Map<string, RegExp>} by origin: addresses there, of which a link is one */
  const addresses = new Map();
  let isByHand = false;
  let onChange = () => {};

  /**
   * What to call a frame; the second of a title has a number.
   * @param {Speaker} speaker
   * @returns {string}
   */
  function labelOf(speaker) {
    const known = labels.get(speaker);
    if (known) return known;
    const times = (namesakes.get(speaker.title) ?? 0) + 1;
    namesakes.set(speaker.title, times);
    const label = times > 1 ? `${speaker.title} (${times})` : speaker.title;
    labels.set(speaker, label);
    return label;
  }

  /** @param {string} origin */
  function hideLinksTo(origin) {
    if (!/^https?:/.test(origin) || addresses.has(origin)) return;
    addresses.set(origin, new RegExp(`${origin.replace(/[.[\]]/g, "\\$&")}/[^\\s"'\\\\]*`, "g"));
  }

  /** @param {string} text */
  function withoutLinks(text) {
    return [...addresses].reduce((left, [origin, address]) => left.replace(address, `${origin}/…`), text);
  }

  /**
   * A value as it may be shown and saved: cut, and without an address at Retool, which may be an embed URL.
   * @param {unknown} value
   */
  function shown(value) {
    const { text, isCut } = preview(value, MAX_CHARACTERS);
    return { value: withoutLinks(text), isCut };
  }

  /** @param {unknown} selector  text, unless it is malformed */
  function nameOf(selector) {
    if (selector === undefined) return "";
    return typeof selector === "string" ? withoutLinks(selector.slice(0, MAX_CHARACTERS)) : shown(selector).value;
  }

  /**
   * @param {string} verdict
   * @param {Speaker | undefined} speaker
   */
  function why(verdict, speaker) {
    const reason = REASONS[verdict] ?? "";
    return verdict === "origin" ? `${reason} That is ${speaker?.origin}.` : reason;
  }

  /** @param {unknown} data */
  function whyNotCarried(data) {
    try {
      toJson(data);
      return "";
    } catch (error) {
      return `Not carried to Python: ${/** @type {Error} */ (error).message}.`;
    }
  }

  /**
   * What of a message is its value: the rest is in fields of its own.
   * @param {any} data
   */
  function valueOf(data) {
    if (data?.type === "PARENT_WINDOW_QUERY") return { pageName: data.pageName, id: data.id };
    return data?.type === "PARENT_WINDOW_RESULT" ? data.result : data;
  }

  /** @param {Seen} seen */
  function add({ direction, verdict, data, selector, origin, speaker }) {
    if (speaker) hideLinksTo(speaker.origin);
    const query = /** @type {any} */ (data)?.type === "PARENT_WINDOW_QUERY" ? /** @type {any} */ (data) : null;
    const notCarried = verdict === "event" ? whyNotCarried(data) : "";
    const record = {
      time: Date.now(),
      direction,
      verdict: notCarried ? "not carried" : verdict,
      reason: notCarried || why(verdict, speaker),
      frame: speaker ? labelOf(speaker) : "",
      origin,
      selector: nameOf(selector ?? query?.selector),
      ...(data === undefined ? { value: "", isCut: false } : shown(valueOf(data))),
      isByHand,
    };
    records.push(record);
    if (records.length > MAX_KEPT) records.shift();
    counts.set(record.verdict, (counts.get(record.verdict) ?? 0) + 1);
    onChange();
  }

  function clear() {
    records = [];
    counts.clear();
    onChange();
  }

  /** All there is, for a file. */
  function saved() {
    return {
      saved: new Date().toISOString(),
      page: location.origin + location.pathname,
      counts: Object.fromEntries(counts),
      frames: frames.list().map((/** @type {Inspected} */ frame) => ({
        frame: labelOf(frame.speaker),
        app: frame.app,
        origin: frame.origin,
        state: frame.state,
        code: frame.code,
        place: frame.place,
        loads: frame.loads,
        watchers: frame.watchers.map(({ selector, pageName, id, value }) => ({
          selector: nameOf(selector),
          pageName: shown(pageName).value,
          id: shown(id).value,
          value: shown(value).value,
        })),
      })),
      messages: records.map(({ time, ...record }) => ({ time: new Date(time).toISOString(), ...record })),
    };
  }

  // What one person did is not for the eyes of the next.
  person.onChange(clear);
  bridge.inspect(add);

  Object.assign(inspector, {
    labelOf,
    nameOf,
    shown,
    trace: {
      add,
      clear,
      counts,
      saved,
      get records() {
        return records;
      },
      /** @param {string} verdict */
      isDropped: (verdict) => Object.hasOwn(REASONS, verdict) || verdict === "not carried",
      /** @param {() => void} act  what it sends is marked */
      byHand(act) {
        isByHand = true;
        try {
          act();
        } finally {
          isByHand = false;
        }
      },
      /** @param {() => void} listener */
      onChange(listener) {
        onChange = listener;
      },
    },
  });
})();
