// node .ci/count.mjs REPORT: prints "passed failed" of a vitest JSON report. A file that failed before its first test
// (an import that throws, a failing hook) counts as one failure.
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
let passed = 0;
let failed = 0;
for (const file of report.testResults) {
  const verdicts = file.assertionResults.map((result) => result.status);
  passed += verdicts.filter((status) => status === 'passed').length;
  const bad = verdicts.filter((status) => status === 'failed').length;
  failed += bad;
  if (file.status === 'failed' && bad === 0) failed += 1;
}
console.log(`${passed} ${failed}`);
