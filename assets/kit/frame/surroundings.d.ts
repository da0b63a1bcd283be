/** What a frame and those around it know of each other. Read by the type checker only. */

import type { Bridge, Seen, Speaker } from "../../bridge.js";
import type { Watcher } from "../data/watchers.js";
import type { RetoolEvent } from "../events/types.js";
import type { Reports } from "../reporting/reports.js";
import type { Person } from "../session/person.js";
import type { Sessions } from "../session/sessions.js";
import type { AskForLink } from "../session/types.js";
import type { Windows } from "../session/windows.js";
import type { Failure } from "../ui/failures.js";
import type { Unsaved } from "../unsaved.js";
import type { Provenance } from "./provenance.js";
import type { Sites } from "./sites.js";
import type { Status } from "./types.js";

/** What a frame needs of its page. */
export interface Surroundings {
  bridge: Bridge;
  person: Person;
  provenance: Provenance;
  reports: Reports;
  sessions: Sessions;
  sites: Sites;
  unsaved: Unsaved;
  windows: Windows;
}

export interface Appearance {
  title: string;
  /** As in CSS, or a number of px. */
  height: string | number;
  width: string | number;
}

export interface FrameOptions extends Appearance {
  /** Its name in the host's configuration. */
  app: string;
  askForLink: AskForLink;
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

/** Whoever shows a frame at the moment. A parked frame has no viewer. */
export interface Viewer {
  box: HTMLElement;
  /** Whether somebody can see the box; for who wants the app at once, always. */
  isInViewport: boolean;
  onState(status: Status, failure: Failure | null): void;
  onEvent(event: RetoolEvent): void;
  /** Nothing has to be confirmed, or it has been: events may go out. */
  onOpen(): void;
  /** The app asks for a height, in px, and the page leaves it to the app. */
  onHeight(px: number): void;
}

/** What is to be known of a frame. Never its link. */
export interface Inspected {
  title: string;
  app: string;
  origin: string;
  state: Status;
  /** Of a failure, or of a wait for the next try. */
  code?: string;
  /** Out of sight: where the page has it, but nobody can see it there. */
  place: "shown" | "out of sight" | "parked";
  loads: number;
  /** A person has unsaved work in it. */
  isUnsaved: boolean;
  watchers: (Watcher & { selector: string; value: unknown })[];
  speaker: Speaker;
  /** To the frame's own origin only. */
  post(message: unknown, to: Window, selector?: string): void;
}

/** A frame, as its session sees it. */
export interface Member {
  isShown(): boolean;
  readonly queriesOnLoad: boolean;
  askForLink: AskForLink;
  /** With a note only if the session is over meanwhile. */
  onRenewing(note: Failure | null): void;
  onRenewed(): void;
  onEnded(why: Failure): void;
}

/** A change of a frame that is told to the inspector. */
export type Change = Omit<Seen, "origin" | "speaker">;
