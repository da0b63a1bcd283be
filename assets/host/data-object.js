/** The data object of each app. */
import { addClientside } from "./dash.js";
import { shownTheme } from "./theme.js";

/** @typedef {Readonly<Record<string, Readonly<Record<string, unknown>>>>} Carried  by app: what events of others have set */

/**
 * The theme, the app's configuration, what other tabs have set, and its switches.
 * @param {object} from
 * @param {string} from.app
 * @param {string} from.theme
 * @param {Carried} from.carried
 * @param {readonly {key: string}[]} from.toggles  the app's switches
 * @param {readonly boolean[]} from.values  theirs, in the same order
 * @param {{data: Record<string, unknown>, carries: string[]}} from.defaults  carries: the keys that an event may set
 */
export function dataObject({ app, theme, carried, toggles, values, defaults }) {
  /** @type {Record<string, unknown>} */
  const data = { theme, ...defaults.data };
  for (const key of defaults.carries) {
    if (carried[app] && Object.hasOwn(carried[app], key)) data[key] = carried[app][key];
  }
  toggles.forEach((toggle, index) => (data[toggle.key] = values[index]));
  return data;
}

export function startDataObjects() {
  addClientside("dashapp_host", {
    /**
     * @param {boolean[]} values
     * @param {Carried} carried
     * @param {unknown} _theme  a new one is a reason to tell it
     * @param {{app: string, key: string}[]} toggles
     * @param {{data: Record<string, unknown>, carries: string[]}} defaults
     */
    dataObject(values, carried, _theme, toggles, defaults) {
      const app = window.dash_clientside.callback_context.outputs_list.id;
      return dataObject({ app, theme: shownTheme(), carried, toggles, values, defaults });
    },
  });
}
