import js from "@eslint/js";
import compat from "eslint-plugin-compat";
import globals from "globals";

const RULES = {
  eqeqeq: "error",
  "no-var": "error",
  "prefer-const": "error",
  "no-console": ["error", { allow: ["warn", "error"] }],
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_$" }],
};

// That rule knows no properties of styles; tests/test_stylesheets.py sees to those of stylesheets.
const NEWER = [
  {
    selector: "MemberExpression[object.property.name='style'][property.name=/^(translate|rotate|scale)$/]",
    message: "Chrome 103 doesn't know it: use `transform`.",
  },
];

export default [
  { ignores: [".venv/", ".venv-engines/", "node_modules/", "build/", "dist/", "dashapp/bundles/", "kit/dash_retool_embed/bundles/"] },
  js.configs.recommended,
  {
    files: ["assets/**/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: globals.browser },
    // What the oldest browsers of package.json lack, as far as it can be told by its name.
    plugins: { compat },
    rules: { ...RULES, "compat/compat": "error", "no-restricted-syntax": ["error", ...NEWER] },
  },
  {
    // How it imports JSON is for node and the bundler; no browser gets to see it.
    files: ["assets/kit/ui/failures.js"],
    languageOptions: { ecmaVersion: 2025 },
  },
  {
    files: ["assets/offline/worker.js"],
    languageOptions: { globals: globals.serviceworker },
  },
  {
    files: ["benchmarks/**/*.js", "kit/dash_retool_embed/testing/sandbox/static/**/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "script", globals: globals.browser },
    rules: RULES,
  },
  {
    files: ["kit/dash_retool_embed/testing/sandbox/static/*.js"],
    ignores: ["kit/dash_retool_embed/testing/sandbox/static/retool.js"],
    languageOptions: { globals: { retool: "readonly" } },
  },
  {
    files: ["kit/dash_retool_embed/testing/sandbox/static/retool.js"],
    rules: { "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^retool$" }] },
  },
  {
    files: ["tests/**/*.js", "tests/**/*.mjs", "tests/**/*.jsx"],
    languageOptions: {
      ecmaVersion: 2022,
      sourceType: "module",
      parserOptions: { ecmaFeatures: { jsx: true } },
      globals: { ...globals.browser, ...globals.node },
    },
    // Without a React plugin, a component that is only used in JSX looks unused.
    rules: { "no-unused-vars": ["error", { varsIgnorePattern: "^[A-Z]" }] },
  },
  { files: ["bundle.mjs", "eslint.config.mjs"], languageOptions: { sourceType: "module", globals: globals.node } },
];
