/** The page in the place of one that can't be had: says why, and opens that as soon as the host answers. */
import { hostRoutes } from "../host/routes.js";
import { longer, pause } from "./waits.js";
import { isAnswering } from "./health.js";
import { firstWaitMs, keepWait } from "./retry.js";

function say() {
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-why]"))) {
    part.hidden = part.dataset.why !== (navigator.onLine ? "restarting" : "offline");
  }
}

async function watch() {
  const first = firstWaitMs();
  let waitMs = first;
  do {
    await pause(waitMs);
    waitMs = longer(waitMs);
  } while (!(await isAnswering(hostRoutes().health)));
  keepWait(first);
  location.reload();
}

window.addEventListener("online", say);
window.addEventListener("offline", say);
document.querySelector("button")?.addEventListener("click", () => location.reload());
say();
watch();
