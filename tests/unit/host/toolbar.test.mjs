import assert from "node:assert/strict";
import { test } from "node:test";

import { stateWord } from "../../../assets/host/toolbar.js";

test("each state has a word and a look", () => {
  assert.deepEqual(stateWord("minting"), ["Opening…", "host-state host-state-minting"]);
  assert.deepEqual(stateWord("ready"), ["Ready", "host-state host-state-ready"]);
});

test("before there is a state nothing is said", () => {
  assert.deepEqual(stateWord(undefined), ["", "host-state"]);
  assert.deepEqual(stateWord(""), ["", "host-state"]);
});

test("a state without a word is said as it is", () => {
  assert.deepEqual(stateWord("napping"), ["napping", "host-state host-state-napping"]);
});
