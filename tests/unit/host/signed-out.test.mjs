import assert from "node:assert/strict";
import { test } from "node:test";

import { wordsOf } from "../../../assets/host/signed-out.js";

test("who has signed out and who is somebody else read different words", () => {
  assert.equal(wordsOf({ code: "signed_out", message: "?" })[0], "You have signed out");
  assert.equal(wordsOf({ code: "person_changed", message: "?" })[0], "You're now signed in as someone else");
});

test("a reason without words of its own is said in the kit's", () => {
  assert.deepEqual(wordsOf({ code: "other", message: "Closed for today." }), ["This page is closed", "Closed for today."]);
});
