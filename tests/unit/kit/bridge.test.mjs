import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { createBridge, isOf, judge } from "../../../assets/bridge.js";
import { openPage } from "../page.mjs";

const RETOOL = "https://retool.example.com";
const speaker = { origin: RETOOL };
const query = { type: "PARENT_WINDOW_QUERY", selector: "isAdmin", pageName: "p", id: "q1" };

describe("who is heard is judged by the window, the origin, then the shape", () => {
  const LONG = "x".repeat(1001);
  const CASES = [
    ["no window of a frame", undefined, RETOOL, query, "window"],
    ["another origin", speaker, "https://evil.example.com", query, "origin"],
    ["an origin that begins alike", speaker, `${RETOOL}.evil.example.com`, query, "origin"],
    ["an opaque origin", speaker, "null", query, "origin"],
    ["the chat widget", speaker, RETOOL, { type: "intercom-snippet__ready" }, "noise"],
    ["a query", speaker, RETOOL, query, "query"],
    ["a query with a number for an id", speaker, RETOOL, { ...query, id: 7 }, "query"],
    ["a query without a page's name", speaker, RETOOL, { ...query, pageName: undefined }, "query"],
    ["a selector that is no text", speaker, RETOOL, { ...query, selector: 1 }, "malformed"],
    ["a selector that is too long", speaker, RETOOL, { ...query, selector: LONG }, "malformed"],
    ["an id that is too long", speaker, RETOOL, { ...query, id: LONG }, "malformed"],
    ["an id that is an object", speaker, RETOOL, { ...query, id: {} }, "malformed"],
    ["a page's name that is a list", speaker, RETOOL, { ...query, pageName: [] }, "malformed"],
    ["null", speaker, RETOOL, null, "event"],
    ["undefined", speaker, RETOOL, undefined, "event"],
    ["a text", speaker, RETOOL, "home", "event"],
    ["an object of its own", speaker, RETOOL, { type: "navigate" }, "event"],
  ];
  for (const [name, who, origin, data, verdict] of CASES) {
    test(`${name}: ${verdict}`, () => assert.equal(judge(who, origin, data), verdict));
  }
});

describe("a window is of a frame", () => {
  const top = {};
  top.parent = top;
  const frame = { parent: top };
  const nested = { parent: frame };
  test("if it is the frame's own", () => assert.equal(isOf({ contentWindow: frame, nestedFrames: false }, frame), true));
  test("not if it is inside it", () => assert.equal(isOf({ contentWindow: frame, nestedFrames: false }, nested), false));
  test("unless frames inside may speak", () => assert.equal(isOf({ contentWindow: frame, nestedFrames: true }, nested), true));
  test("never if it is the page", () => assert.equal(isOf({ contentWindow: frame, nestedFrames: true }, top), false));
  test("never without a window", () => assert.equal(isOf({ contentWindow: null, nestedFrames: true }, null), false));
});

describe("a bridge", () => {
  let page;
  beforeEach(() => (page = openPage()));
  afterEach(() => page.close());

  function say(source, origin, data) {
    page.window.dispatchEvent(Object.assign(new Event("message"), { source, origin, data }));
  }

  function joined(bridge, window = {}) {
    const frame = {
      contentWindow: window,
      origin: RETOOL,
      nestedFrames: false,
      title: "Sales",
      query: mock.fn(),
      event: mock.fn(),
    };
    bridge.join(frame);
    return frame;
  }

  test("listens to nothing until a frame joins", () => {
    const listen = mock.method(page.window, "addEventListener");
    const bridge = createBridge();
    assert.equal(listen.mock.callCount(), 0);
    joined(bridge);
    joined(bridge);
    assert.equal(listen.mock.callCount(), 1);
  });

  test("tells a frame of its own messages only", () => {
    const bridge = createBridge();
    const [one, other] = [joined(bridge), joined(bridge)];
    say(one.contentWindow, RETOOL, "hello");
    assert.equal(one.event.mock.callCount(), 1);
    assert.equal(other.event.mock.callCount(), 0);
  });

  test("counts what it drops, by the check that failed", () => {
    const bridge = createBridge();
    const frame = joined(bridge);
    mock.method(console, "warn", () => {});
    say({}, RETOOL, "stranger");
    say(frame.contentWindow, "https://evil.example.com", "elsewhere");
    say(frame.contentWindow, RETOOL, { type: "intercom-snippet__ready" });
    say(frame.contentWindow, RETOOL, { ...query, selector: {} });
    assert.deepEqual(bridge.dropped, { window: 1, origin: 1, noise: 1, malformed: 1 });
    mock.restoreAll();
  });

  test("warns once of each kind of malformed query", () => {
    const warn = mock.method(console, "warn", () => {});
    const frame = joined(createBridge());
    for (let n = 0; n < 3; n += 1) say(frame.contentWindow, RETOOL, { ...query, selector: {} });
    assert.equal(warn.mock.callCount(), 1);
    mock.restoreAll();
  });

  test("hears nothing of a frame that has left", () => {
    const bridge = createBridge();
    const frame = joined(bridge);
    bridge.leave(frame);
    say(frame.contentWindow, RETOOL, "hello");
    assert.equal(frame.event.mock.callCount(), 0);
  });

  test("goes on when its inspector fails, and asks it no more", () => {
    const bridge = createBridge();
    const frame = joined(bridge);
    mock.method(console, "error", () => {});
    const look = mock.fn(() => {
      throw new Error("broken");
    });
    bridge.inspect(look);
    say(frame.contentWindow, RETOOL, "one");
    say(frame.contentWindow, RETOOL, "two");
    assert.equal(frame.event.mock.callCount(), 2);
    assert.equal(look.mock.callCount(), 1);
    assert.equal(bridge.tap, null);
    mock.restoreAll();
  });
});
