// A real browser, and what every page must stand in it: axe, no sideways scrolling, no request elsewhere.

import { statSync } from "node:fs";
import { delimiter, join } from "node:path";
import axe from "axe-core";
import { chromium } from "playwright-core";

/** Widths of a phone and of a desk. */
export const WIDTHS = [390, 1280];
export const SCHEMES = ["light", "dark"];
// What WCAG 2.2 AA asks for, and what axe calls good practice.
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
// The graphics processor is not disabled: maps are drawn by WebGL, in software where there is none.
const FLAGS = [
  "--no-sandbox",
  "--disable-quic",
  "--disable-sync",
  "--disable-background-networking",
  "--disable-component-update",
  "--no-first-run",
];

/** Where Chromium is; undefined if it is not installed. */
function browserPath() {
  if (process.env.POWDERKEG_CHROMIUM) return process.env.POWDERKEG_CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const places = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return places.find((place) => statSync(place, { throwIfNoEntry: false })?.isFile());
}

/** Starts a browser; ends the program where there is none. */
export async function launch() {
  const executablePath = browserPath();
  if (executablePath === undefined) {
    console.error("there is no Chromium: install it, or set POWDERKEG_CHROMIUM to where it is");
    process.exit(3);
  }
  return chromium.launch({ executablePath, args: FLAGS });
}

/** What axe finds on a page, and whether it scrolls sideways. */
export async function faultsOf(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), TAGS);
  const faults = violations.map((one) => {
    const where = one.nodes.slice(0, 3).map((node) => `${node.target.join(" ")} ${node.failureSummary}`);
    return `${one.id} (${one.nodes.length}): ${one.help}\n    ${where.join("\n    ").replaceAll("\n", " ")}`;
  });
  const { needs, has } = await page.evaluate(() => ({
    needs: document.documentElement.scrollWidth,
    has: document.documentElement.clientWidth,
  }));
  if (needs > has) faults.push(`it scrolls sideways: ${needs} of ${has} pixels`);
  return faults;
}

/** Leaves a picture for people to look at, if `SHOTS` names a folder. */
export async function picture(page, name, options = {}) {
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`), ...options });
}
