import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  axeFinds,
  chromiumPath,
  desk,
  keepScreenshot,
  type Looks,
  openBrowser,
  openPage,
  phone,
  settled,
  tablet,
} from './browser.js';
import { type FleetConsole, marketAround, openFleetConsole } from './fleet-console.js';

describe.skipIf(chromiumPath === undefined)('the views of the console in a browser', () => {
  let browser: Browser;
  let market: FleetConsole;
  let views: Readonly<Record<string, string>>;

  beforeAll(async () => {
    browser = await openBrowser();
    market = await openFleetConsole(40, 60, marketAround);
    const { ueid } = market.fleet.instruments.find(({ record }) => record.data?.instrumentKind === 1)!.record;
    views = {
      around: '/around',
      instruments: '/instruments',
      'instrument-state': `/instruments/${ueid}`,
      'instrument-channels': `/instruments/${ueid}?tab=channels`,
      'instrument-estimate': `/instruments/${ueid}?tab=estimate`,
      'instrument-log': `/instruments/${ueid}?tab=log`,
      'instrument-frames': `/instruments/${ueid}?tab=frames`,
      sheet: `/sheet?instrument=${ueid}`,
      cases: '/cases',
      'case-open': `/cases?open=${ueid}`,
      lots: '/lots',
      'lot-new': '/lots/new',
      region: '/region',
      verify: '/verify',
      nowhere: '/nowhere',
    };
  });
  afterAll(async () => {
    await browser?.close();
    await market?.close();
  });

  it.each([
    ['at a desk, in Chinese, light', 'desk', desk],
    ['on a tablet, in English, dark', 'tablet', tablet],
  ] as const)(
    'have nothing serious against them (axe), and nothing to complain of: %s',
    async (_how, name, looks: Looks) => {
      const { page, context, complaints } = await openPage(browser, market.console, looks, '/around', '张检');
      const found: Record<string, unknown> = {};
      for (const [view, address] of Object.entries(views)) {
        await page.goto(market.console.origin + address);
        await settled(page);
        await keepScreenshot(page, `${view}-${name}`);
        const serious = await axeFinds(page);
        const alerts = await page.locator('main [role=alert]').allInnerTexts();
        // What is too wide scrolls inside the page; the page itself never scrolls sideways.
        const sideways = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        const landmarks = [
          await page.locator('main').count(),
          await page.locator('header').count(),
          await page.locator('nav').count(),
        ];
        if (serious.length > 0 || alerts.length > 0 || sideways !== 0 || landmarks.join() !== '1,1,1')
          found[view] = { serious, alerts, sideways, landmarks };
      }
      expect(found).toEqual({});
      expect(complaints).toEqual([]);
      expect(market.faults).toEqual([]);
      await context.close();
    },
  );

  it('do not break at the width of a phone', async () => {
    const { page, context, complaints } = await openPage(browser, market.console, phone, '/around', '张检');
    for (const [view, address] of Object.entries(views)) {
      await page.goto(market.console.origin + address);
      await settled(page);
      await keepScreenshot(page, `${view}-phone`);
      const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect([view, wide]).toEqual([view, 0]);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
});
