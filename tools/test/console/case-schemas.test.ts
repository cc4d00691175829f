import {
  casePhases,
  caseRules,
  caseStepText,
  type DocumentKind,
  documentText,
  lotActionText,
  lotOutcomeText,
} from '@hengzhun/host-sdk';
import { expect, test } from 'vitest';
import { casePhase, caseStepName, documentKind, suspicionSource } from '../../src/console/api/cases.js';
import { lotDecision } from '../../src/console/api/lots.js';

// The page imports the schemas and may not load the SDK: they repeat its codes, and may not drift from them.
test('the schemas of cases and lots know every code of the SDK', () => {
  expect(casePhase.enum).toEqual([...casePhases]);
  expect(caseStepName.enum).toEqual(Object.keys(caseStepText));
  expect(Object.keys(caseRules.steps).sort()).toEqual([...caseStepName.enum].sort());
  expect(documentKind.enum).toEqual(Object.keys(documentText) as DocumentKind[]);
  expect(suspicionSource.enum).toHaveLength(5);
  expect(lotDecision.properties.outcome.properties.name.enum.toSorted()).toEqual(Object.keys(lotOutcomeText).sort());
  expect(lotDecision.properties.action.properties.name.enum.toSorted()).toEqual(Object.keys(lotActionText).sort());
});
