/** What the classic scripts in this folder share. Read by the type checker only. */

interface Link {
  url: string;
  /** Seconds. */
  expiresIn: number;
  /** Who it was minted for: an opaque name. */
  person: string;
  /** What the server calls the frame that it is for. */
  frame: string;
  /** What it is called in reports, if the host keeps them. */
  record?: string;
  /** By performance.now(). */
  askedAt: number;
}

/** An answer of the page's own origin, or why there is none. */
interface Answer {
  url: URL;
  method: string;
  /** By performance.now(). */
  sentAt: number;
  response: Response | null;
  error: unknown;
  /** Sends the same request anew. */
  again(): Promise<Response>;
}

/** A frame of this page, as its server knows it. */
interface NamedFrame {
  app: string;
  frame: string;
}

/** Who is there, and which frames are theirs. */
interface Confirmation {
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

/** What became of a link, as dashapp/embed/api.py has it. */
interface LinkReport {
  record: string;
  /** Counts from 1 for each link. */
  seq: number;
  kind: string;
  /** By performance.now(). */
  at: number;
  code?: string;
  afterMs?: number;
  events?: Record<string, number>;
}

interface Post {
  add(report: LinkReport): void;
  /** Unless something is sent earlier. */
  sendIn(ms: number): void;
  /** At once: the page, or the sign-in, may end. */
  sendLast(): void;
  /** How many were given up. */
  readonly lost: number;
}

/** What is told of one link. */
interface FollowedLink {
  /** Its frame may have come into sight. */
  look(): void;
  /** What came out of it so far is told now. */
  count(): void;
  ready(): void;
  failed(code: string): void;
  renewed(): void;
  /** It is over, for whatever reason; nothing is told of it after this. */
  closed(): void;
  /** Something came out of Retool. */
  event(data: unknown): void;
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
  /** Keeps the turn of whoever comes back with it. */
  ticket?: string;
}

type State = "minting" | "loading" | "ready" | "renewing" | "error" | "closed";
type Reason = "first shown" | "retry" | "renewal" | "frame lost" | "reload";

interface RetoolEvent {
  /** Counts from 1. */
  seq: number;
  data?: unknown;
  /** Instead of data: why it can't be carried to Python. */
  rejected?: string;
}

interface Batch {
  frame: string;
  sent: number;
  events: RetoolEvent[];
}

interface Outbox {
  /** Null for what can't be carried; Python is told of it, too. */
  push(data: unknown, frame: string, onLost?: () => void): RetoolEvent | null;
  /** A component is on the page that can set Dash's properties. */
  attach(courier: Courier): void;
  /** It has left the page; what is out is sent again when one is back. */
  detach(courier: Courier): void;
  /** The page's handler says how far it is. A frame of null: it says only that it is there. */
  acknowledge(ack: { frame: string | null; seq: number; refused?: string }): void;
  /** There may be a connection again. */
  nudge(): void;
  /** The person has seen that events are lost. */
  forgetLost(): void;
  /** Somebody else is there, or the same person again, or nobody. */
  onPerson(): void;
  /** Nothing in it waits for anybody. */
  readonly isDone: boolean;
}

interface Courier {
  deliver(batch: Batch): void;
  /** More events wait than may; one is lost. */
  onOverflow(): void;
  /** The server does not take the events of a frame from this person. */
  onRefused(): void;
}

/** A query of a frame that has to be told of a key's changes. */
interface Watcher {
  id: unknown;
  pageName: unknown;
  /** Documents before it asked. */
  loads: number;
  to: Window;
}

interface ParentWindowQuery {
  selector: string;
  pageName: unknown;
  id: unknown;
}

interface Appearance {
  title: string;
  /** As in CSS, or a number of px. */
  height: string | number;
  width: string | number;
}

interface FrameOptions extends Appearance {
  /** Its name in the host's configuration. */
  app: string;
  /** Rejects with a Failure; `onWait` is told before each pause between two tries. */
  askForLink(reason: Reason, signal: AbortSignal, onWait: (why: Failure) => void): Promise<Link>;
  /** Takes every event, also those of a parked frame; null for one that can't be carried. */
  push(data: unknown, frame: string, onLost: () => void): RetoolEvent | null;
  onClose(): void;
  /** It has to be confirmed whose the frame is. */
  onLocked?(): void;
  /** The app is known to ask something when it starts. */
  queriesOnLoad: boolean;
  /** Frames inside the app may speak too, from the app's own origin. */
  nestedFrames: boolean;
  allow?: string;
  /** The whole `sandbox` attribute. */
  sandbox?: string;
}

/** Whose messages are heard. */
interface Speaker {
  readonly contentWindow: Window | null;
  readonly origin: string;
  readonly nestedFrames: boolean;
  /** For a person who reads the console. */
  readonly title: string;
  query(query: ParentWindowQuery, from: Window): void;
  event(data: unknown): void;
}

/** A message and what has become of it, or a change of a frame. */
interface Seen {
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

type Tap = (seen: Seen) => void;

/** What is to be known of a frame. Never its link. */
interface Inspected {
  title: string;
  app: string;
  origin: string;
  state: State;
  /** Of a failure, or of a wait for the next try. */
  code?: string;
  /** Out of sight: where the page has it, but nobody can see it there. */
  place: "shown" | "out of sight" | "parked";
  loads: number;
  watchers: (Watcher & { selector: string; value: unknown })[];
  speaker: Speaker;
  /** To the frame's own origin only. */
  post(message: unknown, to: Window, selector?: string): void;
}

/** What the inspector keeps of a message: all of it text, some of it from another origin. */
interface TraceRecord {
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

/** One Retool app in one <iframe>. */
interface Frame {
  readonly parked: boolean;
  /** Not seen until the server has confirmed whose it is. */
  readonly locked: boolean;
  /** By performance.now(). */
  readonly lockedAt: number;
  readonly origin: string;
  readonly app: string;
  /** What the server calls it; none while there is no link. */
  readonly name: string | undefined;
  /** Another script has removed the frame from the page, or moved it. */
  readonly isTornOut: boolean;
  /** False if there is nobody to show it to. */
  recover(): boolean;
  setData(data: Record<string, unknown>): void;
  describe(appearance: Appearance): void;
  inspect(): Inspected;
  /** Whoever it belongs to is gone; it begins again for whoever is there now, if it can. */
  leave(why: Failure): void;
  /** There is no answer yet to whose it is. */
  wait(): void;
  /** It is not seen any more until it is confirmed. */
  lock(): void;
  /** Whoever it belongs to has signed in again; what could not be opened meanwhile is. */
  resume(): void;
  /** It belongs to whoever is there. */
  confirm(): void;
  /** It does not. */
  disown(): void;
  /** This page's policy has forbidden the frame. */
  blocked(): void;
  /** There may be a connection again. */
  nudge(): void;
  /** Shows the frame in a box: as it was, if it is still alive; otherwise with a new link. */
  adopt(viewer: Viewer): void;
  /** Puts the frame aside, alive; false where the browser can't move it alive. */
  park(viewer: Viewer): boolean;
  retry(): void;
  /** Opens the app anew, whatever its state, with a new link. */
  reload(): void;
  /** What its last link is called in the host's records, if they are kept. */
  recordOf(): string | undefined;
  close(): void;
}

/** Whoever shows a frame at the moment. A parked frame has no viewer. */
interface Viewer {
  box: HTMLElement;
  onState(state: State, failure: Failure | null): void;
  onEvent(event: RetoolEvent): void;
  /** Nothing has to be confirmed, or it has been: events may go out. */
  onOpen(): void;
}

/** From a frame to the component that shows it. */
interface Port {
  box: HTMLElement;
  onShown(shown: { state: string; failure: Failure | null }): void;
  onEvent(event: RetoolEvent): void;
  setProps(values: object): void;
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

interface Document {
  /** https://developer.mozilla.org/en-US/docs/Web/API/Document/prerendering: not in every browser. */
  readonly prerendering?: boolean;
}

interface Window {
  React: any;
  dashapp: any;
  dash_clientside: any;
  dash_ag_grid?: any;
  dashAgGridFunctions?: object;
}

interface ParentNode {
  /** https://developer.mozilla.org/en-US/docs/Web/API/Element/moveBefore: not in every browser yet. */
  moveBefore?(node: Node, before: Node | null): void;
}
