import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { createHistory } from "../../../../assets/kit/session/history.js";
import { openPage, settle } from "../../page.mjs";

describe("steps that an app out of sight has added", () => {
  let page;
  let former;
  let steps;
  let at;
  let isActive;

  beforeEach(() => {
    page = openPage();
    mock.timers.enable({ apis: ["setTimeout"] });
    steps = ["a", "b", "c"];
    at = 2;
    isActive = false;
    const go = (delta) => {
      if (steps[at + delta] !== undefined) at += delta;
    };
    const fake = {
      get length() {
        return steps.length;
      },
      state: null,
      go,
      forward: () => go(1),
    };
    former = Object.getOwnPropertyDescriptor(globalThis, "history");
    Object.defineProperty(globalThis, "history", { value: fake, configurable: true });
    page.navigator.userActivation = {
      get isActive() {
        return isActive;
      },
    };
  });
  afterEach(() => {
    if (former) Object.defineProperty(globalThis, "history", former);
    else delete globalThis.history;
    mock.timers.reset();
    page.close();
  });

  function push(name) {
    steps = [...steps.slice(0, at + 1), name];
    at += 1;
  }

  async function renew(history, ...added) {
    const takeBack = history.remember();
    added.forEach(push);
    const taken = takeBack();
    for (let n = 0; n < 10; n += 1) {
      mock.timers.tick(50);
      await settle();
    }
    await taken;
  }

  test("are taken back", async () => {
    await renew(createHistory(), "dead");
    assert.equal(steps[at], "c");
  });

  test("are taken back again when as many are ahead", async () => {
    const history = createHistory();
    for (let n = 0; n < 3; n += 1) await renew(history, "dead", "dead");
    assert.deepEqual([steps[at], steps.length], ["c", 5]);
  });

  test("are not guessed: where none is added, the page stays where it is", async () => {
    const history = createHistory();
    await renew(history, "dead");
    await renew(history);
    await renew(history, "dead", "dead");
    await renew(history);
    assert.equal(steps[at], "c");
  });

  test("are not mistaken for a person's", async () => {
    isActive = true;
    await renew(createHistory(), "theirs");
    assert.equal(steps[at], "theirs");
  });

  test("are left alone once the page has gone on", async () => {
    const history = createHistory();
    const takeBack = history.remember();
    push("page");
    page.location.href = "https://host.example.com/customers";
    const taken = takeBack();
    mock.timers.tick(50);
    await taken;
    assert.equal(steps[at], "page");
  });

  test("are forgotten when a real step takes their place", async () => {
    const history = createHistory();
    await renew(history, "dead");
    push("page");
    page.location.href = "https://host.example.com/customers";
    await renew(history, "dead");
    assert.equal(steps[at], "page");
  });
});
