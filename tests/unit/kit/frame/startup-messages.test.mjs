import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { createStartupMessages } from "../../../../assets/kit/frame/startup-messages.js";
import { createSites, isOtherSite } from "../../../../assets/kit/frame/sites.js";
import { openPage } from "../../page.mjs";

describe("what a document says before it has loaded", () => {
  let startupMessages;
  beforeEach(() => {
    startupMessages = createStartupMessages();
    startupMessages.note("isAdmin", 0);
    startupMessages.note("theme", 0);
  });

  test("is the app's again if all of it is said again", () => {
    startupMessages.note("theme", 1);
    startupMessages.note("isAdmin", 1);
    assert.equal(startupMessages.areRepeated(1), true);
  });
  test("is not if a part of it is missing, as when an app goes on asking for one key", () => {
    startupMessages.note("theme", 1);
    assert.equal(startupMessages.areRepeated(1), false);
  });
  test("is not if it was said before the document before this one had loaded", () => {
    startupMessages.note("theme", 1);
    startupMessages.note("isAdmin", 1);
    assert.equal(startupMessages.areRepeated(2), false);
  });
  test("need not have what is said later", () => {
    startupMessages.note("later", 1);
    startupMessages.note("theme", 1);
    startupMessages.note("isAdmin", 1);
    assert.equal(startupMessages.areRepeated(1), true);
  });
  test("may come between two loads, where a silent page has led to the app", () => {
    let now = 0;
    mock.method(performance, "now", () => now);
    const led = createStartupMessages();
    led.onLoad();
    now = 600;
    led.note("theme", 1);
    now = 900;
    assert.equal(led.areRepeated(1), true);
    mock.restoreAll();
  });
  test("is the former document's, if it was said as soon as that had loaded", () => {
    let now = 0;
    mock.method(performance, "now", () => now);
    const late = createStartupMessages();
    late.onLoad();
    now = 20;
    late.note("theme", 1);
    now = 900;
    assert.equal(late.areRepeated(1), false);
    mock.restoreAll();
  });
  test("is the former document's, if it was said long before the load", () => {
    let now = 0;
    mock.method(performance, "now", () => now);
    const late = createStartupMessages();
    late.note("theme", 1);
    now = 60000;
    assert.equal(late.areRepeated(1), false);
    mock.restoreAll();
  });
  test("is nothing where no document has said anything", () => assert.equal(createStartupMessages().areRepeated(1), false));
  test("is forgotten with the frame", () => {
    startupMessages.forget();
    assert.equal(startupMessages.areRepeated(0), false);
  });
});

describe("another site", () => {
  const CASES = [
    ["https://retool.example.com", "https://host.example.com", false],
    ["https://retool.example.com:8443", "https://host.example.com", false],
    ["https://retool.example.com", "https://host.example.org", true],
    ["https://retool.example.com", "http://host.example.com", true],
    ["http://10.0.0.1", "http://10.0.0.2", true],
    ["http://10.0.0.1:3000", "http://10.0.0.1:8050", false],
    ["http://localhost:3000", "http://127.0.0.1:8050", true],
    ["http://localhost:3000", "http://localhost:8050", false],
    ["http://[::1]:3000", "http://[::1]:8050", false],
  ];
  for (const [one, other, is] of CASES) {
    test(`${one} and ${other}: ${is ? "two sites" : "one site"}`, () => assert.equal(isOtherSite(one, other), is));
  }

  describe("on a page", () => {
    const OTHER = "https://retool.example.org";
    let page;
    let warn;
    beforeEach(() => {
      page = openPage();
      warn = mock.method(console, "warn", () => {});
    });
    afterEach(() => {
      page.close();
      mock.restoreAll();
    });

    test("is named in the console, once", () => {
      const sites = createSites();
      sites.name(OTHER);
      sites.name(OTHER);
      sites.name("https://retool.example.com");
      assert.equal(warn.mock.callCount(), 1);
      assert.match(warn.mock.calls[0].arguments[0], /retool\.example\.org is at another site than this page/);
    });

    test("is in doubt until an app of it has run", () => {
      const sites = createSites();
      assert.equal(sites.isDoubtful(OTHER), true);
      sites.prove(OTHER);
      assert.equal(sites.isDoubtful(OTHER), false);
    });

    test("is no matter while there is no frame", () => assert.equal(createSites().isDoubtful(""), false));
  });
});
