import assert from "node:assert/strict";
import { beforeEach, describe, mock, test } from "node:test";

import { createPerson, NOBODY } from "../../../../assets/kit/session/person.js";

describe("who is there", () => {
  let told;
  let changes;
  let ends;
  let person;

  beforeEach(() => {
    told = [];
    changes = [];
    ends = [];
    person = createPerson((message) => told.push(message));
    person.onChange(({ code }) => changes.push(code));
    person.onSignInNeeded((needsSignIn) => ends.push(needsSignIn));
  });

  test("is not known at first", () => assert.equal(person.name, undefined));

  test("is whoever is named first, and that is no change", () => {
    assert.equal(person.is("ada"), true);
    assert.equal(person.name, "ada");
    assert.deepEqual(changes, []);
  });

  test("is somebody else when another is named, and the other windows hear of it", () => {
    person.is("ada");
    person.is("ben");
    assert.deepEqual(changes, ["person_changed"]);
    assert.deepEqual(told, [{ kind: "here", person: "ben" }]);
  });

  test("is the same when a former answer names somebody else, and that is a doubt", () => {
    const doubts = mock.fn();
    person.onDoubt(doubts);
    const before = performance.now() - 1;
    person.is("ada");
    assert.equal(person.is("ben", before), false);
    assert.equal(person.name, "ada");
    assert.deepEqual(doubts.mock.calls[0].arguments, [true]);
  });

  test("is nobody after a sign-out, also where nothing was known", () => {
    person.signOut();
    assert.equal(person.name, NOBODY);
    assert.deepEqual(changes, ["signed_out"]);
    assert.deepEqual(told, [{ kind: "signed out" }]);
  });

  test("stays the same when a sign-in ends by itself, and comes back", () => {
    person.is("ada");
    assert.equal(person.isNobody(Infinity), true);
    assert.equal(person.needsSignIn, true);
    assert.equal(person.name, "ada");
    person.is("ada");
    assert.equal(person.needsSignIn, false);
    assert.deepEqual(ends, [true, false]);
    assert.deepEqual(changes, []);
  });

  test("has signed out when the page has done what may have been that", () => {
    person.is("ada");
    person.mayHaveLeft();
    person.isNobody(Infinity);
    assert.equal(person.needsSignIn, false);
    assert.deepEqual(changes, ["signed_out"]);
  });

  test("has not signed out by it when the server has named them since", () => {
    person.is("ada");
    person.mayHaveLeft();
    person.is("ada", performance.now());
    person.isNobody(Infinity);
    assert.equal(person.needsSignIn, true);
    assert.deepEqual(changes, []);
  });

  test("is somebody else when another signs in after an end", () => {
    person.is("ada");
    person.isNobody(Infinity);
    person.is("ben");
    assert.equal(person.needsSignIn, false);
    assert.deepEqual(changes, ["person_changed"]);
  });

  test("is nobody's news where the page was for nobody", () => {
    assert.equal(person.isNobody(Infinity), true);
    assert.equal(person.needsSignIn, false);
    assert.deepEqual(changes, []);
  });

  test("ends a page that was made for one person, for good", () => {
    person.announce("ada");
    person.is("ben");
    assert.equal(person.signOutReason.code, "person_changed");
    assert.equal(person.is("ada"), false);
    assert.equal(person.isLeaving, true);
  });

  test("is leaving while what was theirs is put away, and no longer", () => {
    const seen = [];
    person.onChange(() => seen.push(person.isLeaving));
    person.is("ada");
    person.is("ben");
    assert.deepEqual([seen, person.isLeaving], [[true], false]);
  });

  test("is whoever comes next once there is nothing of anybody on the page", () => {
    person.is("ada");
    person.forget();
    person.is("ada");
    assert.deepEqual(changes, []);
    person.forget();
    person.is("ben");
    assert.deepEqual(changes, ["person_changed"]);
  });

  test("is not doubted on a page that is of one person", () => {
    const doubts = mock.fn();
    person.onDoubt(doubts);
    person.announce("ada");
    person.doubt(true);
    assert.equal(doubts.mock.callCount(), 0);
  });
});
