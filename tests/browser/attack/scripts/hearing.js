/** What comes out: events, whatever they hold, however many, while the embed is on the page. */
(function () {
  const { equal } = window.windows;

  function cyclic() {
    const value = {};
    value.self = value;
    return value;
  }

  /** After these messages there is no error, and the next event is heard. */
  async function isHarmless({ left, isCalm }, ...messages) {
    for (const message of messages) await left.post(message);
    await left.post("after");
    await left.settle();
    return left.heard().at(-1) === "after" && isCalm();
  }

  window.attacks = {
    ...window.attacks,

    "messages that are null, undefined, numbers, texts or lists: no error, and the next event is heard": (stage) =>
      isHarmless(stage, null, undefined, 0, 7, NaN, true, "", "text", [], [null], {}),

    "events that JSON can't carry: no error, and the next one is heard": (stage) =>
      isHarmless(stage, 10n, cyclic(), new Map([[1, 2]]), new Blob(["x"]), NaN, new Date(NaN), { n: 10n }),

    "an event with a __proto__ of its own: nothing else gets its properties": async (stage) => {
      const event = JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}');
      return (await isHarmless(stage, event)) && {}.polluted === undefined;
    },

    "the noise of Retool's chat widget is no event": async ({ left }) => {
      await left.post({ type: "intercom-snippet__ready" });
      await left.settle();
      return equal(left.heard());
    },

    "a thousand events in one task: all are heard, in order": async ({ left }) => {
      const thousand = Array.from({ length: 1000 }, (_, index) => index);
      await left.post(...thousand);
      await left.settle();
      return equal(left.heard(), ...thousand);
    },

    "an embed that has left the page hears nothing any more": async ({ retool, left, right, stranger }) => {
      const another = await stranger(`${retool}/window`);
      window.harness.unmount("left");
      await right.change({});
      await another.post("forged");
      await right.settle();
      return equal(left.heard());
    },

    "2,000 forged messages: the console stays empty, and real events are heard": async ({ hostile, stranger, left }) => {
      const forger = await stranger(`${hostile}/window`);
      const query = { type: "PARENT_WINDOW_QUERY", selector: "secret", id: "forged", pageName: "page" };
      await forger.post(...Array.from({ length: 2000 }, (_, index) => (index % 2 ? query : "forged")));
      await left.post("real");
      await left.settle();
      return equal(left.heard(), "real") && window.logged.length === 0;
    },
  };
})();
