// The report as people meet it: opened from disk, in Chromium. SHOTS=folder keeps screenshots.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const repository = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "factrow-report-"));
const shots = process.env.SHOTS;
let browser;

const report = (name, ...args) => {
  const file = join(folder, name);
  execFileSync(process.env.FACTROW, ["report", "-q", ...args, "-o", file], { cwd: repository });
  return pathToFileURL(file).href;
};

before(async () => {
  const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
  args.push("--disable-component-update", "--disable-sync");
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
  if (shots) mkdirSync(shots, { recursive: true });
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a page that must say nothing on the console and ask for nothing but itself. */
const open = async (address, options = {}) => {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (m) => faults.push(`console: ${m.text()}`));
  page.on("pageerror", (e) => faults.push(`error: ${e.message}`));
  page.on("dialog", (d) => { faults.push(`dialog: ${d.message()}`); d.dismiss(); });
  page.on("request", (r) => { if (!/^(file|blob|data):/.test(r.url())) faults.push(`request: ${r.url()}`); });
  await page.goto(address);
  return { page, done: async () => { assert.deepEqual(faults, []); await context.close(); } };
};

const cells = (page, column) =>
  page.$$eval("#facts-table tbody tr:not([hidden])", (rows, c) => rows.map((r) => r.cells[c].dataset.value ?? r.cells[c].textContent.trim()), column);

const gold = () => report("gold.html", "fixtures/gold", "--page-language", "en");

test("facts sort by a click on the head of a column", async () => {
  const { page, done } = await open(gold());
  const head = page.locator("#facts-table thead th").nth(3);
  await head.getByRole("button").click();
  assert.equal(await head.getAttribute("aria-sort"), "descending");
  const stated = (await cells(page, 3)).map((v) => (v === "" ? null : Number(v)));
  const first = stated.indexOf(null);
  assert.ok(first > 10 && stated.slice(first).every((v) => v === null), "what states no amount comes last");
  assert.deepEqual(stated.slice(0, first), stated.slice(0, first).toSorted((a, b) => b - a));
  await head.getByRole("button").press("Enter");
  assert.equal(await head.getAttribute("aria-sort"), "ascending");
  assert.match(page.url(), /#sort=amount$/);
  await done();
});

test("the filter shows what it says, counts it, and is in the address", async () => {
  const { page, done } = await open(gold());
  const all = (await cells(page, 0)).length;
  await page.locator("#filter [name=type]").selectOption("acquisition");
  await page.locator("#filter [name=min]").fill("100M");
  await page.locator("#filter [name=modality]").selectOption("asserted");
  const types = await cells(page, 0);
  assert.ok(types.length > 0 && types.length < all && types.every((t) => t === "Acquisition"), `${types}`);
  assert.ok((await cells(page, 3)).every((v) => Number(v) >= 1e8));
  const shown = [types.length, all].map((n) => n.toLocaleString("en"));
  assert.equal(await page.getByRole("status").textContent(), `${shown[0]} of ${shown[1]} facts shown`);
  const { page: again, done: closed } = await open(page.url());
  assert.deepEqual(await cells(again, 2), await cells(page, 2), "the address alone brings it back");
  await closed();
  await page.getByRole("button", { name: "Show all" }).click();
  // the form is empty only after the click has been worked off
  await page.getByRole("status").filter({ hasText: `${shown[1]} of ${shown[1]}` }).waitFor();
  assert.equal((await cells(page, 0)).length, all);
  await page.locator("#filter [name=from]").fill("2023");
  await page.locator("#filter [name=to]").fill("2023-06");
  const periods = await page.$$eval("#facts-table tbody tr:not([hidden])", (rows) => rows.map((r) => [r.dataset.from, r.dataset.to]));
  assert.ok(periods.length > 0 && periods.every(([from, to]) => from.slice(0, 7) <= "2023-06" && to >= "2023"), `${periods}`);
  await done();
});

test("what is shown is saved as CSV", async () => {
  const { page, done } = await open(gold());
  await page.locator("#filter [name=type]").selectOption("fine");
  const shown = await page.$$eval("#facts-table tbody tr:not([hidden])", (rows) => rows.map((r) => r.id));
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as CSV" }).click()]);
  const lines = readFileSync(await download.path(), "utf8").trimEnd().split("\n");
  assert.ok(lines[0].startsWith("fact,doc,doc_date,"));
  assert.deepEqual(lines.slice(1).map((l) => l.split(",")[0]), shown);
  await done();
});

test("a fact leads to its evidence, the evidence and the back button lead back", async () => {
  const { page, done } = await open(gold());
  await page.locator("#filter [name=type]").selectOption("acquisition");
  const filtered = page.url();
  const row = page.locator("#facts-table tbody tr:not([hidden])").nth(1);
  const id = await row.getAttribute("id");
  await row.locator(".quotation a").click();
  const evidence = page.locator(":target");
  await evidence.waitFor();
  await page.waitForFunction(() => { const r = document.querySelector(":target").getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight; });
  await page.locator(`.text a[href="#${id}"]`).click();
  await page.waitForFunction((row) => document.activeElement.id === row, id);
  await page.goBack();
  await page.goBack();
  assert.equal(page.url(), filtered);
  assert.ok((await cells(page, 0)).every((t) => t === "Acquisition"));
  await done();
});

test("companies and drawings lead into the table", async () => {
  const { page, done } = await open(gold());
  const link = page.locator(".filters a").first();
  const [name, n] = [await link.evaluate((a) => a.parentElement.dataset.company), Number(await link.textContent())];
  await link.click();
  await page.waitForFunction(() => document.querySelectorAll("#facts-table tbody tr[hidden]").length > 0);
  const shown = await page.$$eval("#facts-table tbody tr:not([hidden])", (rows) => rows.map((r) => r.textContent));
  assert.ok(shown.length >= n && shown.every((t) => t.includes(name)), `${name}: ${shown.length} of ${n}`);
  await page.locator("#amounts circle").last().dispatchEvent("click");
  const fact = await page.locator("#amounts circle").last().getAttribute("data-fact");
  await page.waitForFunction((id) => document.activeElement.id === id, fact);
  await done();
});

test("without a script everything is there to read", async () => {
  const { page, done } = await open(gold(), { javaScriptEnabled: false });
  assert.ok(await page.locator("#facts-table tbody tr").first().isVisible());
  assert.ok(!(await page.locator("#filter").isVisible()));
  await page.locator(".quotation a").first().click();
  assert.ok(await page.locator(".evidence").first().isVisible());
  await done();
});

test("text of articles runs nothing", async () => {
  const input = join(folder, "hostile");
  mkdirSync(input);
  const attack = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg onload=alert(3)> \u202eMicrosoft\u202c bought GitHub for $7.5 billion in 2018.";
  writeFileSync(join(input, "x.txt"), `${attack}\n\n${"Microsoft paid $5 million to Nvidia, ".repeat(3400)}\n`);
  const { page, done } = await open(report("hostile.html", input));
  assert.ok((await page.locator(".text").first().textContent()).includes("<script>alert(1)</script><img src=x onerror=alert(2)>"));
  assert.ok((await page.locator(".text mark").count()) > 10000);
  assert.equal(await page.locator(".text script, .text img, .text svg").count(), 0);
  await done();
});

for (const [name, options] of Object.entries({
  "wide, light": { colorScheme: "light" },
  "wide, dark": { colorScheme: "dark" },
  "phone, light": { colorScheme: "light", viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
  "phone, dark": { colorScheme: "dark", viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
})) {
  test(`axe finds nothing serious: ${name}`, async () => {
    const language = name.endsWith("dark") ? "fr" : "en";
    const { page, done } = await open(report("axe.html", "fixtures/gold", "fixtures/readme", "--page-language", language), options);
    if (shots) {
      for (const part of ["top", "timeline", "amounts", "users", "companies", "articles", "texts"]) {
        await page.evaluate((id) => document.getElementById(id).scrollIntoView({ behavior: "instant" }), part);
        await page.waitForTimeout(150);
        await page.screenshot({ path: join(shots, `${name.replace(", ", "-")}-${part}.png`) });
      }
    }
    // as one who looks at the page does, not as the page would
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    const serious = violations.filter((v) => ["serious", "critical"].includes(v.impact));
    assert.deepEqual(serious.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.target} ${n.failureSummary}`)}`), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
    await done();
  });
}

test("500 articles: under 15 MB, and how long until it is in use", async () => {
  const input = join(folder, "many");
  mkdirSync(input);
  const articles = execFileSync("find", ["fixtures/gold", "-name", "*.txt"], { cwd: repository, encoding: "utf8" }).trim().split("\n");
  for (let i = 0; i < 500; i++) writeFileSync(join(input, `${i}.txt`), readFileSync(join(repository, articles[i % articles.length])));
  const address = report("many.html", input);
  const bytes = readFileSync(new URL(address)).length;
  assert.ok(bytes < 15e6, `${bytes} bytes`);
  const { page, done } = await open("about:blank");
  // time of the page's own thread: how busy the machine is with other things does not count
  const inspector = await page.context().newCDPSession(page);
  await inspector.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.goto(address, { waitUntil: "domcontentloaded" });
  await page.locator("#shown").filter({ hasText: "facts shown" }).waitFor();
  const { metrics } = await inspector.send("Performance.getMetrics");
  const spent = Object.fromEntries(metrics.map((m) => [m.name, m.value]));
  console.log(`${(bytes / 1e6).toFixed(1)} MB, first use after ${Math.round(spent.TaskDuration * 1000)} ms of work`);
  await done();
});
