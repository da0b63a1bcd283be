/** What the classic scripts in this folder share through `window`. Read by the type checker only. */
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

interface Window {
  React: any;
  dashapp: any;
  dash_clientside: any;
}

interface ParentNode {
  /** https://developer.mozilla.org/en-US/docs/Web/API/Element/moveBefore: not in every browser yet. */
  moveBefore?(node: Node, before: Node | null): void;
}
