import type { CaseNextStep, CaseStepRequest } from '../../api/types.js';

/** Fields of a step as they are being typed. */
export interface StepTexts {
  readonly reason: string;
  readonly measurement: string;
  readonly seals: string;
  readonly source: string;
  readonly inspectors: string;
  readonly removalKid: string;
  readonly removalFrom: string;
  readonly replacementInstrument: string;
  readonly replacementKid: string;
  readonly destinationAuthority: string;
  readonly destinationRegion: string;
  readonly level: string;
  readonly evidence: string;
}

export const noTexts: StepTexts = {
  reason: '',
  measurement: '',
  seals: '',
  source: '',
  inspectors: '',
  removalKid: '',
  removalFrom: '',
  replacementInstrument: '',
  replacementKid: '',
  destinationAuthority: '',
  destinationRegion: '',
  level: '',
  evidence: '',
};

const lines = (text: string) =>
  text
    .split(/\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The request of a step: only fields that the step takes, and of these only what was filled in; the server says what is missing. */
export function stepRequest(
  step: Pick<CaseNextStep, 'name' | 'fields' | 'optionalFields' | 'sealsOnPass'>,
  basis: number,
  key: string,
  texts: StepTexts,
  documents: NonNullable<CaseStepRequest['documents']>,
): CaseStepRequest {
  const takes = (name: CaseNextStep['fields'][number]) =>
    step.fields.includes(name) || step.optionalFields.includes(name) || (name === 'seals' && step.sealsOnPass);
  const word = (text: string) => text.trim();
  const seals = lines(texts.seals);
  const inspectors = lines(texts.inspectors);
  const evidence = lines(texts.evidence);
  return {
    key,
    name: step.name,
    basis,
    ...(documents.length > 0 && { documents }),
    ...(evidence.length > 0 && { evidence }),
    ...(takes('reason') && word(texts.reason) !== '' && { reason: word(texts.reason) }),
    ...(takes('measurement') && word(texts.measurement) !== '' && { measurement: word(texts.measurement) }),
    ...(takes('seals') && seals.length > 0 && { seals }),
    ...(takes('source') && texts.source !== '' && { source: texts.source as NonNullable<CaseStepRequest['source']> }),
    ...(takes('inspectors') && inspectors.length > 0 && { inspectors }),
    ...(takes('removal') &&
      word(texts.removalKid) !== '' && {
        removal: { kid: word(texts.removalKid), retireFrom: Number(word(texts.removalFrom)) },
      }),
    ...(takes('replacement') &&
      word(texts.replacementInstrument) !== '' && {
        replacement: { instrument: word(texts.replacementInstrument), kid: word(texts.replacementKid) },
      }),
    ...(takes('destination') &&
      word(texts.destinationAuthority) !== '' && {
        destination: { authority: word(texts.destinationAuthority), region: word(texts.destinationRegion) },
      }),
    ...(takes('level') && word(texts.level) !== '' && { level: Number(word(texts.level)) }),
  };
}
