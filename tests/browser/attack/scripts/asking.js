/** What is asked: own keys of the data object, by whoever may ask, however oddly. */
(function () {
  const { equal, steps, values } = window.windows;

  const METHODS = ["constructor", "__proto__", "toString", "hasOwnProperty"];

  function query(selector, id, pageName = "page") {
    return { type: "PARENT_WINDOW_QUERY", selector, id, pageName };
  }

  /** What an embed is told of some changes of `a` under these ids. */
  async function toldOfChanges({ left }, ids) {
    await left.change({ a: 1 });
    await left.change({ a: 2 });
    return Promise.all(ids.map(async (id) => values(await left.answers(id))));
  }

  /** Who asks just before a load may belong to either document, so it is the second load that counts. */
  async function reloadTwice({ go, who }) {
    await go(who().address);
    await go(who().address);
  }

  window.attacks = {
    ...window.attacks,

    "selectors like constructor and __proto__: not answered, and later changes arrive": async (stage) => {
      const { left, isCalm } = stage;
      const ids = [];
      for (const selector of METHODS) ids.push(await left.ask(selector));
      const [told] = await toldOfChanges(stage, [await left.ask("a")]);
      const answers = await Promise.all(ids.map(left.answers));
      return equal(told, 1, 2) && answers.flat().length === 0 && isCalm();
    },

    "own keys called constructor and toString: told of like any other": async ({ left, isCalm }) => {
      const ids = [await left.ask("constructor"), await left.ask("toString")];
      await left.change({ constructor: "a", toString: "b" });
      await left.change({ constructor: "A", toString: "B" });
      const [first, second] = await Promise.all(ids.map(left.answers));
      return equal(values(first), "a", "A") && equal(values(second), "b", "B") && isCalm();
    },

    "ids and pages called __proto__ and constructor: told of changes": async (stage) => {
      const { left, isCalm } = stage;
      for (const name of METHODS) await left.ask("a", name, name);
      const told = await toldOfChanges(stage, METHODS);
      return told.every((each) => equal(each, 1, 2)) && isCalm() && {}.selector === undefined;
    },

    "ids and pages that look alike only when joined: each is told of changes": async (stage) => {
      await stage.left.ask("a", "b-c", "a");
      await stage.left.ask("a", "c", "a-b");
      return (await toldOfChanges(stage, ["b-c", "c"])).every((each) => equal(each, 1, 2));
    },

    "null, false, 0, an empty string and NaN: answered at the first asking": async ({ left }) => {
      const falsy = { nothing: null, no: false, zero: 0, empty: "", nan: NaN };
      await left.change(falsy);
      for (const key of Object.keys(falsy)) await left.ask(key, key);
      await left.settle();
      const told = await Promise.all(Object.keys(falsy).map(left.answers));
      return Object.values(falsy).every((value, index) => equal(steps(told[index]), value));
    },

    "a missing key: silence, then told when it comes, and of its going with undefined": async ({ left }) => {
      const id = await left.ask("key");
      await left.settle();
      const before = await left.answers(id);
      await left.change({ key: "here" });
      await left.change({});
      return equal(before) && equal(steps(await left.answers(id)), "here", undefined);
    },

    "two queries right behind each other: both are answered, and told of changes": async (stage) => {
      const { left } = stage;
      await left.post(query("probe", "probe 1"), query("probe", "probe 2"), query("a", "a 1"), query("a", "a 2"));
      const told = await toldOfChanges(stage, ["a 1", "a 2"]);
      const answered = await Promise.all(["probe 1", "probe 2"].map(left.answers));
      return told.every((each) => equal(each, 1, 2)) && answered.every((each) => equal(steps(each), "probe"));
    },

    "a new query is answered with the data of now": async ({ left }) => {
      await left.change({ a: "then" });
      await left.change({ a: "now" });
      const id = await left.ask("a");
      await left.settle();
      return equal(steps(await left.answers(id)), "now");
    },

    "malformed queries: no error, and the next one is answered": async ({ left, isCalm }) => {
      const shapes = [undefined, null, 7, {}, [], ["a"], { toString: null }, new Map(), NaN, 10n];
      await left.post({ type: "PARENT_WINDOW_QUERY" });
      for (const shape of shapes) {
        await left.post(query(shape, "id"), query("a", shape), query("a", "id", shape));
      }
      const id = await left.ask("probe");
      await left.settle();
      await left.change({ a: 1 });
      return equal(steps(await left.answers(id)), "probe") && isCalm();
    },

    "queries with a megabyte in selector, id or page: dropped, and the next one is answered": async ({
      left,
      isCalm,
    }) => {
      const long = "x".repeat(1e6);
      await left.post(query(long, "long"), query("probe", long), query("probe", "id", long));
      const id = await left.ask("probe");
      await left.settle();
      await left.change({ [long]: 1 });
      const told = (await left.told()).filter((each) => [each.id, each.pageName].some((name) => /^(xx|long)/.test(name)));
      return told.length === 0 && equal(steps(await left.answers(id)), "probe") && isCalm();
    },

    "5,000 queries with ids of their own: a later change is told at most 1,000 times": async ({ left }) => {
      const told = async () => (await left.told()).filter(({ pageName }) => pageName === "flood").length;
      for (let sent = 0; sent < 5000; sent += 100) {
        await left.post(...Array.from({ length: 100 }, (_, index) => query("flood", sent + index, "flood")));
        // The key is missing, so nothing is said. Who talks now would take minutes for all of them.
        if (sent === 0 && (await told()) > 0) return false;
      }
      await left.change({ flood: "here" });
      const isBounded = (await told()) <= 1000;
      await reloadTwice(left);
      return isBounded;
    },

    "the watchers of a former document are told nothing": async ({ left }) => {
      const id = await left.ask("a");
      await left.settle();
      await reloadTwice(left);
      await left.settle();
      await left.change({ a: 1 });
      return equal(await left.answers(id));
    },
  };
})();
