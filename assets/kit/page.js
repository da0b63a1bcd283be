/**
 * Everything of the kit that there is once on a page, and who needs whom.
 *
 * It begins when the page loads the kit, and not with the first embed: a page without one hears of sign-ins and sign-outs
 * too, and tells the windows that have some. What came for one person while nobody listened would be shown to the next.
 */

/** @import { Bridge } from "../bridge.js" */
/** @import { Prefetched } from "./session/types.js" */
import { pathPrefix } from "./dash-internals.js";
import { createEventQueues } from "./events/queues.js";
import { createProvenance } from "./frame/provenance.js";
import { createSites } from "./frame/sites.js";
import { createFrames } from "./frames.js";
import { guardKeyboard } from "./keyboard.js";
import { createReports } from "./reporting/reports.js";
import { createAnswers } from "./session/answers.js";
import { createConfirmation } from "./session/confirmation.js";
import { followPersonHeader } from "./session/person-header.js";
import { createLinks } from "./session/mint.js";
import { createPerson } from "./session/person.js";
import { createRedeem } from "./session/redeem.js";
import { createSessions } from "./session/sessions.js";
import { createWindows, openChannel } from "./session/windows.js";
import { createViewport } from "./viewport.js";
import { createUnsaved } from "./unsaved.js";

/** @typedef {ReturnType<typeof createPage>} Page */

/**
 * @param {Bridge} bridge
 * @param {Prefetched} [prefetched]  by the first scripts of the page
 */
export function createPage(bridge, prefetched) {
  const channel = openChannel();
  const person = createPerson((message) => channel.postMessage(message));
  const windows = createWindows(channel, person);
  const answers = createAnswers(prefetched?.prefetchedAnswers);
  followPersonHeader(answers, person);
  const reports = createReports(person);
  const sessions = createSessions(person, windows, createRedeem(bridge), reports);
  const provenance = createProvenance(person);
  const confirmation = createConfirmation();
  const sites = createSites();
  const unsaved = createUnsaved(pathPrefix());
  const frames = createFrames(
    { bridge, person, provenance, reports, sessions, sites, unsaved, windows },
    confirmation,
  );
  guardKeyboard(frames.accuse, frames.look);
  const queues = createEventQueues(person);
  const askForLink = createLinks(person, prefetched?.prefetchedLink);
  const viewport = createViewport();
  return { answers, askForLink, bridge, confirmation, frames, person, queues, reports, viewport, unsaved, windows };
}
