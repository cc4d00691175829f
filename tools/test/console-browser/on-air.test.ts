import { readFileSync } from 'node:fs';
import { verifyRecordPdf } from '@hengzhun/host-sdk/reports';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleOnAir, isAirThere, openConsoleOnAir } from '../helpers/console-on-air.js';
import {
  axeFinds,
  chromiumPath,
  desk,
  keepScreenshot,
  openBrowser,
  openPage,
  settled,
  tablet,
  until,
} from './browser.js';

describe.skipIf(chromiumPath === undefined || !isAirThere)(
  'an inspector in the hall: the page, the server, the radio, the firmware',
  () => {
    let browser: Browser;
    let market: ConsoleOnAir;

    beforeAll(async () => {
      market = await openConsoleOnAir();
      browser = await openBrowser();
    });
    afterAll(async () => {
      await browser?.close();
      await market?.close();
      expect(market?.faults).toEqual([]);
    });

    const rowOf = (page: Page, name: string) => page.locator('.hz-around-row', { hasText: name });

    /** Everybody is in range, and sealed. */
    async function hall(page: Page): Promise<void> {
      await until(page, `document.querySelectorAll('.hz-around-row').length === ${market.station.count}`, 60_000);
      await until(
        page,
        `[...document.querySelectorAll('.hz-around-row')].every((one) => !/not sealed|未铅封/.test(one.innerText))`,
        60_000,
      );
    }

    it('sees what is around, connects with one press, has it proved, and leaves with a signed record', async () => {
      const { page, context, complaints } = await openPage(browser, market.console, tablet, '/around', '张检');
      await hall(page);
      await keepScreenshot(page, 'on-air-around');
      expect(await axeFinds(page)).toEqual([]);

      await rowOf(page, 'EMULATED-AIR-HEALTHY').getByRole('button', { name: 'Connect and check' }).click();
      await page.getByText('Proved', { exact: true }).first().waitFor({ timeout: 60_000 });
      await settled(page);
      await keepScreenshot(page, 'on-air-proved');
      expect(await axeFinds(page)).toEqual([]);

      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page
          .getByRole('link', { name: 'PDF' })
          .or(page.getByRole('button', { name: 'PDF' }))
          .first()
          .click(),
      ]);
      const bytes = new Uint8Array(readFileSync(await download.path()));
      const keys = await market.store.registry.keys();
      const verdict = await verifyRecordPdf(bytes, {
        ledger: [market.key.publicKey],
        instruments: keys.map(({ publicKey }) => publicKey),
      });
      expect(verdict).toMatchObject({ ok: true, signature: { verdict: 'good' } });
      expect(complaints).toEqual([]);
      await context.close();
    });

    it('is told that a stranger proves nothing', async () => {
      const { page, context } = await openPage(browser, market.console, desk, '/around', '张检');
      await hall(page);
      const stranger = page.locator('.hz-around-row:has([data-code="key-unknown"])');
      await stranger.getByRole('button', { name: '连接并核验' }).click();
      await page.getByText('未证明', { exact: true }).first().waitFor({ timeout: 60_000 });
      await settled(page);
      await keepScreenshot(page, 'on-air-stranger');
      expect(await page.getByText('已证明', { exact: true }).count()).toBe(0);
      await context.close();
    });
  },
);
