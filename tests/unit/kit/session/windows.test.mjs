import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { createPerson, NOBODY } from "../../../../assets/kit/session/person.js";
import { createWindows } from "../../../../assets/kit/session/windows.js";
import { openPage } from "../../page.mjs";

describe("another window", () => {
  let page;
  let channel;
  let person;
  let doubts;
  let redeemed;
  let windows;

  beforeEach(() => {
    page = openPage();
    channel = Object.assign(new EventTarget(), { postMessage: mock.fn() });
    person = createPerson(() => {});
    doubts = mock.fn();
    redeemed = mock.fn();
    windows = createWindows(channel, person);
    person.onDoubt(doubts);
    windows.onRedeemed(redeemed);
  });
  afterEach(() => page.close());

  function says(data) {
    channel.dispatchEvent(Object.assign(new Event("message"), { data }));
  }

  test("that has signed out empties this one", () => {
    person.is("ada");
    says({ kind: "signed out" });
    assert.equal(person.name, NOBODY);
  });

  test("that names somebody else is a reason to ask, not an answer", () => {
    person.is("ada");
    says({ kind: "here", person: "ben" });
    assert.equal(person.name, "ada");
    assert.equal(doubts.mock.callCount(), 1);
  });

  test("that names somebody where nobody is known is no reason for anything", () => {
    says({ kind: "here", person: "ben" });
    assert.deepEqual([person.name, doubts.mock.callCount()], [undefined, 0]);
  });

  test("is believed by a page that is of one person", () => {
    person.announce("ada");
    says({ kind: "here", person: "ben" });
    assert.equal(person.signOutReason.code, "person_changed");
  });

  test("that has signed in is a reason to ask once this sign-in has ended", () => {
    person.is("ada");
    says({ kind: "signed in" });
    assert.equal(doubts.mock.callCount(), 0);
    person.isNobody(Infinity);
    const asked = doubts.mock.callCount();
    says({ kind: "signed in" });
    assert.equal(doubts.mock.callCount(), asked + 1);
  });

  test("shares this person's new cookie, and nobody else's", () => {
    person.is("ada");
    says({ kind: "redeemed", person: "ada", origin: "https://r.example.com", expiresIn: 60 });
    says({ kind: "redeemed", person: "ben", origin: "https://r.example.com", expiresIn: 60 });
    assert.deepEqual(redeemed.mock.calls.map((call) => call.arguments), [["https://r.example.com", 60]]);
  });

  test("is told of a new cookie, unless this page is over", () => {
    person.announce("ada");
    windows.redeemed("https://r.example.com", 60);
    person.is("ben");
    windows.redeemed("https://r.example.com", 60);
    assert.equal(channel.postMessage.mock.callCount(), 1);
  });

  test("may have signed in while this one was out of sight", () => {
    person.is("ada");
    person.isNobody(Infinity);
    const asked = doubts.mock.callCount();
    page.window.dispatchEvent(new Event("focus"));
    assert.equal(doubts.mock.callCount(), asked + 1);
  });
});
