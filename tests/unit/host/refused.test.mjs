import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { hasLostAccess, startRefused } from "../../../assets/host/answers/refused.js";

let listener, person, refused, reloads, waited;

function problem(status, code) {
  return new Response(JSON.stringify({ code }), { status });
}

/** @returns {Promise<unknown>}  what the page gets instead; "nothing" while it gets no answer */
function answer(response, { path = "/_dash-update-component", again = () => Promise.resolve("again") } = {}) {
  const url = new URL(path, "https://host.example");
  const silence = new Promise((resolve) => setImmediate(resolve, "nothing"));
  return Promise.race([listener({ url, sentAt: 5, response, error: null, again }), silence]);
}

beforeEach(() => {
  refused = 0;
  reloads = 0;
  waited = [];
  person = { isOfPage: true, signOutReason: null };
  globalThis.location = { reload: () => (reloads += 1) };
  startRefused({
    answers: { listen: (given) => (listener = given) },
    person,
    untilSignedIn: async (sentAt) => void waited.push(sentAt),
    prefix: "/",
    onRefused: () => (refused += 1),
  });
});

test("a page is over for who is nobody, and for who may no longer see it", async () => {
  assert.ok(await hasLostAccess(problem(401, "not_signed_in")));
  assert.ok(await hasLostAccess(problem(403, "may_not_see_usage")));
});

test("a page is not over for other refusals", async () => {
  assert.ok(!(await hasLostAccess(problem(403, "cross_site"))));
  assert.ok(!(await hasLostAccess(problem(500, "may_not_see_usage"))));
  assert.ok(!(await hasLostAccess(new Response("<html>", { status: 403 }))));
  assert.ok(!(await hasLostAccess(new Response("null", { status: 403 }))));
});

test("an answer can be read after it was looked at", async () => {
  const response = problem(403, "cross_site");
  await hasLostAccess(response);
  assert.deepEqual(await response.json(), { code: "cross_site" });
});

test("what nobody may ask is asked again once the person is back", async () => {
  assert.equal(await answer(problem(401, "not_signed_in")), "again");
  assert.deepEqual([waited, refused, reloads], [[5], 0, 0]);
});

test("where the whole page is over it is opened anew, and Dash gets no answer", async () => {
  person.signOutReason = { code: "signed_out" };
  assert.equal(await answer(problem(401, "not_signed_in")), "nothing");
  assert.deepEqual([waited, refused, reloads], [[], 0, 1]);
});

test("who has lost the role for a page gets it anew, and so reads why", async () => {
  assert.equal(await answer(problem(403, "may_not_see_usage")), "nothing");
  assert.equal(reloads, 1);
});

test("other refusals reach Dash, and the view is told", async () => {
  assert.equal(await answer(problem(500, "failed")), undefined);
  assert.deepEqual([refused, reloads], [1, 0]);
});

test("answers that are fine, and answers to others than Dash, are left alone", async () => {
  await answer(new Response("{}"));
  await answer(null);
  await answer(problem(401, "not_signed_in"), { path: "/api/embedUrl" });
  assert.deepEqual([waited, refused, reloads], [[], 0, 0]);
});
