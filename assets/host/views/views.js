/** The host's views: which one is shown, and what is asked for when that changes. */
import { saveLastTab } from "../../boot/last-tab-store.js";
import { askWhichToClose } from "../../kit/eviction.js";
import { addClientside, setProps, setVisited } from "../dash.js";
import { closest, first, shell } from "../elements.js";
import { isPlainClick } from "../plain-click.js";
import { ELSEWHERE, isTab, USAGE, viewOf, tabToResume } from "./address.js";
import { retryIn, startAsking } from "./asking.js";
import { allViews, hasPage, viewNamed } from "./elements.js";
import { createFocus, shownHeading } from "./focus.js";
import { createKept, pathsAfter } from "./pages.js";

/** @import { Kit } from "../../bridge.js" */
/** @import { Frames } from "../../kit/frames.js" */

/**
 * @param {object} given
 * @param {Pick<Kit["person"], "announce">} given.person
 * @param {Pick<Frames, "close" | "unsaved">} given.frames
 * @param {string} given.prefix  of the host's addresses
 * @param {() => Promise<unknown> | null} given.loadTable  of the usage page; null: it is there
 * @param {(name: string) => void} given.onShown  told whenever a view is shown, also one that was
 */
export function startViews({ frames, person, prefix, loadTable, onShown }) {
  const kept = createKept();
  const focus = createFocus();
  let shown = "";
  const asking = startAsking({ shown: () => shown, loadTable });
  /** @type {(() => void)[]} */
  const onPage = [];

  /** @param {string} name */
  function show(name) {
    if (name !== shown) {
      // On the first page the keyboard is where the browser has it.
      focus.want(shown !== "");
      shown = name;
      asking.beginAnew();
      saveLastTab(shell()?.dataset.person, isTab(name) ? name : null);
    }
    for (const view of allViews()) {
      const isNew = view.dataset.view === name && !view.hasAttribute("data-shown");
      view.toggleAttribute("data-shown", view.dataset.view === name);
      // What failed while it was out of sight, or before it was left, is tried again.
      if (isNew) retryIn(view);
    }
    first(".host-app-shell")?.remove();
    onShown(name);
    arrive();
  }

  /** Once the page is there, which the first time is later than its view. */
  function arrive() {
    const heading = shownHeading();
    const brand = shell()?.dataset.brand ?? "";
    document.title = heading ? `${heading.textContent} · ${brand}` : brand;
    focus.arrive();
  }

  /** @param {ReturnType<Frames["unsaved"]>} unsaved  in apps that nobody looks at */
  async function closeOne(unsaved) {
    const answer = await askWhichToClose(unsaved.map(({ title }) => title));
    if (answer === null) return;
    const { key, app } = unsaved[answer];
    frames.close(key);
    kept.drop(app);
    setVisited(app, null);
  }

  // At the click: by the time Dash has heard of the new address, the page is there.
  document.addEventListener("click", (event) => {
    const tab = closest(closest(event.target, "[data-tab] a"), "[data-tab]");
    if (!tab || !isPlainClick(event)) return;
    show(tab.dataset.tab ?? "");
    // Also of the tab that was shown already: the menu with its link has closed.
    focus.focusHeading();
  });

  addClientside("dashapp_views", {
    /**
     * Shows the view of the address; one that has no page yet is visited, and so gets it.
     * @param {string} pathname
     * @param {(string | null | undefined)[]} visited  by view: the path that it was visited under
     * @param {{tab: string}[]} ids
     */
    visit(pathname, visited, ids) {
      const { no_update } = window.dash_clientside;
      const names = ids.map(({ tab }) => tab);
      const toResume = tabToResume(pathname, names, shown, document.documentElement.dataset.lastTab, prefix);
      if (toResume !== null) {
        setProps("host_url", { pathname: toResume });
        return ids.map(() => no_update);
      }
      const name = viewOf(pathname, names, prefix);
      show(name);
      // It was asked for, and did not come before its person left, or has failed.
      const isMissing = Boolean(visited[names.indexOf(name)]) && !hasPage(viewNamed(name));
      if (isMissing && name !== ELSEWHERE) setTimeout(asking.ask);
      const unsaved = frames.unsaved();
      const { evicted, isOverLimit } = kept.show(name, (each) => unsaved.some(({ app }) => app === each));
      // Who has kept them all has been asked.
      if (isOverLimit && !visited[names.indexOf(name)]) closeOne(unsaved.filter(({ app }) => app !== name));
      const paths = pathsAfter({ names, visited, name, pathname, evicted }, no_update);
      const needed = name === USAGE ? loadTable() : null;
      // Without it there is no page; what is asked again when the host is back asks for it too.
      return needed ? needed.then(() => paths, () => ids.map(() => no_update)) : paths;
    },

    onPage() {
      const name = shell()?.dataset.person;
      if (name) person.announce(name);
      for (const listener of onPage) listener();
      arrive();
    },
  });

  return {
    focusHeading: focus.focusHeading,
    refuse: asking.refuse,
    revisit: asking.revisit,
    /** @param {() => void} listener  told when the page of a view has come */
    onPage(listener) {
      onPage.push(listener);
    },
  };
}
