/** What is told of links. Read by the type checker only. */

/** What became of a link, as kit/dash_retool_embed/http/embed_reports.py has it. */
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
