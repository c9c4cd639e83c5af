// Measures the console on a quiet machine: node benches/console/measure.mjs POWDERKEG [RUNS]
//
// Prints what benches/README.md tells: bytes of the app, time until a view can be used, frames a second while scrubbing, a
// large study explored, and many clients that watch progress. RUNS is the large study's size, 100,000 if it is not said.

import { get } from "node:http";
import { gunzipSync } from "node:zlib";
import { launch } from "../../tests/browser/browser.mjs";
import { serve, visit } from "../../tests/browser/served.mjs";

const [program, runs = "100000"] = process.argv.slice(2);
if (program === undefined) {
  console.error("usage: node measure.mjs POWDERKEG [RUNS]");
  process.exit(2);
}
const ROUNDS = 5;
const CLIENTS = 200;
const SCRUB_MS = 4000;

const browser = await launch();
const server = await serve(program);
const api = async (method, path, body) => {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${server.address}/api/${path}`, { method, headers, body: body && JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${text}`);
  return { value: JSON.parse(text), bytes: text.length };
};
const sorted = (values) => [...values].sort((a, b) => a - b);
const middle = (values) => sorted(values)[Math.floor(values.length / 2)];
const spread = (values, unit, digits = 0) => {
  const [least, greatest] = [sorted(values)[0], sorted(values).at(-1)].map((value) => value.toFixed(digits));
  return `${middle(values).toFixed(digits)} ${unit} (${least} to ${greatest})`;
};
const say = (what, figure) => console.log(`${what}: ${figure}`);

const run = (await api("POST", "runs", { scenario: "baikonur-2015", seed: 34, name: "measured" })).value.id;
const views = {
  home: ["/", () => document.querySelector("h1")],
  story: [`/story/${run}`, () => document.querySelector('section[aria-label="Map"][aria-busy="false"]')],
  why: [`/why/${run}/raid_began`, () => document.querySelector('[aria-label="Cause graph"]')],
  page: [`/page/runs/${run}`, () => document.querySelector("h1")],
  scenario: ["/scenario/baikonur-2015", () => document.querySelector("input[type=search]")],
};

/** One file as a browser is sent it: its bytes on the wire, and its text. */
function sent(path) {
  return new Promise((resolve, reject) => {
    const request = get(server.address + path, { headers: { "accept-encoding": "gzip" } }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () => {
        const body = Buffer.concat(chunks);
        const text = answer.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
        resolve({ bytes: body.length, text: text.toString() });
      });
    });
    request.on("error", reject);
  });
}

/** Bytes of the whole app on the wire: every file that its files name. */
async function appBytes() {
  const found = new Map();
  const waiting = ["/"];
  while (waiting.length > 0) {
    const path = waiting.pop();
    if (found.has(path)) continue;
    const { bytes, text } = await sent(path);
    found.set(path, bytes);
    for (const [, name] of text.matchAll(/["'`(](?:\/|\.\/)?(?:assets\/)?([\w-]+-[\w-]{8}\.(?:js|mjs|css))["'`)]/g)) waiting.push(`/assets/${name}`);
  }
  return `${[...found.values()].reduce((sum, bytes) => sum + bytes, 0)} bytes in ${found.size} files`;
}

async function firstUse(path, isUsable) {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { page, context } = await visit(browser, server.address);
    const begun = performance.now();
    await page.goto(server.address + path, { waitUntil: "commit" });
    await page.waitForFunction(isUsable, undefined, { polling: "raf" });
    times.push(performance.now() - begun);
    await context.close();
  }
  return times;
}

/** Frames a second while a hand drags the moment to and fro. */
async function scrubbing(width, height) {
  const { page, context } = await visit(browser, server.address, { viewport: { width, height } });
  await page.goto(`${server.address}/story/${run}`);
  await page.waitForFunction(views.story[1]);
  await page.waitForTimeout(1000);
  const box = await page.getByRole("slider", { name: "Moment" }).boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 5, y);
  await page.mouse.down();
  await page.evaluate(() => {
    window.frames_ = 0;
    const count = () => {
      window.frames_ += 1;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  const begun = performance.now();
  while (performance.now() - begun < SCRUB_MS) {
    const way = ((performance.now() - begun) / SCRUB_MS) * 2;
    await page.mouse.move(box.x + 5 + (box.width - 10) * (way < 1 ? way : 2 - way), y);
  }
  const frames = await page.evaluate(() => window.frames_);
  const rate = (frames * 1000) / (performance.now() - begun);
  await page.mouse.up();
  await context.close();
  return rate;
}

/** Follows the progress of a job; gives what it heard once the job is over. */
async function watch(job, signal) {
  const answer = await fetch(`${server.address}/api/progress`, { signal });
  let [told, rest] = [0, ""];
  for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
    rest += chunk;
    const events = rest.split("\n\n");
    rest = events.pop();
    for (const event of events) {
      const data = event.split("\n").find((line) => line.startsWith("data:"));
      const heard = data && JSON.parse(data.slice(5));
      if (heard?.id !== job) continue;
      told += 1;
      if (!["queued", "running"].includes(heard.state)) return { told, state: heard.state, at: performance.now() };
    }
  }
  return { told, state: "cut off", at: performance.now() };
}

async function manyClients() {
  const asked = { kind: "study", name: "watched", scenario: "baikonur-2015", runs: 4000, seed: 1 };
  const { id } = (await api("POST", "jobs", asked)).value;
  const heard = await Promise.all(Array.from({ length: CLIENTS }, () => watch(id)));
  const done = heard.filter(({ state }) => state === "done").length;
  const ends = heard.map(({ at }) => at);
  const apart = Math.max(...ends) - Math.min(...ends);
  return `${done} of ${CLIENTS} heard it end, ${apart.toFixed(0)} ms apart, each told ${spread(heard.map(({ told }) => told), "times")}`;
}

async function largeStudy() {
  const asked = { kind: "study", name: "large", scenario: "baikonur-2015", runs: Number(runs), seed: 1 };
  const begun = performance.now();
  const { id } = (await api("POST", "jobs", asked)).value;
  const during = [];
  const isOver = watch(id);
  let over = false;
  void isOver.then(() => (over = true));
  while (!over) {
    const asking = performance.now();
    await api("GET", `runs/${run}/why/200?depth=4`);
    during.push(performance.now() - asking);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  say(`a study of ${runs}`, `${((performance.now() - begun) / 1000).toFixed(0)} s; a cause graph asked for meanwhile ${spread(during, "ms")}`);
  const opening = performance.now();
  const view = await api("GET", "studies/large");
  say("its view, read for the first time", `${(performance.now() - opening).toFixed(0)} ms, ${view.bytes} bytes of JSON`);
  const [times, bytes] = [[], []];
  for (let round = 0; round < 20; round += 1) {
    const conditions = [{ column: "incident", low: 150 + round }];
    const histograms = ["incident", "outcome.dead", "outcome.military_launches"];
    const asking = performance.now();
    const selected = await api("POST", "studies/large/select", { conditions, histograms, points: ["incident", "outcome.dead"] });
    times.push(performance.now() - asking);
    bytes.push(selected.bytes);
  }
  say("a selection", `${spread(times, "ms", 1)}, at most ${Math.max(...bytes)} bytes of JSON`);
}

say("app, as sent", await appBytes());
for (const [name, [path, isUsable]] of Object.entries(views)) say(`${name} can be used after`, spread(await firstUse(path, isUsable), "ms"));
for (const [width, height] of [[390, 844], [1280, 900], [1920, 1080]]) {
  const rates = [];
  for (let round = 0; round < 3; round += 1) rates.push(await scrubbing(width, height));
  say(`scrubbing at ${width} px`, spread(rates, "frames a second"));
}
say(`${CLIENTS} clients`, await manyClients());
await largeStudy();
await browser.close();
await server.stop();
server.clean();
