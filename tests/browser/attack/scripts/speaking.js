/** Who may speak: the frame's own window, as long as it shows Retool. */
(function () {
  const { equal, open, steps, values } = window.windows;

  /** Nobody hears what somebody posts. */
  async function isNotHeard(stage, somebody) {
    await somebody.post("forged", { type: "navigate", tab: "forged" });
    await stage.settle();
    return stage.heardNothing() && stage.isCalm();
  }

  /** Nobody is told what somebody asks, neither at once nor later. */
  async function isNotAnswered(stage, somebody) {
    await stage.change({ secret: "now" });
    const id = await somebody.ask("secret");
    await stage.settle();
    await stage.change({ secret: "later" });
    const told = await Promise.all([stage.left, stage.right, somebody].map((each) => each.answers(id)));
    return told.flat().length === 0 && stage.isCalm();
  }

  /** What left may be told is told by now, though left can't say so: a bridge may gather changes for a moment. */
  async function changeBehindItsBack({ left, right }, data) {
    left.setData(data);
    await right.change({ round: 1 });
    await right.change({ round: 2 });
  }

  /** A place that is not Retool's. */
  const elsewhere = ({ hostile }) => ({ address: `${hostile}/window`, origin: hostile });
  const nowhere = ({ hostile }) => ({ address: `${hostile}/opaque`, origin: "null" });

  /** The attack is on the origin: it has to be that. */
  function checkOrigin(somebody, origin) {
    if (somebody.who().origin !== origin) throw new Error(`${somebody.who().origin} should be ${origin}`);
    return somebody;
  }

  async function goTo({ address, origin }, embed) {
    await embed.go(address);
    checkOrigin(embed, origin);
  }

  /** Left's frame, once it has gone to a place, is not heard, not answered, and told nothing. */
  async function isNotHeardAt(place, { left, right, heardNothing }) {
    await goTo(place, left);
    await left.post("forged");
    await right.settle();
    return heardNothing();
  }

  async function isNotAnsweredAt(place, stage) {
    const { left, right } = stage;
    await left.change({ secret: "now" });
    await goTo(place, left);
    const id = await left.ask("secret");
    await right.settle();
    await changeBehindItsBack(stage, { secret: "later" });
    return equal(await left.answers(id)) && equal(await right.answers(id));
  }

  async function isToldNothingAt(place, stage) {
    const { left } = stage;
    await left.change({ secret: "now" });
    await left.ask("secret");
    await left.settle();
    await goTo(place, left);
    await changeBehindItsBack(stage, { secret: "later" });
    return equal(await left.told());
  }

  async function strangerAt({ address, origin }, { stranger }) {
    return checkOrigin(await stranger(address), origin);
  }

  const foreign = (stage) => strangerAt(elsewhere(stage), stage);
  const opaque = (stage) => strangerAt(nowhere(stage), stage);
  const ofRetool = (stage) => strangerAt({ address: `${stage.retool}/window`, origin: stage.retool }, stage);
  const nested = ({ retool, left }) => left.nest(`${retool}/window`);
  // The page has an actor too.
  const own = () => open(() => window);

  window.attacks = {
    ...window.attacks,

    "a window of another origin sends an event: not heard": async (stage) => isNotHeard(stage, await foreign(stage)),
    "a window of another origin asks: not answered": async (stage) => isNotAnswered(stage, await foreign(stage)),
    "another window of Retool's origin sends an event: not heard": async (stage) =>
      isNotHeard(stage, await ofRetool(stage)),
    "another window of Retool's origin asks: not answered": async (stage) =>
      isNotAnswered(stage, await ofRetool(stage)),
    "a window of opaque origin sends an event: not heard": async (stage) => isNotHeard(stage, await opaque(stage)),
    "a window of opaque origin asks: not answered": async (stage) => isNotAnswered(stage, await opaque(stage)),
    "the page's own window posts an event to itself: not heard": async (stage) => isNotHeard(stage, await own()),
    "the page's own window asks: not answered": async (stage) => isNotAnswered(stage, await own()),
    "a frame inside Retool's page sends an event: not heard": async (stage) => isNotHeard(stage, await nested(stage)),
    "a frame inside Retool's page asks: not answered": async (stage) => isNotAnswered(stage, await nested(stage)),

    "the frame has gone to another site: its events are not heard": (stage) => isNotHeardAt(elsewhere(stage), stage),
    "the frame has gone to another site: its queries are not answered": (stage) =>
      isNotAnsweredAt(elsewhere(stage), stage),
    "the frame has gone to another site: it is told nothing when data change": (stage) =>
      isToldNothingAt(elsewhere(stage), stage),
    "the frame's origin has become opaque: its events are not heard": (stage) => isNotHeardAt(nowhere(stage), stage),
    "the frame's origin has become opaque: its queries are not answered": (stage) =>
      isNotAnsweredAt(nowhere(stage), stage),
    "the frame's origin has become opaque: it is told nothing when data change": (stage) =>
      isToldNothingAt(nowhere(stage), stage),

    "the frame has come back from another site: it is heard and answered": async ({ hostile, left }) => {
      await left.go(`${hostile}/window`);
      await left.post("forged");
      await left.goHome();
      await left.post("back");
      const id = await left.ask("probe");
      await left.settle();
      return equal(left.heard(), "back") && equal(steps(await left.answers(id)), "probe");
    },

    "a stranger asks under an id of the frame's own: the frame is told as before": async (stage) => {
      const { left } = stage;
      const stranger = await ofRetool(stage);
      const id = await left.ask("mine");
      await left.change({ mine: "mine", other: "other" });
      await stranger.ask("other", id);
      await left.settle();
      await left.change({ mine: "changed", other: "changed too" });
      return equal(values(await left.answers(id)), "mine", "changed");
    },

    "two embeds of one origin: each hears its own events only": async ({ left, right, settle }) => {
      await left.post("from left");
      await right.post("from right");
      await settle();
      return equal(left.heard(), "from left") && equal(right.heard(), "from right");
    },

    "two embeds of one origin: a query is answered once, with the asker's data": async ({ left, right, settle }) => {
      await Promise.all([left.change({ who: "left" }), right.change({ who: "right" })]);
      const [ofLeft, ofRight] = [await left.ask("who"), await right.ask("who")];
      await settle();
      const told = await Promise.all([left, right].flatMap((each) => [each.answers(ofLeft), each.answers(ofRight)]));
      return equal(told[0], "left") && equal(told[1]) && equal(told[2]) && equal(told[3], "right");
    },

    "two embeds of one origin: queries of one id do not mix": async ({ left, right, settle, change }) => {
      await left.ask("a", "same");
      await right.ask("b", "same");
      await settle();
      await change({ a: "a", b: "b" });
      return equal(values(await left.answers("same")), "a") && equal(values(await right.answers("same")), "b");
    },
  };
})();
