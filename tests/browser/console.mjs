// Uses the console as people do, on the real server with the founding scenario: node console.mjs POWDERKEG
//
// One visitor's way from an empty folder to a study, a run of it, the raid on the map, its causes and the page. Each scene
// must leave a page that a reload brings back, and no scene may complain or ask another host. Then every view must stand in
// axe at phone and desktop width in light and dark. With SHOTS=DIR it leaves pictures for people to look at.

import assert from "node:assert/strict";
import { faultsOf, launch, picture, SCHEMES, WIDTHS } from "./browser.mjs";
import { serve, visit } from "./served.mjs";

const RUNS = 2000;
const STUDY = `baikonur-2015-${RUNS}`;
const LONG = { timeout: 120_000 };

const program = process.argv[2];
if (program === undefined) {
  console.error("usage: node console.mjs POWDERKEG");
  process.exit(2);
}
const browser = await launch();
const server = await serve(program);
const { page, faults } = await visit(browser, server.address);
const button = (name, within = page) => within.getByRole("button", { name, exact: typeof name === "string" });
const region = (name) => page.getByRole("region", { name, exact: true });

/** What a reload must bring back: what `seen` reads of the page. */
async function survivesReload(seen) {
  const [before, address] = [await seen(), page.url()];
  await page.reload();
  await assert.doesNotReject(async () => {
    for (let tries = 0; tries < 100; tries += 1) {
      if ((await seen().catch(() => undefined)) === before) return;
      await page.waitForTimeout(100);
    }
    throw new Error(`a reload of ${address} shows other than “${before}”`);
  });
  assert.equal(page.url(), address, "a reload leads elsewhere");
}

const scenes = {
  async "a study of 2,000 runs is started and watched to its end"() {
    await page.goto(server.address);
    await button("Study: Baikonur Cosmodrome Incident").click();
    await page.getByRole("radio", { name: "other" }).check();
    await page.getByLabel("How many runs").fill(String(RUNS));
    await button("Begin the study").click();
    await page.waitForURL(`**/futures/${STUDY}`);
    await page.getByRole("progressbar").first().waitFor();
    await region("How it ends").waitFor(LONG);
    const shares = await button(/%.* of 2,000 runs/, region("How it ends")).count();
    assert.ok(shares > 5, `${shares} endings are shown`);
    await survivesReload(() => region("How it ends").innerText());
  },

  async "brushing leaves some endings, and the selection stays"() {
    const least = page.getByRole("slider", { name: "Least The incident" });
    await least.focus();
    for (let presses = 0; presses < 5; presses += 1) await page.keyboard.press("ArrowRight");
    const chip = button(/^Remove condition/);
    await chip.first().waitFor();
    await page.waitForURL(/[?&]b=/);
    await survivesReload(() => chip.first().innerText());
    await button("Clear all").click();
  },

  async "a run is opened from a bar"() {
    await button(/United States tactical victory; launch prevented: /, region("How it ends")).click();
    await page.getByRole("link", { name: /^Run \d/ }).first().click();
    await page.waitForURL(`**/story/${encodeURIComponent(`${STUDY}:`)}*`);
    await region("Map").waitFor();
    await page.locator('section[aria-label="Map"][aria-busy="false"]').waitFor(LONG);
  },

  async "on 10 April the raid is on the map"() {
    await page.goto(`${server.address}/story/${encodeURIComponent(`${STUDY}:${await rowOfTheTenth()}`)}`);
    const moment = page.getByRole("slider", { name: "Moment" });
    await moment.waitFor();
    await moment.focus();
    await page.keyboard.press("Home");
    // As by hand: event by event, to the raid.
    const present = page.locator("li[data-event][data-present]");
    for (let presses = 0; presses < 500; presses += 1) {
      await page.keyboard.press("ArrowRight");
      if (/raided the Baikonur Cosmodrome/.test(await present.innerText().catch(() => ""))) break;
    }
    assert.match(await moment.getAttribute("aria-valuetext"), /10 April 2015/);
    const places = await page.getByRole("list", { name: "What is where" }).innerText();
    assert.match(places, /US Army Rangers.*Baikonur Cosmodrome/);
    await page.waitForURL(/[?&]t=/);
    await picture(page, "story-raid");
    await survivesReload(() => moment.getAttribute("aria-valuetext"));
  },

  async "it is asked why, and what if not"() {
    await page.locator("li[data-event]").filter({ hasText: "raided the Baikonur Cosmodrome" }).first().getByRole("button").first().click();
    await page.getByRole("link", { name: "Why did this happen?" }).click();
    await page.waitForURL("**/why/**");
    const graph = page.getByRole("group", { name: "Cause graph" });
    await graph.waitFor();
    const cards = graph.getByRole("button");
    assert.ok((await cards.count()) > 8, "the graph has hardly any cards");
    await cards.filter({ hasText: "decided to seize" }).first().click();
    await page.getByRole("complementary", { name: "The opened cause" }).getByRole("heading", { name: "The rule" }).waitFor();
    await survivesReload(() => page.getByRole("complementary", { name: "The opened cause" }).innerText());
    await page.getByRole("combobox", { name: "Other runs" }).selectOption({ index: 0 });
    await button("Take each cause away").click();
    const found = page.getByRole("table", { name: /^Causes of/ });
    await found.waitFor(LONG);
    assert.ok((await found.getByRole("row").count()) > 3, "hardly any cause was tried");
    await picture(page, "why", { fullPage: true });
    await survivesReload(() => found.innerText());
  },

  async "a sentence of the page leads to its events"() {
    await page.getByRole("link", { name: "Page", exact: true }).first().click();
    await page.waitForURL("**/page/runs/**");
    await page.locator("a[href*='sentence='], a[id^='s-']").nth(1).click();
    const evidence = page.getByRole("complementary", { name: "What the sentence rests on" });
    await evidence.getByRole("link", { name: "Why" }).first().waitFor();
    await page.waitForURL(/[?&]sentence=/);
    await survivesReload(() => evidence.innerText());
  },

  async "a parameter edited wrongly is told where"() {
    const path = "workforce.baikonur_crews.pay_ratio";
    await page.goto(`${server.address}/scenario/baikonur-2015?q=${path}`);
    await button(new RegExp(`^Edit ${path}`)).click();
    const field = page.getByRole("textbox", { name: `Value of ${path}` });
    await field.fill("{ triangular = [0.7, 0.4] }");
    await page.getByText("triangular takes least, most probable, greatest; 2 given").first().waitFor();
    await page.getByText("What to do: write triangular = [least, most probable, greatest]").waitFor();
    await button(/^people\.toml:\d+, open the file/).waitFor();
    await picture(page, "scenario-wrong");
    await survivesReload(() => field.inputValue());
    await field.fill("{ triangular = [0.4, 0.5, 0.7] }");
    await button("Save as…").click();
    await page.getByLabel("Name of the set").fill("better-pay");
    await button("Save as").click();
    await page.waitForURL(/[?&]set=better-pay/);
    await survivesReload(() => field.inputValue());
  },
};

/** A row of the study whose incident began on 10 April 2015, as the server finds it. */
async function rowOfTheTenth() {
  const day = Math.round((Date.parse("2015-04-10") - Date.parse("2014-10-01")) / 86_400_000);
  const conditions = [{ column: "fact.raid", low: day, high: day + 0.999 }];
  const answer = await page.request.post(`${server.address}/api/studies/${STUDY}/select`, { data: { conditions } });
  const { rows } = await answer.json();
  assert.ok(rows.length > 0, "no run of the study has a raid on 10 April");
  return rows[0].row;
}

/** Where each view is. */
function views() {
  const run = encodeURIComponent(`${STUDY}:1`);
  return {
    home: "/",
    scenario: "/scenario/baikonur-2015",
    story: `/story/${run}`,
    why: `/why/${run}/protest_began`,
    futures: `/futures/${STUDY}`,
    page: `/page/runs/${run}`,
    "page-of-study": `/page/studies/${STUDY}`,
    nowhere: "/nowhere",
  };
}

/** What axe finds of every view at every width in light and dark. */
async function looksOf(name, path) {
  const found = [];
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      // The server's own policy forbids scripts of others, and axe is one.
      const options = { viewport: { width, height: 900 }, colorScheme, bypassCSP: true };
      const { page, context, faults } = await visit(browser, server.address, options);
      await page.goto(server.address + path);
      await page.waitForLoadState("networkidle").catch(() => {});
      await page.waitForTimeout(700);
      found.push(...[...faults, ...(await faultsOf(page))].map((fault) => `${name}, ${width} px, ${colorScheme}: ${fault}`));
      await picture(page, `${name}-${width}-${colorScheme}`);
      await context.close();
    }
  }
  return found;
}

const told = [];
for (const [name, scene] of Object.entries(scenes)) {
  try {
    await scene();
    console.log(`console: ${name}`);
  } catch (error) {
    await picture(page, "failed", { fullPage: true });
    told.push(`${name} (${page.url()}): ${error.message}`);
    break;
  }
}
told.push(...faults);
if (told.length === 0) {
  for (const [name, path] of Object.entries(views())) told.push(...(await looksOf(name, path)));
}
await browser.close();
await server.stop();
server.clean();
console.log(told.length === 0 ? "console: sound" : `console:\n  ${told.join("\n  ")}`);
process.exit(told.length === 0 ? 0 : 1);
