/** The bridge inspector: its trace, its drawer, and when what is in it is written anew. */
import { createDrawer } from "./drawer.js";
import { framesSection } from "./frames.js";
import { createLabels } from "./labels.js";
import { messagesSection } from "./messages.js";
import { download, savedTrace } from "./saved.js";
import { sendSection } from "./send.js";
import { createTexts } from "./texts.js";
import { createTrace } from "./trace.js";

/** @import { Kit } from "../bridge.js" */

// Quicker than anybody reads, and a flood of messages does not keep the page from its work.
const REFRESH_MS = 100;
// What changes without a message: where a frame is, and what its keys are now.
const LOOK_MS = 1000;

/** @param {Pick<Kit, "bridge" | "frames" | "person">} kit */
export function startInspector({ bridge, frames, person }) {
  const labelOf = createLabels();
  const texts = createTexts();
  const trace = createTrace({ labelOf, texts });
  // What one person did is not for the eyes of the next.
  person.onChange(trace.clear);
  bridge.inspect(trace.add);

  const parts = {
    frames: framesSection({ frames, labelOf, texts }),
    messages: messagesSection(trace),
    send: sendSection({ frames, person, labelOf, trace }),
  };
  const drawer = createDrawer({
    sections: { frames: parts.frames.root, messages: parts.messages.root, send: parts.send.root },
    save: () => download(savedTrace({ trace, frames: frames.list(), labelOf, texts })),
    clear: trace.clear,
    onOpen: refresh,
  });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function refresh() {
    clearTimeout(timer);
    timer = undefined;
    if (drawer.isOpen) write();
  }

  function write() {
    const present = frames.list().map(({ speaker }) => labelOf(speaker));
    const heard = trace.records.map(({ frame }) => frame).filter(Boolean);
    parts.frames.refresh();
    parts.messages.refresh([...new Set([...present, ...heard])]);
    parts.send.refresh();
  }

  trace.onChange(() => (timer ??= setTimeout(refresh, REFRESH_MS)));
  setInterval(refresh, LOOK_MS);
  // Out of sight it would keep what was seen of a person who is gone.
  person.onChange(write);

  document.body.append(drawer.root);
  // dashapp/pages/inspector.py looks for it too.
  if (new URLSearchParams(location.search).has("inspect")) drawer.open();
}
