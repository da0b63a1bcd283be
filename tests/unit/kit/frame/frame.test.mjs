import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { createFrame } from "../../../../assets/kit/frame/frame.js";
import { createProvenance } from "../../../../assets/kit/frame/provenance.js";
import { createSites } from "../../../../assets/kit/frame/sites.js";
import { createPerson } from "../../../../assets/kit/session/person.js";
import { openPage, settle } from "../../page.mjs";

const RETOOL = "https://retool.example.com";
const LINK = { url: `${RETOOL}/x`, expiresIn: 60, frame: "f" };

describe("a frame on a page", () => {
  let page;
  let person;
  let session;
  let bridge;
  let frame;
  let viewer;
  let states;
  let whose;

  beforeEach(() => {
    page = openPage();
    mock.timers.enable({ apis: ["setTimeout"] });
    const element = () => ({
      ...{ addEventListener() {}, setAttribute() {}, toggleAttribute() {}, removeAttribute() {}, remove() {} },
      contentWindow: { postMessage: mock.fn() },
    });
    page.document.createElement = element;
    person = createPerson(() => {});
    person.is("ada");
    session = { begin() {}, check() {}, join() {}, leave() {}, renew() {} };
    bridge = { tap: null, join: mock.fn(), leave() {} };
    states = [];
    whose = ["ada", "ben"];
    const box = { isConnected: true, append: (made) => (made.parentElement = box) };
    viewer = { box, isInViewport: true, onState: (status) => states.push(status), onEvent() {}, onOpen() {} };
    const options = {
      app: "sales",
      title: "Sales",
      height: 1,
      width: 1,
      nestedFrames: false,
      queriesOnLoad: false,
      push: (data) => ({ seq: 1, data }),
      onClose() {},
      askForLink: async () => ({ ...LINK, person: whose.shift(), askedAt: performance.now() }),
    };
    frame = createFrame(options, {
      bridge,
      person,
      provenance: createProvenance(person),
      reports: { follow: () => null },
      sessions: { of: () => session },
      sites: createSites(),
      windows: { redeemed() {} },
    });
  });
  afterEach(() => {
    page.close();
    mock.timers.reset();
  });

  const speaker = () => bridge.join.mock.calls[0].arguments[0];
  const ask = () => speaker().query({ selector: "a", pageName: "p", id: "q" }, speaker().contentWindow);

  test("says what it is when it has answered what was asked while it was locked", async () => {
    frame.adopt(viewer);
    await settle();
    frame.dispatch({ type: "doubted" });
    ask();
    assert.equal(states.at(-1), "loading");
    frame.dispatch({ type: "confirmed" });
    assert.equal(states.at(-1), "ready");
  });

  test("keeps what is asked of it while it is locked, and no more than it can bear", async () => {
    frame.adopt(viewer);
    await settle();
    frame.setData({ a: 1 });
    frame.dispatch({ type: "doubted" });
    for (let n = 0; n < 1001; n += 1) ask();
    const { postMessage } = speaker().contentWindow;
    assert.equal(postMessage.mock.callCount(), 0);
    frame.dispatch({ type: "confirmed" });
    assert.equal(postMessage.mock.callCount(), 1000);
  });

  test("tells its own origin only", async () => {
    frame.adopt(viewer);
    await settle();
    frame.setData({ a: 1 });
    ask();
    assert.equal(speaker().contentWindow.postMessage.mock.calls[0].arguments[1], RETOOL);
  });

  test("asks again when whoever it asked for has left meanwhile", async () => {
    frame.adopt(viewer);
    person.is("ben");
    await settle();
    assert.deepEqual(whose, []);
    assert.equal(bridge.join.mock.callCount(), 1);
  });
});
