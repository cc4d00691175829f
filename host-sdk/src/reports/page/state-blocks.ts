import {
  CHANNEL_CONDITION_BIT_LEARNING,
  CHANNEL_CONDITION_LEVEL_MASK,
  CHANNEL_CREEP,
  CHANNEL_PULSE_EQUIVALENT,
  CHANNEL_SPAN_ELECTRONICS,
  CHANNEL_SPAN_REFERENCE,
  CHANNEL_ZERO,
  CHANNEL_ZERO_RETURN,
  INSTRUMENT_KIND_DISPENSER,
  INSTRUMENT_KIND_SCALE,
  type StatusFrame,
} from '@hengzhun/protocol';
import {
  type ErrorEstimate,
  type EstimatedQuantity,
  estimateErrors,
  type LimitBasis,
} from '../../evaluation/error-estimates.js';
import { selfStates, selfStateText } from '../../evaluation/levels.js';
import { estimateVolumeErrors } from '../../evaluation/volume-estimates.js';
import { ruleSetNamed } from '../../rules/rule-sets.js';
import { type StatusRules, statusRules } from '../../rules/status-rules.js';
import { channelWords } from '../../words/channels.js';
import { flagWords } from '../../words/flags.js';
import { sealStateText } from '../../words/seal-states.js';
import type { ExaminedRecord } from '../record/examined-record.js';
import type { Block } from './block.js';
import { digits } from './page-text.js';
import type { Say } from './page-words.js';

/** The channel that an estimate is made from. */
const channelOf: Readonly<Record<EstimatedQuantity, number>> = {
  zero: CHANNEL_ZERO,
  'zero-return': CHANNEL_ZERO_RETURN,
  creep: CHANNEL_CREEP,
  span: CHANNEL_SPAN_REFERENCE,
  'span-electronics': CHANNEL_SPAN_ELECTRONICS,
  'pulse-equivalent': CHANNEL_PULSE_EQUIVALENT,
};

/** Self-state and channels, as the signed status frames say them, with the limits of the rules that the judgement names. */
export function stateBlocks(examined: ExaminedRecord, say: Say): Block[] {
  const { states, status, record } = examined;
  const { language } = record;
  const section: Block = { kind: 'section', text: say('section-state') };
  if (status === undefined) return [section, { kind: 'paragraph', text: say('no-status') }];
  const { claims } = status;
  const list = language === 'zh' ? '、' : ', ';
  const flags = Array.from({ length: 32 }, (_, bit) => bit)
    .filter((bit) => Math.floor(claims.flags / 2 ** bit) % 2 === 1)
    .map((bit) => flagWords(bit).name[language]);
  const digest = examined.frames.find(({ frame }) => frame === status)?.digest ?? '';
  const rows: [string, string][] = [
    [say('frame'), say('frame-value', { sequence: claims.sequence, digest: digest.slice(0, 32) })],
    [say('self-state'), stateText(claims.selfState, language)],
    [say('flags'), flags.join(list) || '–'],
    [say('seal'), `${sealStateText(claims.sealState)[language]}; ${claims.calibrationCounter}`],
    [say('temperature'), claims.temperature === undefined ? '–' : `${(claims.temperature / 100).toFixed(2)} °C`],
    ...states.flatMap(({ claims: one }): [string, string][] => {
      if (one.nozzle === undefined) return [];
      const { index, totaliser, fuelings, selfStates: words } = one.nozzle;
      const values = { litres: (totaliser / 1000).toFixed(2), fuelings, state: stateText(words[index] ?? 0, language) };
      return [[say('nozzle-state', { index }), say('nozzle-state-value', values)]];
    }),
    ...(claims.indication === undefined
      ? []
      : [[say('indication'), indicationText(examined, claims.indication)] as [string, string]]),
  ];
  const estimates = estimatesOf(examined, states);
  const table = channelTable(states, estimates, say, language);
  const sources = [...new Set(estimates.map(({ limitSource }) => limitSource.split(': ')[0]!))];
  return [
    section,
    { kind: 'pairs', rows },
    ...(table === undefined ? [] : [table]),
    ...(sources.length === 0
      ? []
      : [
          {
            kind: 'paragraph',
            quiet: true,
            text: say(claims.nozzle === undefined ? 'limit-note' : 'limit-note-volume', { source: sources.join('; ') }),
          } as const,
        ]),
  ];
}

const stateText = (state: number, language: 'zh' | 'en'): string =>
  selfStateText[selfStates[state & 3] ?? 'inoperative'][language];

function indicationText({ identity }: ExaminedRecord, indication: number): string {
  const data = identity?.claims.data;
  if (data?.instrumentKind === INSTRUMENT_KIND_SCALE) return `${(indication * data.scaleInterval) / 1000} g`;
  return data?.instrumentKind === INSTRUMENT_KIND_DISPENSER
    ? `${(indication / 1000).toFixed(3)} L`
    : String(indication);
}

function channelTable(
  states: readonly StatusFrame[],
  estimates: readonly ErrorEstimate[],
  say: Say,
  language: 'zh' | 'en',
): Block | undefined {
  const rows = states.flatMap(({ claims }) =>
    claims.channels.map(({ identifier, conditions, value, uncertainty }) => {
      const { name, divisor, unit } = channelWords(identifier);
      const shown = (one: number | undefined) => (one === undefined ? '–' : `${one / divisor} ${unit}`.trim());
      const estimate = estimates.find(
        (one) => channelOf[one.quantity] === identifier && one.nozzle === claims.nozzle?.index,
      );
      const place = claims.nozzle === undefined ? '' : `${say('nozzle', { index: claims.nozzle.index })} `;
      const learning = Math.floor(conditions / 2 ** CHANNEL_CONDITION_BIT_LEARNING) % 2 === 1;
      const state = stateText(conditions & CHANNEL_CONDITION_LEVEL_MASK, language);
      const limit = estimate === undefined ? '–' : `${digits(estimate.limit)} ${estimate.unit}`;
      const values = [shown(value), shown(uncertainty), limit, learning ? `${state}; ${say('learning')}` : state];
      return [`${place}${name[language]}`, ...values];
    }),
  );
  if (rows.length === 0) return undefined;
  const head = [say('channel'), say('value'), say('uncertainty'), say('limit'), say('alarm')];
  return { kind: 'table', title: say('channels'), head, widths: [26, 18, 22, 16, 18], rows };
}

/** By the status rules that the judgement names; a set that is unknown here is told among the findings. */
function estimatesOf({ judgement, identity, record }: ExaminedRecord, states: readonly StatusFrame[]): ErrorEstimate[] {
  const named = judgement.rules.map((name) => ruleSetNamed(name)).find((set) => set?.id === statusRules.id);
  const rules = (named as StatusRules | undefined) ?? statusRules;
  if (states[0]?.claims.nozzle !== undefined) {
    return estimateVolumeErrors(
      states.map(({ claims }) => claims as never),
      rules,
    );
  }
  const signed = identity?.claims.data;
  const { accuracyClass, maximumCapacity, verificationInterval } =
    signed?.instrumentKind === INSTRUMENT_KIND_SCALE ? signed : record.instrument.data;
  const basis: LimitBasis = {
    accuracyClass,
    maximum: maximumCapacity && verificationInterval ? maximumCapacity / verificationInterval : undefined,
  };
  return states.flatMap(({ claims }) => estimateErrors(claims.channels, basis, rules));
}
