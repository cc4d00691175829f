import { type Finding, Findings } from '../../case-file/finding.js';
import { computeSheetBytes } from '../../check-sheets/sheet-bytes.js';
import { sheetOutcomeText } from '../../check-sheets/sheet-findings.js';
import type { SheetResult } from '../../check-sheets/sheet-verification.js';
import { SdkError } from '../../errors.js';
import type { InspectionRecord } from './inspection-record.js';

/** Computes the check sheets of a record from their raw readings. */
export function checkSheets(
  { instrument, members }: InspectionRecord,
  files: ReadonlyMap<string, Uint8Array>,
): { readonly sheets: readonly SheetResult[]; readonly findings: readonly Finding[] } {
  const findings = new Findings();
  const sheets: SheetResult[] = [];
  for (const { name } of members.filter((one) => /^sheet-[1-9]\.json$/.test(one.name))) {
    try {
      const result = computeSheetBytes(files.get(name)!);
      sheets.push(result);
      const { id, instrument: ueid } = result.sheet;
      const said = sheetOutcomeText[result.outcome];
      if (ueid === instrument.ueid) {
        findings.good('rules', 'sheet-computed', {
          zh: `检查表 ${id} 已由原始读数按 ${result.rules} 计算：${said.zh}`,
          en: `The check sheet ${id} is computed from its raw readings by ${result.rules}: ${said.en}`,
        });
      } else {
        findings.bad('rules', 'sheet-foreign', {
          zh: `检查表 ${id} 属于另一台器具 ${ueid}`,
          en: `The check sheet ${id} is of another instrument, ${ueid}`,
        });
      }
    } catch (cause) {
      if (!(cause instanceof SdkError)) throw cause;
      const text = { zh: `${name} 不能计算（${cause.message}）`, en: `${name} cannot be computed: ${cause.message}` };
      findings.bad('rules', 'sheet-unreadable', text, name);
    }
  }
  return { sheets, findings: findings.list };
}
