import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { askServer } from "../../../../assets/kit/session/ask-server.js";
import { openPage } from "../../page.mjs";

let page;
beforeEach(() => {
  page = openPage({ prefix: "/apps/" });
});
afterEach(() => page.close());

/** Asks with these cookies, and returns what was sent. */
async function asked(cookie, config = {}) {
  page.document.cookie = cookie;
  page.document.getElementById = () => ({ textContent: JSON.stringify({ requests_pathname_prefix: "/apps/", ...config }) });
  await askServer("api/embedUrl", "{}", { keepalive: true });
  const [address, request] = page.window.fetch.mock.calls.at(-1).arguments;
  return { address, ...request };
}

test("a request is a POST of JSON below the app's path, with what else is said", async () => {
  const { address, method, headers, body, keepalive } = await asked("");
  assert.deepEqual([address, method, body, keepalive], ["/apps/api/embedUrl", "POST", "{}", true]);
  assert.deepEqual(headers, { "Content-Type": "application/json" });
});

test("it says which page asks, as Dash does", async () => {
  assert.equal((await asked("other=1; _csrf_token=a%20secret=")).headers["X-CSRFToken"], "a secret=");
  const names = { csrf_token_name: "forgery", csrf_header_name: "X-Forgery" };
  const { headers } = await asked("_csrf_token=no; forgery=yes", names);
  assert.deepEqual(headers, { "Content-Type": "application/json", "X-Forgery": "yes" });
});

test("a cookie that is no escaped text is sent as it is", async () => {
  assert.equal((await asked("_csrf_token=100%")).headers["X-CSRFToken"], "100%");
});
