/** Events on their way to Python, and what comes back. Read by the type checker only. */

import type { EmbedProps } from "../component.js";

export interface RetoolEvent {
  /** Counts from 1. */
  seq: number;
  data?: unknown;
  /** Instead of data: why it can't be carried to Python. */
  rejected?: string;
}

/** What a page hears of an event. */
export interface EmbedEvent {
  id: EmbedProps["id"];
  app: string;
  data: unknown;
}

export interface Batch {
  frame: string;
  sent: number;
  events: RetoolEvent[];
}

/** How far the page's handler is. A frame of null: it says only that it is there. */
export interface Acknowledgment {
  frame: string | null;
  seq: number;
  /** Its callback, as Dash names it. */
  handler: string;
  /** What it takes beside the events. */
  state?: WantedState[];
  refused?: string;
}

/** A property of a component, as Dash writes it of a callback: an id of several parts as text, `["MATCH"]` for a wildcard. */
export interface WantedState {
  id: string;
  property: string;
}

/** What in Python takes the events of an embed. */
export interface Handler {
  /** Its callback, as Dash names it. */
  output: string;
  state?: WantedState[];
}

/** From a queue of events to the component that can set Dash's properties. */
export interface Courier {
  /** To the handler, or to whichever there is. Returns a promise of the answer, if that does not come through acknowledge(). */
  deliver(batch: Batch, handler: Handler | undefined): Promise<Acknowledgment | "too large" | null> | undefined;
  /** More events wait than may; one is lost. */
  onOverflow(): void;
  /** What the app has sent is of a kind, or a size, that does not get to Python. */
  onNotCarried(): void;
  /** Events have been sent again for a while, and none gets through; or one has, or nobody waits any more. */
  onDelayed(isDelayed: boolean): void;
  /** The server does not take the events of a frame from this person. */
  onRefused(): void;
}
