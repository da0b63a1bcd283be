/** What a person sees in the place of an app: that it is on its way, or why it is not there and what to do. */

/** @import { Failure } from "./failures.js" */
/** @import { Status } from "../frame/types.js" */
import { CopyButton } from "./copy-button.js";

// Shorter waits pass unnoticed, and words that come and go are noise.
const WORD_AFTER_MS = 2000;
const LONG_MS = 60000;

const ACTIONS = { retry: "Retry", continue: "Continue", reload: "Reload the page" };

/**
 * @param {Status} status
 * @param {Failure | null} failure  why it is not the first try
 * @param {boolean} isLate
 */
export function waitingText(status, failure, isLate) {
  if (status === "renewing" || isNote(status, failure)) return failure?.message ?? "";
  if (status !== "minting" && status !== "loading") return "";
  if (failure?.code === "reconnecting") return failure.message;
  return failure ? `${failure.message} Trying again…` : isLate ? "Waiting for Retool…" : "";
}

/**
 * Whether the app stays within reach, under a word about what is wrong: there is nothing to do about it.
 * @param {Status} status
 * @param {Failure | null} failure
 */
export function isNote(status, failure) {
  return status === "error" && failure?.action === "none";
}

/** @param {{status: Status, failure: Failure | null, title: string}} props */
export function WaitingOverlay({ status, failure, title }) {
  const { createElement: h, useEffect, useRef, useState } = globalThis.React;
  const isPending = status === "minting" || status === "loading";
  const [isLate, setLate] = useState(false);
  // Who could not see it come is told that it is there; who saw it at once has nothing to be told.
  const wasLate = useRef(false);
  useEffect(() => {
    // A renewal is nothing that somebody waited for, and what a note is about is not the app.
    if (status === "renewing" || isNote(status, failure)) wasLate.current = false;
  }, [status, failure]);
  useEffect(() => {
    if (!isPending) return setLate(false);
    const timer = setTimeout(() => setLate((wasLate.current = true)), WORD_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isPending]);
  const text = waitingText(status, failure, isLate);
  const code = isNote(status, failure) && h("span", { className: "retool-embed-code" }, ` ${failure?.code}`);
  const arrived = status === "ready" && wasLate.current ? `${title} is there.` : "";
  return h(
    "div",
    null,
    (isPending || status === "renewing") && h("div", { className: "retool-embed-progress" }),
    isPending && h("div", { className: "retool-embed-skeleton" }, h("i"), h("i"), h("i"), h("i")),
    h("p", { className: "retool-embed-waiting", role: "status", "data-silent": text ? undefined : "" }, text || arrived, code),
  );
}

/**
 * @param {{failure: Failure, app: string, title: string, linkIdOf: () => string | undefined, onRetry: () => void}} props
 */
export function FailureOverlay({ failure, app, title, linkIdOf, onRetry }) {
  const { createElement: h } = globalThis.React;
  const next = nextTry(failure);
  const { action } = failure;
  const onClick = action === "reload" ? () => location.reload() : onRetry;
  return h(
    "div",
    { className: "retool-embed-failure", role: "group", "aria-label": title, tabIndex: -1 },
    h(
      "div",
      { role: "alert" },
      h("p", { className: "retool-embed-sentence" }, next ? `${failure.message} ${next}` : failure.message),
      h("p", { className: "retool-embed-code" }, failure.code),
    ),
    h(
      "div",
      { className: "retool-embed-actions" },
      action !== "none" &&
        h("button", { type: "button", className: "retool-embed-retry", "data-action": action, onClick }, ACTIONS[action]),
      h(CopyButton, { text: () => detailsOf(failure, app, linkIdOf()) }),
    ),
  );
}

/**
 * When the page asks again, where that is not at once. The server has said how long to wait when the failure came.
 * @param {Failure} failure
 */
function nextTry(failure) {
  const { useMemo } = globalThis.React;
  return useMemo(() => {
    const { transient, retryAfterMs: ms = 0 } = failure;
    if (!transient || ms < LONG_MS) return "";
    const time = new Date(Date.now() + ms).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    return `The next try is at ${time}.`;
  }, [failure]);
}

/**
 * What whoever helps this person has to know. Nothing that the person said, and no link.
 * @param {Failure} failure
 * @param {string} app
 * @param {string | undefined} linkId
 */
export function detailsOf(failure, app, linkId) {
  return [
    `code: ${failure.code}`,
    `message: ${failure.message}`,
    `app: ${app}`,
    `page: ${location.origin}${location.pathname}`,
    `time: ${new Date().toISOString()}`,
    ...(linkId ? [`link: ${linkId}`] : []),
    `browser: ${navigator.userAgent}`,
  ].join("\n");
}
