// Holds pages against an HTML checker and a real browser: node pages.mjs PAGE.html …
//
// Each page must be valid, fetch nothing, pass axe at phone and desktop width in light and dark, never scroll sideways,
// be walked through by keyboard, and print. With SHOTS=DIR it leaves pictures for people to look at.

import { readFileSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { faultsOf, launch, picture, SCHEMES, WIDTHS } from "./browser.mjs";

const MOST_BYTES = 1_000_000;

/** Faults that the HTML checker finds. */
async function invalid(file) {
  const checker = new HtmlValidate(new FileSystemConfigLoader(config()));
  const report = await checker.validateString(readFileSync(file, "utf8"));
  return report.results.flatMap((result) =>
    result.messages.map((one) => `${one.ruleId} at line ${one.line}: ${one.message}`),
  );
}

/** The checker's recommended rules, without those about taste. */
function config() {
  return {
    root: true,
    extends: ["html-validate:recommended"],
    rules: {
      // Our lists of causes and tables that scroll have names, as axe asks.
      "aria-label-misuse": "off",
      "no-inline-style": "off",
      "no-trailing-whitespace": "off",
      "long-title": "off",
      "prefer-native-element": "off",
      "tel-non-breaking": "off",
    },
  };
}

/** A page that is open in a browser, with what it tried to fetch. */
async function open(browser, file, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const own = pathToFileURL(resolve(file)).href;
  const fetched = [];
  page.on("request", (request) => {
    if (request.url() !== own) fetched.push(request.url());
  });
  const complaints = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.goto(own);
  return { context, page, fetched, complaints };
}

/** Faults of a page at one width and in one scheme. */
async function seen(browser, file, width, colorScheme) {
  const viewport = { width, height: 900 };
  // The page's own policy forbids scripts, and axe is one.
  const { context, page, fetched } = await open(browser, file, { viewport, colorScheme, bypassCSP: true });
  const faults = await faultsOf(page);
  faults.push(...fetched.map((url) => `it fetches ${url}`));
  await picture(page, `${basename(file, ".html")}-${width}-${colorScheme}`, { fullPage: true });
  await context.close();
  return faults.map((fault) => `${width} px, ${colorScheme}: ${fault}`);
}

/** Faults of a page under its own policy: by keyboard, and printed. */
async function used(browser, file) {
  const { context, page, fetched, complaints } = await open(browser, file, { viewport: { width: 1280, height: 900 } });
  const faults = [...fetched.map((url) => `it fetches ${url}`), ...complaints];
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("href") ?? document.activeElement?.id);
  await page.keyboard.press("Tab");
  if ((await focused()) !== "#text") faults.push("the first stop of the keyboard is not the way to the text");
  await page.keyboard.press("Enter");
  if ((await focused()) !== "text") faults.push("the skip link does not lead to the text");
  const printed = await page.pdf({ preferCSSPageSize: true, tagged: true, outline: true });
  if (printed.subarray(0, 5).toString() !== "%PDF-") faults.push("it does not print");
  await context.close();
  return faults;
}

async function check(browser, file) {
  const bytes = statSync(file).size;
  const faults = bytes > MOST_BYTES ? [`it has ${bytes} bytes`] : [];
  faults.push(...(await invalid(file)), ...(await used(browser, file)));
  for (const width of WIDTHS) {
    for (const scheme of SCHEMES) faults.push(...(await seen(browser, file, width, scheme)));
  }
  return faults;
}

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("usage: node pages.mjs PAGE.html …");
  process.exit(2);
}
const browser = await launch();
let failed = false;
for (const file of files) {
  const faults = await check(browser, file);
  failed ||= faults.length > 0;
  console.log(faults.length === 0 ? `${file}: sound` : `${file}:\n  ${faults.join("\n  ")}`);
}
await browser.close();
process.exit(failed ? 1 : 0);
