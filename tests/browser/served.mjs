// A server of the console in a folder of its own, and a page that is looked at as people do.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Starts `powderkeg serve` in a new folder; gives its address, its folder, and how to stop it. */
export async function serve(program, folder = mkdtempSync(join(tmpdir(), "powderkeg-console-"))) {
  const child = spawn(program, ["serve", folder, "--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const address = await new Promise((resolve, reject) => {
    const hear = (chunk) => {
      said += chunk;
      const found = /http:\/\/[\w.:[\]]+/.exec(said);
      if (found) resolve(found[0]);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
  const stop = () =>
    new Promise((resolve) => {
      child.removeAllListeners("exit");
      child.on("exit", resolve);
      child.kill("SIGINT");
    });
  return { address, folder, stop, clean: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A page on the console that notes what it complains of and what it asks of others. */
export async function visit(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !url.startsWith("data:") && !url.startsWith("blob:")) {
      faults.push(`it asks another host: ${url}`);
    }
  });
  return { page, context, faults };
}
