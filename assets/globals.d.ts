/** What the page has for everybody, and what not every browser has. Read by the type checker only. */

import type * as ReactModule from "react";
import type { Kit } from "./bridge.js";
import type { EmbedEvent } from "./kit/events/types.js";
import type { Prefetched } from "./kit/session/types.js";

declare global {
  /** The kit's one object: see bridge.js. */
  var dash_retool_embed: Kit & Prefetched;
  /** Dash brings both; not there yet while scripts load. */
  var React: typeof ReactModule;
  var dash_component_api: {
    /** A component by its id, or what is at a path; what there is for an id that is not there differs. */
    getLayout(idOrPath: unknown): { props?: Record<string, unknown> } | undefined;
  };

  interface DocumentEventMap {
    /** Out of a frame, at the component's box. */
    "retool:event": CustomEvent<EmbedEvent>;
  }

  interface Document {
    /** https://developer.mozilla.org/en-US/docs/Web/API/Document/prerendering: not in every browser. */
    readonly prerendering?: boolean;
  }

  interface ParentNode {
    /** https://developer.mozilla.org/en-US/docs/Web/API/Element/moveBefore: not in every browser yet. */
    moveBefore?(node: Node, before: Node | null): void;
  }
}
