/** What the classic scripts in this folder share. Read by the type checker only. */

interface Link {
  url: string;
  /** Seconds. */
  expiresIn: number;
  /** Who it was minted for: an opaque name. */
  person: string;
}

interface Failure {
  code: string;
  /** A sentence for the person. */
  message: string;
  /** What the button does. */
  action: "retry" | "continue" | "reload";
  /** Asking again by itself may help. */
  transient?: boolean;
  retryAfterMs?: number;
}

type State = "minting" | "loading" | "ready" | "renewing" | "error" | "closed";
type Reason = "first shown" | "retry" | "renewal" | "frame lost";

interface RetoolEvent {
  seq: number;
  data: unknown;
}

interface Batch {
  frame: string;
  events: RetoolEvent[];
}

interface Outbox {
  push(data: unknown): RetoolEvent | null;
  acknowledge(last: number, deliver: (batch: Batch) => void): void;
  pause(): void;
}

interface FrameOptions {
  /** Rejects with a Failure; `onWait` is told before each pause between two tries. */
  askForLink(reason: Reason, signal: AbortSignal, onWait: (why: Failure) => void): Promise<Link>;
  /** Takes every event, also those of a parked frame; null for one that can't be carried. */
  push(data: unknown): RetoolEvent | null;
  /** The app is known to ask something when it starts. */
  queriesOnLoad: boolean;
  title: string;
  allow?: string;
  /** The whole `sandbox` attribute. */
  sandbox?: string;
}

/** One Retool app in one <iframe>. */
interface Frame {
  readonly parked: boolean;
  readonly origin: string;
  readonly contentWindow: Window | null;
  setData(data: Record<string, unknown>): void;
  setTitle(title: string): void;
  /** Takes a message that is known to come from this frame's window and origin. */
  hear(data: any): void;
  fail(why: Failure): void;
  /** This page's policy has forbidden the frame. */
  blocked(): void;
  /** There may be a connection again. */
  nudge(): void;
  /** Shows the frame in a box: as it was, if it is still alive; otherwise with a new link. */
  adopt(viewer: Viewer): void;
  /** Puts the frame aside, alive; false where the browser can't move it alive. */
  park(viewer: Viewer): boolean;
  retry(): void;
  close(): void;
}

/** Whoever shows a frame at the moment. A parked frame has no viewer. */
interface Viewer {
  box: HTMLElement;
  onState(state: State, failure: Failure | null): void;
  onEvent(event: RetoolEvent): void;
}

/** A frame, as its session sees it. */
interface Member {
  isShown(): boolean;
  readonly queriesOnLoad: boolean;
  askForLink(reason: Reason, signal: AbortSignal, onWait: (why: Failure) => void): Promise<Link>;
  /** With a note only if the session is over meanwhile. */
  onRenewing(note: Failure | null): void;
  onRenewed(): void;
  onEnded(why: Failure): void;
}

interface Window {
  React: any;
  dashapp: any;
  dash_clientside: any;
}

interface ParentNode {
  /** https://developer.mozilla.org/en-US/docs/Web/API/Element/moveBefore: not in every browser yet. */
  moveBefore?(node: Node, before: Node | null): void;
}
