import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { openWindow } from "../../../assets/host/open-window.js";
import { openPage } from "../page.mjs";

let page;

beforeEach(() => {
  page = openPage();
});
afterEach(() => page.close());

test("what is opened can't reach the page that opened it", () => {
  const opened = { opener: page.window };
  page.window.open = mock.fn(() => opened);
  assert.equal(openWindow("/sales?window", "width=640,height=480"), true);
  assert.equal(opened.opener, null);
  assert.deepEqual(page.window.open.mock.calls[0].arguments, ["/sales?window", "_blank", "popup,width=640,height=480"]);
});

test("where no window may be opened, that is known", () => {
  page.window.open = () => null;
  assert.equal(openWindow("/sales?window", "width=640,height=480"), false);
});
