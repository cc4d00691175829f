import { describe, expect, it } from 'vitest';
import { computeDispenserSheet } from '../../src/check-sheets/compute-dispenser-sheet.js';
import { computeScaleSheet } from '../../src/check-sheets/compute-scale-sheet.js';
import { sheetTable } from '../../src/check-sheets/sheet-table.js';
import { sheetText } from '../../src/check-sheets/sheet-text.js';
import { dispenserSheet, scaleSheet } from './sheet-helpers.js';

describe('a sheet as people read it', () => {
  it('of the dispenser of worked example A, in both languages', () => {
    const table = sheetTable(computeDispenserSheet(dispenserSheet(Array(3).fill({ reading: 31 }))));
    const english = sheetText(table, 'en');
    expect(english).toMatch(/20\.000\s+31\s+19\.930\s+24\s+24\s+19\.934\s+\+0\.331/);
    expect(english).toContain('Conclusion: out of tolerance');
    const chinese = sheetText(table, 'zh');
    expect(chinese).toContain('结论：不合格');
    expect(chinese).not.toMatch(/undefined|NaN|object/);
  });
  it('of a scale that lacks something, with what it lacks', () => {
    const { discrimination: _, ...rest } = scaleSheet();
    const text = sheetText(sheetTable(computeScaleSheet(rest)), 'zh');
    expect(text).toContain('- 缺少鉴别力试验');
    expect(text).toContain('结论：不完整，不能下结论');
    expect(text).not.toMatch(/undefined|NaN|object/);
  });
});
