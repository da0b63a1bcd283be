import assert from "node:assert/strict";
import { test } from "node:test";

import { saidSizes } from "../../../assets/kit/component.js";
import { boxAttributes } from "../../../assets/kit/ui/box.js";

test("a size is what the property says, or else the style", () => {
  assert.deepEqual(saidSizes({ height: 150 }), { height: 150 });
  assert.deepEqual(saidSizes({ style: { height: "12rem", width: "50%" } }), { height: "12rem", width: "50%" });
  assert.deepEqual(saidSizes({ height: 150, style: { height: 500 } }), { height: 150 });
});

test("nothing is said of a size that is null, or not there", () => {
  assert.deepEqual(saidSizes({}), {});
  assert.deepEqual(saidSizes({ height: null, style: null, width: undefined }), {});
});

test("digits alone are pixels, as in an iframe's attribute", () => {
  assert.deepEqual(saidSizes({ height: "150", width: "0" }), { height: 150, width: "0" });
});

test("the box has what its author says of data and aria, and nothing else", () => {
  const props = { app: "play", data: {}, "data-testid": "report", "aria-label": "Report", dataset: 1 };
  assert.deepEqual(boxAttributes(props), { "data-testid": "report", "aria-label": "Report" });
});
