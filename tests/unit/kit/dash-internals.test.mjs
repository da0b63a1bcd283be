import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { missingInPage, missingInRenderer, pathPrefix, setIfThere } from "../../../assets/kit/dash-internals.js";
import { whyUnusable } from "../../../assets/kit/usable.js";
import { openPage } from "../page.mjs";

const UNLIKE = {
  "no configuration": [null, /there is no #_dash-config/],
  "a configuration that is no JSON": ["prefix=/", /there is no #_dash-config/],
  "a configuration without the app's path": ['{"url_base_pathname": "/"}', /has no requests_pathname_prefix/],
  "a path that is no text": ['{"requests_pathname_prefix": 1}', /has no requests_pathname_prefix/],
};

let page;
beforeEach(() => {
  page = openPage({ prefix: "/apps/" });
  globalThis.HTMLElement = class {
    get inert() {
      return false;
    }
  };
});
afterEach(() => {
  mock.restoreAll();
  delete globalThis.HTMLElement;
  page.close();
});

test("a page of Dash says below which path its app is", () => {
  assert.deepEqual([missingInPage(), pathPrefix(), whyUnusable()], ["", "/apps/", null]);
});

describe("a page of another Dash is refused in words that name the thing, and no path is guessed", () => {
  for (const [what, [said, words]] of Object.entries(UNLIKE)) {
    test(what, () => {
      const complained = mock.method(console, "error", () => undefined);
      page.document.getElementById = () => (said === null ? null : { textContent: said });
      assert.throws(pathPrefix, words);
      assert.equal(whyUnusable()?.code, "unsupported_dash");
      assert.equal(complained.mock.callCount(), 1);
      assert.match(complained.mock.calls[0].arguments[0], words);
    });
  }
});

test("a renderer that does not say what is on the page is told from a component that is not there", () => {
  assert.match(missingInRenderer(), /dash_component_api\.getLayout/);
  page.window.dash_component_api = { getLayout: () => undefined };
  assert.equal(missingInRenderer(), "");
});

test("what is set goes to a component by its id, also if the parts of that are a text", () => {
  const told = [];
  page.window.dash_clientside = { set_props: (id, props) => told.push([id, props]) };
  setIfThere("play", { event: null });
  setIfThere('{"n":1,"type":"play"}', { event: null });
  assert.deepEqual(told.map(([id]) => id), ["play", { n: 1, type: "play" }]);
});
