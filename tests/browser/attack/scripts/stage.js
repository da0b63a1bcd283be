/**
 * Plays attacks on this page. An attack is a function in window.attacks: it gets the stage, and returns whether
 * the page behaved.
 */
(function () {
  /** An embed: its frame's window, and what the page's own code has to do with it. */
  async function openEmbed(name) {
    const find = () => document.querySelector(`#${name} iframe`)?.contentWindow;
    const frame = await window.windows.open(find);
    const home = frame.who().address;
    let marks = 0;

    const embed = {
      ...frame,
      setData: (data) => window.harness.setData(name, { probe: "probe", ...data }),
      /** Gives it a data object, and waits until the frame knows. */
      async change(data) {
        const mark = `${name} ${++marks}`;
        const id = await frame.ask("mark", `mark of ${name}`);
        embed.setData({ ...data, mark });
        await frame.does("hear", { id, result: mark });
        await embed.settle();
      },
      /** A legitimate event and a legitimate query: once they are dealt with, so is all before them. */
      async settle() {
        const fence = await frame.post();
        const id = await frame.ask("probe");
        await frame.does("hear", { id });
        if (!window.heard[name].some((each) => each?.fence === fence)) throw new Error(`${name} is not heard any more`);
      },
      /** What the page's own code was given, oldest first. */
      heard: () => window.heard[name].filter((each) => !each?.fence),
      async goHome() {
        if (!find()) throw new Error(`${name} is gone`);
        if (frame.who().address !== home) await frame.go(home);
      },
    };
    return embed;
  }

  async function openStage({ retool, hostile }) {
    const [left, right] = await Promise.all(["left", "right"].map(openEmbed));
    const both = [left, right];
    /** @type {Map<string, any>} by address: a stranger may come again */
    const strangers = new Map();

    /** @param {string} address */
    function openStranger(address) {
      const frame = document.createElement("iframe");
      frame.src = address;
      document.body.append(frame);
      return window.windows.open(() => frame.contentWindow);
    }

    return {
      left,
      right,
      retool,
      hostile,
      /** Puts one more window on the page, which is nobody's embed. */
      async stranger(address) {
        if (!strangers.has(address)) strangers.set(address, await openStranger(address));
        return strangers.get(address);
      },
      settle: () => Promise.all(both.map((embed) => embed.settle())),
      change: (data) => Promise.all(both.map((embed) => embed.change(data))),
      heardNothing: () => both.every((embed) => embed.heard().length === 0),
      /** Whether no error has gone uncaught. */
      isCalm: () => window.caught.length === 0,
      /** Makes the page as it was in the beginning; fails where it is broken. */
      async reset() {
        await Promise.all(both.map((embed) => embed.goHome()));
        await Promise.all(both.map((embed) => embed.change({})));
        await Promise.all([...both, ...strangers.values()].map((each) => each.does("forget")));
        for (const events of Object.values(window.heard)) events.length = 0;
        window.caught.length = window.logged.length = 0;
      },
    };
  }

  /** @type {any} */
  let stage;

  /** Each says how many seconds whatever happens in it is waited for. */
  window.openStage = async (world, seconds) => {
    window.patienceMs = 1000 * seconds;
    stage = await openStage(world);
  };
  window.resetStage = (seconds) => {
    window.patienceMs = 1000 * seconds;
    return stage.reset();
  };
  window.play = async (name, seconds) => {
    window.patienceMs = 1000 * seconds;
    return (await window.attacks[name](stage)) === true;
  };
  window.attackNames = async () => Object.keys(window.attacks);
})();
