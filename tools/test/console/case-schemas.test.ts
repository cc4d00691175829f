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
import {
  CasePhase,
  CaseStepName,
  DocumentKind as DocumentKinds,
  SuspicionSource,
} from '../../src/console/api/cases.js';
import { LotDecision } from '../../src/console/api/lots.js';

// The page imports the schemas and may not load the SDK: they repeat its codes, and may not drift from them.
test('the schemas of cases and lots know every code of the SDK', () => {
  expect(CasePhase.enum).toEqual([...casePhases]);
  expect(CaseStepName.enum).toEqual(Object.keys(caseStepText));
  expect(Object.keys(caseRules.steps).sort()).toEqual([...CaseStepName.enum].sort());
  expect(DocumentKinds.enum).toEqual(Object.keys(documentText) as DocumentKind[]);
  expect(SuspicionSource.enum).toHaveLength(5);
  expect(LotDecision.properties.outcome.properties.name.enum.toSorted()).toEqual(Object.keys(lotOutcomeText).sort());
  expect(LotDecision.properties.action.properties.name.enum.toSorted()).toEqual(Object.keys(lotActionText).sort());
});
