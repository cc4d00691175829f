import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../bootstrap/system.mjs';
import { ensureWeb } from '../../bootstrap/web.mjs';
import type { Console } from '../../src/console/open-console.js';

/** Screenshots of every view that a test has opened: to be looked at by people; not in the repository. */
const artefacts = fileURLToPath(new URL('artefacts/', import.meta.url));
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Full path of a Chromium, or undefined: said loudly, so that nobody takes what was skipped for tested. */
export const chromiumPath: string | undefined = findChromium();
if (chromiumPath === undefined)
  console.error(
    '!! Chromium is missing: the console is NOT tested in a browser. 缺少 Chromium：控制台未在浏览器中测试。',
  );

/** A browser without a screen; the page is built first where its sources changed. */
export async function openBrowser(): Promise<Browser> {
  await ensureWeb();
  return chromium.launch({
    ...(chromiumPath !== undefined && { executablePath: chromiumPath }),
    args: ['--no-sandbox', '--disable-gpu'],
  });
}

/** How a person looks at the page. */
export interface Looks {
  readonly language: 'zh' | 'en';
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
}

export const desk: Looks = { language: 'zh', theme: 'light', width: 1280, height: 860 };
export const tablet: Looks = { language: 'en', theme: 'dark', width: 820, height: 1180 };
export const phone: Looks = { language: 'zh', theme: 'light', width: 390, height: 844 };

/** A person at the page: a context of its own, and everything that the page complained of. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: string[];
}

/** Opens the address that the console prints, at `view`, as a person does; and chooses who acts. */
export async function openPage(
  browser: Browser,
  { newAddress, origin }: Console,
  looks: Looks,
  view = '/',
  person?: string,
): Promise<Visit> {
  const { language, theme, width, height } = looks;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`${error.name}: ${error.message}`));
  page.on('console', (message) => {
    // What the policy forbids and what React warns of both come here. An answer of the API that is an error is told by the test itself.
    if (['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  const { hash } = new URL(newAddress());
  await page.goto(`${origin}${view}${hash}`);
  await page.locator('.hz-nav').waitFor();
  if (person !== undefined) await choosePerson(page, person);
  return { page, context, complaints };
}

/** Chooses who acts by the menu in the head of the page. */
export async function choosePerson(page: Page, name: string): Promise<void> {
  // It comes with the session; the first button of the head is another one until then.
  const item = page.getByRole('menuitem', { name: new RegExp(name) });
  // A menu may close again while the view behind it is still being laid out: a person presses once more.
  for (let attempt = 1; ; attempt++) {
    await page.locator('.hz-head button[aria-label*=": "]').click();
    try {
      await item.click({ timeout: 3000 });
      break;
    } catch (error) {
      if (attempt === 6) throw error;
    }
  }
  await page.locator(`.hz-head button[aria-label*="${name}"]`).waitFor();
}

/** Waits until the view shows what it is about: nothing is loading any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor();
  await until(page, "document.querySelectorAll('main .ant-skeleton').length === 0");
  // Charts are drawn after they are loaded.
  await until(
    page,
    "[...document.querySelectorAll('main [role=img]')].every((one) => one.querySelector('canvas, svg') !== null)",
  );
  await page.waitForTimeout(150);
}

/** Waits until an expression holds in the page. The page's policy forbids evaluation inside it: it is asked from outside, again and again. */
export async function until(page: Page, expression: string, milliseconds = 20_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await page.evaluate(expression))) {
    if (Date.now() > end) throw new Error(`not within ${milliseconds} ms: ${expression}`);
    await page.waitForTimeout(30);
  }
}

export async function keepScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(artefacts, { recursive: true });
  await page.screenshot({ path: path.join(artefacts, `${name}.png`) });
}

/** What axe finds that is serious or critical (WCAG 2.2 A and AA, and its best practices). */
export async function axeFinds(page: Page): Promise<string[]> {
  await page.evaluate(`${axeSource}; undefined`);
  const violations = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, impact, nodes }) => ({ id, impact, targets: nodes.map(({ target }) => target.join(' ')) })))",
  )) as { id: string; impact: string; targets: string[] }[];
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, targets }) => `${impact}: ${id}: ${targets.slice(0, 5).join(' | ')}`);
}
