import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { register } from '../helpers/supervised-market.js';
import { chromiumPath, desk, keepScreenshot, openBrowser, openPage, settled, tablet, until } from './browser.js';
import { type FleetConsole, marketAround, openFleetConsole } from './fleet-console.js';

describe.skipIf(chromiumPath === undefined)('what people do at the console in a browser', () => {
  let browser: Browser;
  let market: FleetConsole;
  let scale: { readonly ueid: string; readonly kid: string };

  beforeAll(async () => {
    browser = await openBrowser();
    market = await openFleetConsole(40, 30, marketAround);
    const index = market.fleet.instruments.findIndex(({ record }) => record.data?.instrumentKind === 1);
    scale = { ueid: market.fleet.instruments[index]!.record.ueid, kid: market.kids[index]! };
  });
  afterAll(async () => {
    await browser?.close();
    await market?.close();
  });

  it('the token goes out of the address at once, and is good for one session', async () => {
    const { page, context, complaints } = await openPage(browser, market.console, desk);
    await settled(page);
    expect(page.url()).toBe(`${market.console.origin}/around`);
    expect(await page.evaluate('history.length')).toBeLessThanOrEqual(2);
    const cookies = await context.cookies();
    expect(cookies.map(({ httpOnly, sameSite }) => [httpOnly, sameSite])).toEqual([[true, 'Strict']]);
    await page.reload();
    await settled(page);
    expect(await page.locator('.hz-around-row').count()).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await context.close();

    // Without a session there is the field for the token and nothing of the store.
    const stranger = await browser.newPage({ locale: 'en-GB' });
    await stranger.goto(market.console.origin);
    await stranger.getByLabel('One-time token').fill('not-a-token');
    await stranger.getByRole('button', { name: 'Open', exact: true }).click();
    await stranger.getByRole('alert').or(stranger.getByLabel('One-time token')).first().waitFor();
    expect(await stranger.locator('.hz-around-row').count()).toBe(0);
    await stranger.close();
  });

  it('shows everything in range for what it is, and moves by keyboard alone', async () => {
    const { page, context } = await openPage(browser, market.console, tablet, '/around');
    await settled(page);
    const codes = await page
      .locator('.hz-suspicion')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-code')));
    expect(codes.toSorted()).toEqual(['beacon-refused', 'clone-present', 'clone-present', 'key-unknown']);
    // No beacon makes anything look good: what was not proved is unknown or worse.
    expect(await page.locator('.hz-around-row .hz-level', { hasText: 'Normal' }).count()).toBe(0);
    await page.keyboard.press('Tab');
    // The first stop is the link that skips the navigation.
    await page.evaluate('document.activeElement.blur()');
    await page.locator('.hz-skip').focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate('location.hash')).toBe('#content');
    await page.locator('nav a', { hasText: 'Instruments' }).focus();
    await page.keyboard.press('Enter');
    await settled(page);
    await page.locator('[role=grid]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await until(page, "location.pathname.startsWith('/instruments/')");
    await context.close();
  });

  it('language and appearance change at once, and stay', async () => {
    const { page, context } = await openPage(browser, market.console, desk, '/instruments');
    await settled(page);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Instruments', level: 1 }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    await page.getByRole('button', { name: 'Appearance' }).click();
    await page.getByRole('menuitem', { name: 'Dark' }).click();
    await until(page, "document.documentElement.dataset.theme === 'dark'");
    await page.reload();
    await page.getByRole('heading', { name: 'Instruments', level: 1 }).waitFor();
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    await context.close();
  });

  it('a check of a scale (R 76-1) is computed while it is typed, and recorded', async () => {
    const { page, context, complaints } = await openPage(browser, market.console, desk, '/', '张检');
    await page.goto(`${market.console.origin}/sheet?instrument=${scale.ueid}`);
    await settled(page);
    await fillSheet(page);
    const result = page.locator('section', { hasText: '实时结果' }).last();
    await until(page, "document.querySelectorAll('.hz-error-bar').length >= 6");
    await until(page, "!document.querySelector('.hz-aside .hz-reasons')?.textContent.includes('缺少')");
    await keepScreenshot(page, 'job-sheet');
    await result.getByRole('button', { name: '记录本次核查' }).click();
    await page.getByText('已记录').first().waitFor();
    const { records } = await market.store.records.list({ kind: 'verification', subject: scale.ueid });
    expect(records.map(({ data }) => [data.person, data.outcome])).toContainEqual(['P-1', 'pass']);
    expect(complaints).toEqual([]);
    expect(market.faults).toEqual([]);
    await context.close();
  });

  it('a case is opened by a supervisor, who is told what may be done next and what stands against the rest', async () => {
    const { page, context, complaints } = await openPage(browser, market.console, desk, '/', '王监');
    await page.goto(`${market.console.origin}/cases?open=${scale.ueid}`);
    await settled(page);
    await page.getByLabel('疑点来源').click();
    // By keyboard: the list of another field, on its way out, must not be met.
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByLabel('管辖区域（代码）').fill('310115');
    await page.getByLabel('理由').fill('群众投诉缺秤');
    await page.locator('form button[type=submit]').click();
    await until(page, "location.pathname.startsWith('/cases/')");
    await settled(page);
    await keepScreenshot(page, 'job-case');
    expect(await page.locator('.hz-timeline > li').count()).toBe(1);
    expect(await page.locator('.hz-next > li').count()).toBeGreaterThan(2);
    const text = (await page.locator('main').textContent()) ?? '';
    expect(text).toContain('群众投诉缺秤');
    expect(text).toMatch(/期限[\s\S]*至 20\d\d-\d\d-\d\d/);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('a file of frames gets its two verdicts, and one that was touched does not hold', async () => {
    const { page, context } = await openPage(browser, market.console, tablet, '/verify');
    const frames: Uint8Array[] = [];
    for await (const { bytes } of market.store.frames({ kid: scale.kid })) {
      frames.push(bytes);
      if (frames.length === 20) break;
    }
    const whole = Buffer.concat(frames);
    await page.getByTestId('file').setInputFiles({ name: 'frames.cbor', mimeType: 'application/cbor', buffer: whole });
    await page.locator('.hz-level', { hasText: 'Holds' }).first().waitFor();
    await keepScreenshot(page, 'job-verify-good');
    const touched = Buffer.from(whole);
    touched[touched.length - 10]! ^= 1;
    await page
      .getByTestId('file')
      .setInputFiles({ name: 'touched.cbor', mimeType: 'application/cbor', buffer: touched });
    await page.locator('.hz-level', { hasText: 'Does not hold' }).first().waitFor();
    await keepScreenshot(page, 'job-verify-bad');
    await context.close();
  });
});

/** Types a whole check of a sound scale into the sheet that is open: everything that the register does not say. */
async function fillSheet(page: Page): Promise<void> {
  const fill = (path: string, text: string) => page.locator(`[id="sheet-${path}"]`).fill(text);
  const value = (path: string) => page.locator(`[id="sheet-${path}"]`).inputValue();
  const standard = { id: 'W-7', constant: '0.001', relative: '0.000005', coverage: '2', validUntil: '2030-06-01' };
  for (const [name, text] of Object.entries(standard)) await fill(`standards[0].${name}`, text);
  const e = 1;
  await fill('zero.load', String(10 * e));
  await fill('zero.indication', String(10 * e));
  for (const row of [0, 1]) await fill(`weighings[${row}].indication`, await value(`weighings[${row}].load`));
  for (const [test, count] of [
    ['eccentricity', 4],
    ['repeatability', 3],
  ] as const) {
    const load = await value(`${test}.load`);
    for (let row = 0; row < count; row++) await fill(`${test}.readings[${row}].indication`, load);
  }
}

describe.skipIf(chromiumPath === undefined)('the console with 10 000 instruments in the store', () => {
  let browser: Browser;
  let market: FleetConsole;
  beforeAll(async () => {
    browser = await openBrowser();
    market = await openFleetConsole(1, 1);
    const { errors } = await market.store.registry.importJson(JSON.stringify(register(10_000)));
    expect(errors).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await market?.close();
  });

  it('shows its first view within a second, draws only what is in view, and stays smooth when it is scrolled', async () => {
    const times: number[] = [];
    for (let turn = 0; turn < 3; turn++) {
      const { page, context } = await openPage(browser, market.console, desk, '/around');
      // From the beginning of the navigation until the view is there and the page takes input again.
      await until(page, "document.querySelector('main h1') !== null");
      await page.reload({ waitUntil: 'commit' });
      await page.locator('main h1').waitFor();
      times.push(Number(await page.evaluate('performance.now()')));
      await context.close();
    }
    expect(Math.min(...times)).toBeLessThan(1000);

    const { page, context, complaints } = await openPage(browser, market.console, desk, '/instruments');
    await settled(page);
    await page.getByText(/10,001 台/).waitFor();
    const drawn = () => page.locator('.hz-virtual-row').count();
    expect(await drawn()).toBeLessThan(60);
    expect(await page.locator('[role=grid]').getAttribute('aria-rowcount')).toBe('10002');
    // A person who scrolls: the longest pause between two frames is what one would feel.
    const longest = Number(
      await page.evaluate(`new Promise((resolve) => {
        const box = document.querySelector('.hz-virtual');
        let last = performance.now(), worst = 0, turns = 0;
        const step = () => {
          const now = performance.now();
          worst = Math.max(worst, now - last); last = now;
          box.scrollTop += 400;
          if (++turns < 90) requestAnimationFrame(step); else resolve(worst);
        };
        requestAnimationFrame(step);
      })`),
    );
    expect(await drawn()).toBeLessThan(60);
    console.log(
      `console: first view ${times.map(Math.round).join(', ')} ms; longest pause while scrolling ${Math.round(longest)} ms`,
    );
    expect(longest).toBeLessThan(500);
    await page.locator('[role=grid]').focus();
    for (let turn = 0; turn < 60; turn++) {
      await page.keyboard.press('End');
      await page.waitForTimeout(50);
    }
    // The next pages come by themselves.
    expect(await page.evaluate("document.querySelector('.hz-virtual').scrollTop")).toBeGreaterThan(52 * 1000);
    await keepScreenshot(page, 'instruments-10000');
    expect(complaints).toEqual([]);
    await context.close();
  });
});
