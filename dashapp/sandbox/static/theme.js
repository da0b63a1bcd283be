// @ts-check
/// <reference path="retool.js" />
"use strict";

// A Retool app follows its host as any app can: with a Parent Window Query for `theme`.
retool.query("theme", (theme) => {
  document.documentElement.dataset.theme = theme === "dark" ? "dark" : "light";
});
