/** What Dash and its table put into the window, and the events of this page. Read by the type checker only. */

/** Told to Dash instead of a value: the output stays as it is. */
interface DashNoUpdate {
  readonly description: string;
}

interface DashCallbackContext {
  /** Of a callback with one output, as all are that read this. */
  readonly outputs_list: { readonly id: string; readonly property: string };
  /** Empty when the callback runs because the page has just come. */
  readonly triggered: readonly { readonly prop_id: string; readonly value: unknown }[];
}

/** https://dash.plotly.com/clientside-callbacks */
interface DashClientside {
  /** Throws for an id that is not on the page. */
  set_props(id: string | Readonly<Record<string, string | number>>, props: Readonly<Record<string, unknown>>): void;
  readonly no_update: DashNoUpdate;
  readonly callback_context: DashCallbackContext;
}

/** What the usage page needs of AG Grid: https://www.ag-grid.com/javascript-data-grid/grid-api/ */
interface DashGridApi {
  refreshInfiniteCache(): void;
  purgeInfiniteCache(): void;
  deselectAll(): void;
}

/** Called by name in the columns of dashapp/pages/usage/grid.py. */
interface DashGridFunctions {
  usageTime?(ms: number | undefined): string;
  usageMs?(ms: number | null | undefined): string;
}

interface Window {
  dash_clientside: DashClientside;
  /** There once the table's script has run. */
  dash_ag_grid?: { getApiAsync(id: string): Promise<DashGridApi> };
  dashAgGridFunctions?: DashGridFunctions;
}

interface DocumentEventMap {
  /** By boot/theme.js: what is shown or what is chosen has changed. */
  "dashapp:theme": CustomEvent<null>;
  /** To boot/theme.js: what somebody chooses. */
  "dashapp:choose-theme": CustomEvent<import("../boot/theme-choice.js").ThemeChoice>;
}
