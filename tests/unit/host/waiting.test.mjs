import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { pauseAfter, startWaiting } from "../../../assets/host/answers/waiting.js";

let person, end, now;

beforeEach(() => {
  now = 1000;
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  mock.method(performance, "now", () => now);
  person = {
    needsSignIn: false,
    signOutReason: null,
    asked: [],
    isNobody: (sentAt) => person.asked.push(sentAt),
    onSignInNeeded: (listener) => {
      end = (needsSignIn) => {
        person.needsSignIn = needsSignIn;
        listener(needsSignIn);
      };
    },
  };
});

/** @returns {Promise<boolean>}  whether it has settled by now */
async function isSettled(promise) {
  const open = Symbol("open");
  return (await Promise.race([promise, new Promise((resolve) => setImmediate(resolve, open))])) !== open;
}

test("the first time nothing is held back", () => {
  assert.equal(pauseAfter(0, Infinity), 0);
});

test("a sign-in that ends again at once is held back longer each time, within bounds", () => {
  const pauses = [0];
  for (let n = 0; n < 9; n += 1) pauses.push(pauseAfter(pauses.at(-1), 5));
  assert.deepEqual(pauses, [0, 500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
});

test("a sign-in that has lasted is not held back", () => {
  assert.equal(pauseAfter(8000, 10000), 0);
});

test("who is signed in does not wait", async () => {
  const { untilSignedIn } = startWaiting(person);
  assert.ok(await isSettled(untilSignedIn(7)));
  assert.deepEqual(person.asked, [7]);
});

test("what was asked while nobody was there waits for the person", async () => {
  const { untilSignedIn } = startWaiting(person);
  end(true);
  const waits = untilSignedIn(7);
  assert.ok(!(await isSettled(waits)));
  end(false);
  mock.timers.tick(0);
  assert.ok(await isSettled(waits));
});

test("a page that is over waits for good", async () => {
  const { untilSignedIn } = startWaiting(person);
  person.signOutReason = { code: "signed_out" };
  assert.ok(!(await isSettled(untilSignedIn(7))));
});

test("a server that says nobody again and again is asked with pauses", async () => {
  const { untilSignedIn } = startWaiting(person);
  end(true);
  end(false);
  now += 10;
  end(true);
  const waits = untilSignedIn(7);
  end(false);
  mock.timers.tick(499);
  assert.ok(!(await isSettled(waits)));
  mock.timers.tick(1);
  assert.ok(await isSettled(waits));
});
