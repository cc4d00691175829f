import { describe, expect, it } from 'vitest';
import { computeDispenserSheet } from '../../src/check-sheets/compute-dispenser-sheet.js';
import { computeScaleSheet } from '../../src/check-sheets/compute-scale-sheet.js';
import type { ScaleSheet } from '../../src/check-sheets/scale-sheet.js';
import { computeSheetBytes, sheetBytes } from '../../src/check-sheets/sheet-bytes.js';
import { dispenserSheet, scaleSheet } from './sheet-helpers.js';

describe('a stored sheet', () => {
  it('computes to the same result again', () => {
    const scale = computeScaleSheet(scaleSheet());
    const dispenser = computeDispenserSheet(dispenserSheet(Array(3).fill({ reading: 31 })));
    expect(computeSheetBytes(sheetBytes(scale))).toEqual(scale);
    expect(computeSheetBytes(sheetBytes(dispenser))).toEqual(dispenser);
  });
  it('has the same bytes however its fields were ordered', () => {
    const turned = Object.fromEntries(Object.entries(scaleSheet()).reverse()) as unknown as ScaleSheet;
    expect(sheetBytes(computeScaleSheet(turned))).toEqual(sheetBytes(computeScaleSheet(scaleSheet())));
  });
  it.each([
    ['', 'no JSON'],
    ['null', 'format'],
    ['{"format":"hengzhun-check-sheet-1","rules":"x"}', 'rule set'],
    ['{"format":"hengzhun-check-sheet-1","rules":"hengzhun-check-sheets@1","quantity":"heat"}', 'mass or volume'],
    [`"${'x'.repeat(1_000_001)}"`, 'larger'],
  ])('%.60s is refused', (text, message) => {
    const refused = expect.objectContaining({ code: 'sheet-bad-input', message: expect.stringContaining(message) });
    expect(() => computeSheetBytes(new TextEncoder().encode(text))).toThrow(refused);
  });
});
