import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { createHeight } from "../../../../assets/kit/frame/height.js";
import { dirtyIn, heightIn } from "../../../../assets/kit/frame/messages.js";

describe("what an app says of unsaved work", () => {
  const CASES = [
    ["that there is some", { type: "dirty", value: true }, true],
    ["that there is none any more", { type: "dirty", value: false }, false],
    ["nothing that counts", { type: "dirty", value: "yes" }, false],
    ["nothing, in another event", { type: "save" }, null],
    ["nothing, in a text", "dirty", null],
    ["nothing, in nothing", null, null],
  ];
  for (const [name, data, said] of CASES) test(name, () => assert.equal(dirtyIn(data), said));
});

describe("the height that an app asks for", () => {
  const CASES = [
    ["in px", { type: "height", px: 640 }, 640],
    ["in whole px", { type: "height", px: 640.2 }, 641],
    ["up to what is a page", { type: "height", px: 1e9 }, 20000],
    ["none, of nothing", { type: "height", px: 0 }, null],
    ["none, in text", { type: "height", px: "640" }, null],
    ["none, of what is no number", { type: "height", px: NaN }, null],
    ["none, in another event", { px: 640 }, null],
  ];
  for (const [name, data, px] of CASES) test(name, () => assert.equal(heightIn(data), px));

  describe("is followed", () => {
    let now;
    let onEndless;
    let height;
    beforeEach(() => {
      now = 0;
      mock.method(performance, "now", () => now);
      onEndless = mock.fn();
      height = createHeight(onEndless);
    });
    afterEach(() => mock.restoreAll());

    test("when it is another one", () => {
      assert.deepEqual([height.follow(300), height.follow(300), height.follow(200)], [true, false, true]);
      assert.equal(height.px, 200);
    });

    test("while something opens slowly", () => {
      for (let px = 1; px <= 60; px += 1, now += 16) assert.equal(height.follow(px), true);
    });

    test("until it never comes to rest: an app in 100vh asks for more each time", () => {
      for (let px = 1; px <= 1000; px += 1, now += 16) height.follow(px);
      assert.equal(height.px, 100);
      assert.equal(onEndless.mock.callCount(), 1);
    });

    test("for as long as it comes to rest in between", () => {
      for (let px = 1; px <= 1000; px += 1, now += 4000) height.follow(px);
      assert.equal(height.px, 1000);
    });

    test("again in another document", () => {
      for (let px = 1; px <= 1000; px += 1) height.follow(px);
      height.beginAnew();
      assert.equal(height.follow(2000), true);
    });
  });
});
