/** What the inspector's modules share. Read by the type checker only. */

import type { Seen } from "../bridge.js";

/** What is kept of a message: all of it text, some of it from another origin. */
export interface TraceRecord {
  /** As in Date.now(). */
  time: number;
  direction: Seen["direction"];
  verdict: string;
  /** Why it has fallen, if it has. */
  reason: string;
  /** Empty for a stranger. */
  frame: string;
  origin: string;
  selector: string;
  value: string;
  isCut: boolean;
  isByHand: boolean;
}
