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
  /** Takes every event, also those of a parked frame. */
  outbox: Outbox;
  /** The app is known to ask something when it starts. */
  queriesOnLoad: boolean;
  title: string;
  allow?: string;
  /** The whole `sandbox` attribute. */
  sandbox?: string;
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
  askForLink(reason: Reason): Promise<Link>;
  onRenewing(): void;
  onRenewed(): void;
  onEnded(): void;
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
