/**
 * Makes the files that browsers load of their sources (assets/): node bundle.mjs. Those of the kit are in its package,
 * all others in the host's.
 *
 *   --check       write nothing; name each bundle that isn't what its sources make, and exit with 1
 *   --only NAME   the bundles of one room: kit, host, boot, offline or inspector
 *   --assets DIR  other sources
 *   --out DIR     a folder for what is made of them, and for nothing else, instead of both
 */
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const ROOT = dirname(fileURLToPath(import.meta.url));

/**
 * What each kind of source has to run in. A stylesheet: the oldest browsers that package.json names, so that it gets the
 * prefixes that these need. A script: older ones too, in which an embed says that they are too old.
 */
const TARGETS = { ".css": await oldestBrowsers(), ".js": "es2020" };
/** For any browser that runs scripts. */
const FOR_ALL = "too-old.js";

/** What a page loads, by room: the name of each bundle, and the source that it begins with. */
const BUNDLES = {
  kit: { "kit.js": "bridge.js", "kit.css": "kit/ui/embed.css" },
  host: {
    "host.js": "host/main.js",
    "host.css": "host/host.css",
    "usage.js": "host/usage/main.js",
    "usage.css": "host/usage/usage.css",
    "plain.css": "host/plain.css",
  },
  boot: {
    [FOR_ALL]: "boot/too-old.js",
    "prefetch-dash.js": "boot/prefetch-dash.js",
    "theme.js": "boot/theme.js",
    "prefetch-link.js": "boot/prefetch-link.js",
    "last-tab.js": "boot/last-tab.js",
    "signed-in.js": "boot/signed-in.js",
  },
  offline: {
    "offline-worker.js": "offline/worker.js",
    "offline-page.js": "offline/page.js",
    "offline-register.js": "offline/register.js",
  },
  inspector: { "inspector.js": "inspector/main.js", "inspector.css": "inspector/inspector.css" },
};

/** Of the errors' catalogue, what browsers need: no byte of what is for operators. */
const ERRORS = {
  name: "errors",
  setup(building) {
    // Wherever the sources are, it is this one, and a map has the same name for it.
    building.onResolve({ filter: /\/errors\/browser\.json$/ }, () => ({ path: "browser.json", namespace: "errors" }));
    building.onLoad({ filter: /.*/, namespace: "errors" }, async () => {
      const catalogue = JSON.parse(await readFile(join(ROOT, "kit/dash_retool_embed/errors/browser.json"), "utf8"));
      const seen = Object.entries(catalogue).map(([code, { person, action, transient }]) => [code, { person, action, transient }]);
      return { contents: JSON.stringify(Object.fromEntries(seen)), loader: "json" };
    });
  },
};

/** Where they are, by room. */
const FOLDERS = { kit: "kit/dash_retool_embed/bundles" };
const FOLDER = "dashapp/bundles";

/** @returns {Promise<string[]>}  as esbuild spells them */
async function oldestBrowsers() {
  const { browserslist } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8"));
  return browserslist.map((each) => each.replace(" >= ", ""));
}

/**
 * The content of each bundle and each map, by name. The same sources give the same bytes, wherever they are.
 * @param {string} assets  the folder of the sources
 * @param {Record<string, string>} entries  of BUNDLES
 * @returns {Promise<Map<string, Uint8Array>>}
 */
async function bundle(assets, entries) {
  // As if they were written beside the sources' folder: maps call a source "assets/bridge.js".
  const place = dirname(assets);
  const ofEach = Object.entries(entries).map(async ([name, entry]) => {
    const source = `${basename(assets)}/${entry}`;
    const { outputFiles } = await build({
      absWorkingDir: place,
      entryPoints: [source],
      outfile: name,
      bundle: true,
      minify: true,
      format: "iife",
      target: name === FOR_ALL ? "es5" : TARGETS[extname(name)],
      charset: "utf8",
      sourcemap: true,
      // Without it, "use strict" would depend on jsconfig.json, which esbuild reads too.
      tsconfigRaw: { compilerOptions: { alwaysStrict: true } },
      banner: Object.fromEntries(["js", "css"].map((kind) => [kind, `/* Built from ${source}: make bundle */`])),
      plugins: [ERRORS],
      logLevel: "silent",
      write: false,
    });
    return outputFiles.map(({ path, contents }) => /** @type {const} */ ([relative(place, path), contents]));
  });
  return new Map((await Promise.all(ofEach)).flat().sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * @param {string} out
 * @param {Map<string, Uint8Array>} bundles
 * @returns {Promise<string[]>}  the names of files that no bundle has
 */
async function superfluous(out, bundles) {
  const there = await readdir(out).catch(() => []);
  return there.filter((name) => /\.(js|css|map)$/.test(name) && !bundles.has(name));
}

/**
 * @param {string} out
 * @param {Map<string, Uint8Array>} bundles
 * @returns {Promise<string[]>}  the names of bundles that are missing, or aren't what their sources make
 */
async function stale(out, bundles) {
  const areSame = async ([name, made]) => (await readFile(join(out, name)).catch(() => null))?.equals(made);
  const compared = await Promise.all([...bundles].map(async (each) => [each[0], await areSame(each)]));
  return compared.filter(([, isSame]) => !isSame).map(([name]) => name);
}

/**
 * @param {string} assets
 * @param {string} out
 * @param {string[]} rooms  whose bundles belong there
 * @param {{check: boolean, keeps: boolean}} how  whether to write nothing; whether the folder may have other rooms' too
 * @returns {Promise<boolean>}  whether it has what it should have
 */
async function fill(assets, out, rooms, { check, keeps }) {
  const bundles = await bundle(assets, Object.assign({}, ...rooms.map((room) => BUNDLES[room])));
  const others = keeps ? [] : await superfluous(out, bundles);
  if (check) {
    const wrong = [...(await stale(out, bundles)), ...others];
    for (const name of wrong) console.error(`${relative(ROOT, join(out, name))} isn't what assets/ makes: make bundle`);
    return !wrong.length;
  }
  await mkdir(out, { recursive: true });
  // Those that haven't changed too: `make demo` goes by their time.
  await Promise.all([...bundles].map(([name, made]) => writeFile(join(out, name), made)));
  await Promise.all(others.map((name) => rm(join(out, name))));
  return true;
}

/** @returns {Promise<number>}  the status to exit with */
async function main() {
  const { values: asked } = parseArgs({
    options: {
      check: { type: "boolean", default: false },
      only: { type: "string" },
      assets: { type: "string", default: join(ROOT, "assets") },
      out: { type: "string" },
    },
  });
  const rooms = asked.only === undefined ? Object.keys(BUNDLES) : [asked.only];
  if (rooms.some((room) => !(room in BUNDLES))) throw new Error(`--only takes one of ${Object.keys(BUNDLES).join(", ")}`);
  /** @param {string} room */
  const folderOf = (room) => resolve(asked.out ?? join(ROOT, FOLDERS[room] ?? FOLDER));
  const folders = [...new Set(rooms.map(folderOf))];
  const how = { check: asked.check, keeps: asked.only !== undefined };
  const filled = folders.map((out) => fill(resolve(asked.assets), out, rooms.filter((room) => folderOf(room) === out), how));
  return (await Promise.all(filled)).every(Boolean) ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  // esbuild's own words have the place of the mistake; a stack would hide it.
  console.error(error.message);
  process.exitCode = 2;
}
