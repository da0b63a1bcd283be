/** What the parts of the kit tell each other. Read by the type checker only. */

import type { Hearer, Query } from "./wire.js";

export interface Link {
  url: string;
  /** Seconds. */
  expiresIn: number;
  /** Who it was minted for: an opaque name. */
  person: string;
  /** What the server calls the frame that it is for. */
  frame: string;
  /** What it is called in reports, if the host keeps them. */
  linkId?: string;
  /** By performance.now(). */
  askedAt: number;
}

/** A link that was asked for before the kit was there: `dash_retool_embed.prefetchedLink`. */
export interface PrefetchedLink {
  /** Null: none was asked for, it has been taken, or it is no longer fresh. */
  take(app: string): { askedAt: number; answer: Promise<Response> } | null;
}

/** What Dash asks for when it starts, asked for before: `dash_retool_embed.prefetchedAnswers`. */
export interface PrefetchedAnswers {
  /** Null: it was not asked for, or has been taken. */
  take(path: string): { askedAt: number; answer: Promise<Response> } | null;
}

/** What the first scripts of a page leave for the kit, in its one object. */
export interface Prefetched {
  prefetchedLink?: PrefetchedLink;
  prefetchedAnswers?: PrefetchedAnswers;
}

/** Why a link is asked for, as the host's records have it. */
export type Reason = "first shown" | "retry" | "renewal" | "frame lost" | "reload";

/** Rejects with a Failure; `onWait` is told before each pause between two tries; without it there is only one. */
export type AskForLink = (reason: Reason, signal: AbortSignal, onWait?: (why: Failure) => void) => Promise<Link>;

/** An answer of the page's own origin, or why there is none. */
export interface Answer {
  url: URL;
  method: string;
  /** By performance.now(). */
  sentAt: number;
  response: Response | null;
  error: unknown;
  /** Sends the same request anew. */
  again(): Promise<Response>;
}

/** The page waits for a promise that it returns; and a Response is what the page gets instead. */
export type AnswerListener = (answer: Answer) => unknown;

/** A frame of this page, as its server knows it. */
export interface NamedFrame {
  app: string;
  frame: string;
}

/** Who is there, and which frames are theirs. */
export interface Confirmation {
  /** By performance.now(). */
  askedAt: number;
  /** How many doubts and changes there had been when it was asked for. */
  since: { doubts: number; changes: number };
  /** The names of the frames that were asked about. */
  asked: Set<string>;
  /** Null: nobody. */
  person: string | null;
  theirs: Set<string>;
}

/** What the windows of one browser tell each other of who is there. */
export interface WindowChannel extends Pick<BroadcastChannel, "addEventListener"> {
  postMessage(message: WindowMessage): void;
}

export type WindowMessage =
  | { kind: "signed out" }
  | { kind: "signed in" }
  | { kind: "here"; person: string }
  | { kind: "redeemed"; person: string | undefined; origin: string; expiresIn: number };

/** What became of a link, as kit/dash_retool_embed/web/api.py has it. */
export interface LinkReport {
  linkId: string;
  /** Counts from 1 for each link. */
  seq: number;
  kind: string;
  /** By performance.now(). */
  at: number;
  code?: string;
  afterMs?: number;
  events?: Record<string, number>;
}

/** What is told of one link. */
export interface FollowedLink {
  /** Its frame may have come into sight. */
  look(): void;
  /** What came out of it so far is told now. */
  count(): void;
  ready(): void;
  failed(code: string): void;
  renewed(): void;
  /** Its page is going, and may come back. */
  left(): void;
  /** Its page has come back, alive. */
  back(): void;
  /** It is over, for whatever reason; nothing is told of it after this. */
  closed(): void;
  /** Something came out of Retool. */
  event(data: unknown): void;
}

/** Work that is lost if its frame is closed. */
export interface Unsaved {
  /** Of the app. */
  title(): string;
  /** A person has done something in the frame: what it says of itself alone is no reason to ask anybody. */
  isPersons(): boolean;
}

export interface Failure {
  code: string;
  /** A sentence for the person. */
  message: string;
  /** What the button does. None: there is nothing to do, and the app stays within reach under a note. */
  action: "retry" | "continue" | "reload" | "none";
  /** Asking again by itself may help. */
  transient?: boolean;
  /** Asking earlier is no use: the server has said so. */
  retryAfterMs?: number;
  /** Keeps the turn of whoever comes back with it. */
  ticket?: string;
}

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
  /** To the handler, or to whichever there is. */
  /** A promise of the answer, if that does not come through acknowledge(). */
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

/** A query of a frame that has to be told of a key's changes. */
export interface Watcher extends Pick<Query, "id" | "pageName"> {
  /** Documents before it asked. */
  loads: number;
  to: Window;
}

/** Whose messages are heard. */
export interface Speaker extends Hearer {
  readonly contentWindow: Window | null;
  readonly origin: string;
  readonly nestedFrames: boolean;
  /** For a person who reads the console. */
  readonly title: string;
}

/** A message and what has become of it, or a change of a frame. */
export interface Seen {
  direction: "in" | "out" | "frame";
  /** In: at which check it fell, or what it is. Out: whether it was sent. Of a frame: what it is now. */
  verdict: string;
  data?: unknown;
  selector?: string;
  /** Who spoke, or who is spoken to. */
  origin: string;
  /** None for a stranger. */
  speaker?: Speaker;
}

export type Tap = (seen: Seen) => void;

/** What Dash gives the component; kit/dash_retool_embed/component.py describes each. */
export interface EmbedProps {
  id?: string | Record<string, string | number>;
  app: string;
  data?: Record<string, unknown> | null;
  ack?: Acknowledgment;
  title?: string;
  height?: string | number;
  width?: string | number;
  className?: string;
  style?: Record<string, string | number>;
  allow?: string;
  sandbox?: boolean | string;
  queriesOnLoad?: boolean;
  eager?: boolean;
  nestedFrames?: boolean;
  eventLimit?: number;
  reload?: number | null;
  [attribute: `data-${string}` | `aria-${string}`]: unknown;
  setProps(values: EmbedValues): void;
}

/** What the component tells Dash. */
export interface EmbedValues {
  state?: string;
  error?: { code: string; message: string } | null;
  event?: RetoolEvent | null;
  events?: Batch | null;
}
