/** A frame: what it is, what can happen to it, and what follows from that. Read by the type checker only. */

import type { Link, Reason } from "../session/types.js";
import type { Failure } from "../ui/failures.js";

export type Status = "minting" | "loading" | "ready" | "renewing" | "error" | "closed";

export interface FrameState {
  readonly status: Status;
  /** Of an error, or of a wait for the next try. */
  readonly failure: Failure | null;
  /** Somebody shows it: it is not parked. */
  readonly isShown: boolean;
  /** There is an <iframe>. */
  readonly hasElement: boolean;
  /** Documents that have loaded in it. */
  readonly loads: number;
  /** Nobody has confirmed yet that it belongs to whoever is there: it is not seen, and nothing passes. */
  readonly isLocked: boolean;
  /** By performance.now(). */
  readonly lockedAt: number;
  /** Retool's session is over, the frame as it was is still there. */
  readonly isExpired: boolean;
  /** The person has asked for a renewal, so they want to know what is in its way. */
  readonly isAsked: boolean;
  /** Its link has not begun a session yet: there was no sign of life. */
  readonly isNew: boolean;
  /** Its app has said that there is unsaved work. */
  readonly isDirty: boolean;
  /** The app asks something when it starts: it is known to, or its first document did. */
  readonly speaks: boolean;
  /** Tries that the page has made by itself since then. */
  readonly tries: number;
  /** It has been ready: what keeps it from being so again may pass. */
  readonly wasReady: boolean;
  /** Somebody can see where it is shown. Without that no link is asked for. */
  readonly isInViewport: boolean;
  /** The server has said not to ask again before this, by performance.now(). */
  readonly notBefore: number;
  /** When a script that is not ours has moved it, by performance.now(). */
  readonly moves: readonly number[];
  /** How often it has taken the keyboard while nobody saw it. */
  readonly focusSteals: number;
}

/** What is known at the moment of an event. */
export interface Facts {
  /** By performance.now(). */
  now: number;
  /** Why there can be no more frames on this page. */
  signOutReason: Failure | null;
  /** The sign-in has ended without a sign-out. */
  needsSignIn: boolean;
  isNobody: boolean;
  /** What the page has for the frame is from a time when somebody else was here. */
  isDataOfFormer: boolean;
  /** Somebody may be looking at it. */
  isLookedAt: boolean;
  /** A person has unsaved work in it. */
  isUnsaved: boolean;
  /** What its first document said before it had loaded, it has said again since the last one loaded. */
  hasRepeatedStartup: boolean;
  /** Retool is at another site than the page, and no app of it has given a sign of life on this page. */
  isDoubtfulSite: boolean;
}

export type FrameEvent =
  /** Somebody shows it, where it can be seen or not, or no longer does. */
  | { type: "adopted"; isInViewport: boolean }
  | { type: "parked" | "closed" }
  | { type: "viewport"; isInViewport: boolean }
  /** The page, or the person, wants it anew; the same, if it failed. */
  | { type: "reloaded" | "retried" }
  /** The next try for a link is put off. */
  | { type: "delayed"; why: Failure }
  | { type: "minted"; link: Link; isOfPerson: boolean; isFresh: boolean; isBoxGone: boolean; reason: Reason }
  | { type: "refused"; why: Failure }
  /** Of the <iframe>. */
  | { type: "loaded" }
  /** It has asked or sent something. */
  | { type: "spoke" }
  | { type: "dirty"; value: boolean }
  | { type: "waited"; for: Deadline }
  | { type: "probed"; for: Deadline; isReachable: boolean; loads: number }
  | { type: "blocked" }
  /** It has taken the keyboard while nobody saw it. */
  | { type: "stole focus" }
  | { type: "torn out"; isConnected: boolean }
  /** A data object has come. */
  | { type: "given" }
  /** There may be a connection again. */
  | { type: "connected" }
  /** Of Retool's session. */
  | { type: "renewing"; note: Failure | null }
  | { type: "renewed" }
  | { type: "ended"; why: Failure }
  /** Of whose it is. */
  | { type: "doubted" | "unanswered" | "confirmed" | "disowned" | "signed in again" }
  | { type: "left"; why: Failure }
  /** Whether a confirmed frame could be put where it is shown. */
  | { type: "placed" | "displaced" };

/** How long something may take: a page, a first question, silence that counts as ready, or the pause before another try. */
export type Deadline = "page" | "question" | "quiet" | "another try";

export type Effect =
  /** It stays for the next link: where the person went in it are steps of Back, which lead nowhere in another one. */
  | { do: "drop"; forNext?: boolean }
  /** There is another try: its link is called otherwise. */
  | { do: "forget link id" }
  /** Once: the person is told something else meanwhile. Otherwise for as long as somebody would wait. */
  | { do: "mint"; reason: Reason; once?: true }
  /** The link is nobody's here. */
  | { do: "give up"; link: Link }
  | { do: "follow"; link: Link }
  | { do: "create"; link: Link }
  | { do: "insert"; link: Link }
  | { do: "wait"; for: Deadline; ms: number }
  | { do: "stop waiting" }
  | { do: "probe"; for: Deadline }
  /** An app of this Retool is known to run on this page. */
  | { do: "prove site" }
  | { do: "begin session" }
  | { do: "check session" }
  | { do: "renew session" }
  /** Whether somebody has signed in again. */
  | { do: "look again" }
  | { do: "ask whose" }
  | { do: "report ready" }
  | { do: "report failed"; code: string }
  | { do: "report seen" }
  /** Whoever shows it, of what it is by then: an effect before this one may have gone on. */
  | { do: "tell"; wait: Failure | null }
  | { do: "tell unsaved"; isDirty: boolean }
  | { do: "inspect"; verdict: string; code?: string }
  | { do: "reveal" | "hide" | "lock" | "unlock" }
  | { do: "place" }
  | { do: "open" }
  | { do: "hand over data" }
  | { do: "answer" }
  /** Those of documents before this one, and of the one before it if they have asked too long ago. */
  | { do: "forget watchers"; before: number };
