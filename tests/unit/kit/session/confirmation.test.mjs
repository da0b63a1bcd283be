import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { createConfirmation } from "../../../../assets/kit/session/confirmation.js";
import { openPage } from "../../page.mjs";

describe("whose frames these are", () => {
  const ONE = [{ app: "sales", frame: "f1" }];
  let page;
  let confirmation;
  let answer;
  beforeEach(() => {
    page = openPage();
    answer = () => new Response(JSON.stringify({ person: "ada", frames: ["f1"] }));
    page.window.fetch = mock.fn(async () => answer());
    confirmation = createConfirmation();
  });
  afterEach(() => page.close());

  const asked = () => page.window.fetch.mock.callCount();

  test("is what the server says", async () => {
    const { person, theirs } = await confirmation.ask(() => ONE);
    assert.deepEqual([person, [...theirs]], ["ada", ["f1"]]);
  });

  test("is asked once by those who ask together", async () => {
    await Promise.all([confirmation.ask(() => ONE), confirmation.ask(() => ONE)]);
    assert.equal(asked(), 1);
  });

  test("is asked again for a frame that was not asked about", async () => {
    await confirmation.ask(() => ONE);
    await confirmation.ask(() => [...ONE, { app: "home", frame: "f2" }]);
    assert.equal(asked(), 2);
  });

  test("is asked again after a doubt", async () => {
    await confirmation.ask(() => ONE);
    confirmation.doubt(false);
    await confirmation.ask(() => ONE);
    assert.equal(asked(), 2);
  });

  test("is nobody's where nobody is signed in", async () => {
    answer = () => new Response("{}", { status: 401 });
    assert.equal((await confirmation.ask(() => ONE)).person, null);
  });

  for (const [name, bad] of [
    ["no answer", () => Promise.reject(new TypeError("offline"))],
    ["a failure", () => new Response("{}", { status: 500 })],
    ["nonsense", () => new Response("<html>")],
    ["an answer without names", () => new Response("{}")],
  ]) {
    test(`${name}: not known, and asked again`, async () => {
      answer = bad;
      assert.equal(await confirmation.ask(() => ONE), null);
      await confirmation.ask(() => ONE);
      assert.equal(asked(), 2);
    });
  }

  test("holds for a frame that was locked before it was asked, whatever may have been since", async () => {
    const now = await confirmation.ask(() => ONE);
    confirmation.doubt(false);
    assert.equal(confirmation.holds(now, now.askedAt - 1), true);
    assert.equal(confirmation.holds(now, now.askedAt + 1), false);
  });

  test("no longer holds once somebody has signed in or out", async () => {
    const now = await confirmation.ask(() => ONE);
    confirmation.doubt(true);
    assert.equal(confirmation.holds(now, -Infinity), false);
  });
});
