/** Windows beside this page. */

/**
 * @param {string} address
 * @param {string} size  as window.open() takes it
 * @returns {boolean}  false where no window may be opened
 */
export function openWindow(address, size) {
  const opened = window.open(address, "_blank", `popup,${size}`);
  // What is shown there has no business with this page.
  if (opened) opened.opener = null;
  return Boolean(opened);
}
