/** Links, answers, and who is there. Read by the type checker only. */

import type { Failure } from "../ui/failures.js";

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
