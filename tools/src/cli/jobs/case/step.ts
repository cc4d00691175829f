import type { CaseStepName } from '@hengzhun/host-sdk';
import { writeSupervision } from '../../../stores/with-supervision.js';
import { readDocuments } from '../../../supervision/read-documents.js';
import { stepOfOptions } from '../../../supervision/step-of-options.js';
import type { CaseStepOptions } from '../../../supervision/step-options.js';
import { showOutcome } from '../../case-outcome.js';
import type { Output } from '../../output.js';

/** Takes a step of a case, or says everything that it lacks. */
export async function takeCaseStep(
  output: Output,
  options: CaseStepOptions,
  id: string,
  name: CaseStepName,
): Promise<number> {
  return writeSupervision(options, async ({ store, supervision: { cases } }) => {
    const { last } = await cases.get(id);
    const { step, enrolment } = await stepOfOptions(name, options, store.records);
    const { documents, files } = readDocuments(options.document);
    const outcome = await cases.take(id, { ...step, basis: options.basis ?? last, documents }, enrolment, files);
    return showOutcome(output, id, name, outcome);
  });
}
