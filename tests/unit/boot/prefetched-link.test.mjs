import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { prefetchLink } from "../../../assets/boot/prefetched-link.js";
import { htmlBelow } from "../routes.mjs";

const LINKS = "/api/embedUrl";

let asked, now, respond;

beforeEach(() => {
  asked = [];
  now = 100;
  respond = () => Promise.resolve(new Response("{}"));
  mock.method(performance, "now", () => now);
  globalThis.document = { prerendering: false, documentElement: htmlBelow() };
  globalThis.fetch = (address, init) => {
    asked.push([address, init]);
    return respond();
  };
});

test("the link of the app is asked for at once, as its first", () => {
  prefetchLink("sales", LINKS);
  const [[address, { method, body }]] = asked;
  assert.deepEqual([address, method], [LINKS, "POST"]);
  assert.deepEqual(JSON.parse(body), { retoolAppName: "sales", reason: "first shown", attempt: 1 });
});

test("the answer is for that app, once", () => {
  const prefetched = prefetchLink("sales", LINKS);
  assert.equal(prefetched.take("customers"), null);
  assert.equal(prefetched.take("sales").askedAt, 100);
  assert.equal(prefetched.take("sales"), null);
});

test("an answer that is no longer fresh is not used, then or later", () => {
  const prefetched = prefetchLink("sales", LINKS);
  now += 20000;
  assert.equal(prefetched.take("sales"), null);
  now -= 10000;
  assert.equal(prefetched.take("sales"), null);
});

test("a page that may never be shown asks for nothing", () => {
  document.prerendering = true;
  assert.equal(prefetchLink("sales", LINKS).take("sales"), null);
  assert.deepEqual(asked, []);
});

test("a page of no app asks for nothing", () => {
  assert.equal(prefetchLink(undefined, LINKS).take("sales"), null);
  assert.deepEqual(asked, []);
});

test("whoever takes an answer that failed is told, and nobody before", async () => {
  const rejections = [];
  const note = (reason) => rejections.push(reason);
  process.on("unhandledRejection", note);
  respond = () => Promise.reject(new TypeError("Failed to fetch"));
  const prefetched = prefetchLink("sales", LINKS);
  await new Promise((resolve) => setImmediate(resolve));
  await assert.rejects(prefetched.take("sales").answer, /Failed to fetch/);
  process.off("unhandledRejection", note);
  assert.deepEqual(rejections, []);
});

test("the page has what was asked for where the kit looks for it, beside what is there", async () => {
  document.currentScript = { dataset: { app: "sales" } };
  globalThis.window = { dash_retool_embed: { mine: 1 } };
  await import("../../../assets/boot/prefetch-link.js");
  assert.equal(window.dash_retool_embed.mine, 1);
  assert.ok(window.dash_retool_embed.prefetchedLink.take("sales"));
});
