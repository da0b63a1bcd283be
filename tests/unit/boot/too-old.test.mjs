import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { runInNewContext } from "node:vm";

import { Linter } from "eslint";

import { htmlBelow } from "../routes.mjs";

const BUNDLES = new URL("../../../dashapp/bundles/", import.meta.url);

/** What browsers load. */
function bundle(name) {
  return readFile(new URL(name, BUNDLES), "utf8");
}

/** Why a browser of 2009 can't read a script. */
function mistakes(script) {
  const languageOptions = { ecmaVersion: 5, sourceType: "script" };
  return new Linter().verify(script, { languageOptions }).map(({ message }) => message);
}

/** Where a page's very first lines lead a browser that has this. */
async function ledTo(browser, prefix = "/") {
  const left = [];
  const location = { replace: (path) => left.push(path) };
  runInNewContext(await bundle("too-old.js"), { location, document: { documentElement: htmlBelow(prefix) }, ...browser });
  return left;
}

describe("the very first lines of a page", () => {
  test("can be read by any browser that runs scripts; those after them can't", async () => {
    assert.deepEqual(mistakes(await bundle("too-old.js")), []);
    assert.notDeepEqual(mistakes(await bundle("prefetch-dash.js")), []);
  });
  test("lead away one that knows nothing", async () => {
    assert.deepEqual(await ledTo({}), ["/old-browser"]);
    assert.deepEqual(await ledTo({}, "/apps/"), ["/apps/old-browser"]);
  });
  test("lead away one that lacks something", async () => {
    const AbortSignal = { timeout() {} };
    assert.deepEqual(await ledTo({ AbortSignal, HTMLElement: class {} }), ["/old-browser"]);
  });
  test("leave one alone that is new enough", async () => {
    const AbortSignal = { timeout() {} };
    const HTMLElement = { prototype: { inert: false } };
    assert.deepEqual(await ledTo({ AbortSignal, HTMLElement }), []);
  });
});
