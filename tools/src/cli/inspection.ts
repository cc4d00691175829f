import {
  channelWords,
  describeEvent,
  type InstrumentStatus,
  lifeStageText,
  type ProofStep,
  type ProofVerdict,
  proofStepText,
  unobservedTexts,
} from '@hengzhun/host-sdk';
import {
  CHANNEL_CONDITION_LEVEL_MASK,
  decodeEvent,
  type IdentityFrame,
  INSTRUMENT_KIND_SCALE,
  type MetrologicalClaims,
  type NozzleState,
  type StatusFrame,
} from '@hengzhun/protocol';
import { formatSpan } from './duration.js';
import type { Inspection } from './jobs/inspect.js';
import { className, formatMass } from './option-values.js';
import type { Colour, Output } from './output.js';
import { pairLines } from './pair-lines.js';
import { nozzleText } from './show-provisioned.js';
import { flagNames, levelName, selfStateName } from './words.js';

/** An inspection as lines for a person: what was proved step by step, identity, status, channels, log, judgement. */
export function inspectionLines(output: Output, { port, proof, log }: Inspection, entries: number): string[] {
  const { identity, status, steps, evaluation } = proof;
  const lines = [output.paint('bold', output.text('inspect.title', { port })), ...stepLines(output, steps)];
  const pairs = [...(identity ? identityPairs(output, identity) : []), ...(status ? statusPairs(output, status) : [])];
  if (pairs.length > 0) lines.push('', ...pairLines(pairs));
  const channels = channelTable(output, proof.nozzles.length > 0 ? proof.nozzles : status ? [status] : []);
  if (channels.length > 0) lines.push('', ...channels);
  if (log) lines.push('', ...logLines(output, log, entries));
  if (evaluation) lines.push('', ...judgementLines(output, evaluation.evaluation));
  return lines;
}

const marks: Readonly<Record<ProofVerdict, readonly [string, Colour]>> = {
  good: ['✓', 'green'],
  attention: ['!', 'yellow'],
  bad: ['✗', 'red'],
  failed: ['✗', 'magenta'],
  skipped: ['–', 'dim'],
};

function stepLines(output: Output, steps: readonly ProofStep[]): string[] {
  const { language } = output;
  // The judgement comes at the end with its reasons; what does not apply would only be in the way.
  const shown = steps.filter(({ step, code }) => step !== 'judgement' && code !== 'does-not-apply');
  return pairLines(
    shown.map(({ step, verdict, text }) => {
      const [mark, colour] = marks[verdict];
      return [proofStepText(step)[language], output.paint(colour, `${mark} ${text[language]}`)];
    }),
  );
}

function identityPairs(output: Output, { claims }: IdentityFrame): [string, string][] {
  const { data, keyEpochs } = claims;
  const language = output.language;
  const unobserved = unobservedTexts(data.unobserved).map((text) => text[language]);
  const digest = Buffer.from(claims.softwareMeasurement).toString('hex').slice(0, 16);
  return [
    [output.text('inspect.serial'), data.serialNumber],
    [output.text('provision.ueid'), Buffer.from(claims.ueid).toString('hex')],
    ...kindPairs(output, data),
    [output.text('inspect.life'), lifeStageText(claims.lifeStage)[language]],
    [
      output.text('inspect.software'),
      `${claims.swname} ${claims.swversion} (${claims.softwareCounter}), SHA-256 ${digest}…`,
    ],
    ...elementPairs(output, claims.element),
    [
      output.text('inspect.key-epochs'),
      (['maker', 'authority', 'inspector'] as const)
        .map((role) => `${output.text(`role.${role}`)} ${keyEpochs[role]}`)
        .join(', '),
    ],
    [output.text('inspect.unobserved'), unobserved.join(language === 'zh' ? '、' : ', ') || '–'],
  ];
}

function elementPairs(output: Output, element: Uint8Array | undefined): [string, string][] {
  return element ? [[output.text('inspect.element'), Buffer.from(element).toString('hex')]] : [];
}

function kindPairs(output: Output, data: MetrologicalClaims): [string, string][] {
  if (data.instrumentKind === INSTRUMENT_KIND_SCALE) {
    const masses = [data.maximumCapacity, data.minimumCapacity, data.verificationInterval];
    return [
      [output.text('provision.class'), className(data.accuracyClass)],
      [output.text('provision.capacity'), masses.map(formatMass).join(' / ')],
    ];
  }
  return data.nozzles.map((nozzle, index) => [output.text('provision.nozzle', { index }), nozzleText(output, nozzle)]);
}

function statusPairs(output: Output, { claims }: StatusFrame): [string, string][] {
  const flags = flagNames(output, claims.flags).join(', ') || '–';
  return [
    [output.text('word.self-state'), `${selfStateName(output, claims.selfState)} (${flags})`],
    [
      output.text('inspect.counters'),
      output.text('inspect.counter-values', {
        sequence: claims.sequence,
        boots: claims.bootcount,
        uptime: formatSpan(claims.uptime * 1000),
        calibration: claims.calibrationCounter,
      }),
    ],
  ];
}

/** @param spoken a dispenser speaks of one nozzle at a time: each was asked */
function channelTable(output: Output, spoken: readonly StatusFrame[]): string[] {
  const rows = spoken.flatMap(({ claims }) =>
    claims.channels.map((channel) => {
      const { divisor, unit, name } = channelWords(channel.identifier);
      const shown = (value: number | undefined) => (value === undefined ? '–' : `${value / divisor} ${unit}`.trim());
      const level = selfStateName(output, channel.conditions & CHANNEL_CONDITION_LEVEL_MASK);
      const place = claims.nozzle ? [String(claims.nozzle.index)] : [];
      return [...place, name[output.language], shown(channel.value), shown(channel.uncertainty), level];
    }),
  );
  const lines = spoken.flatMap(({ claims }) => (claims.nozzle ? [nozzleLine(output, claims.nozzle)] : []));
  if (rows.length === 0) return lines;
  const place = spoken.some(({ claims }) => claims.nozzle) ? [output.text('inspect.nozzle')] : [];
  const head = [
    ...place,
    output.text('inspect.channel'),
    output.text('inspect.value'),
    output.text('replay.uncertainty'),
    output.text('word.self-state'),
  ];
  return [...lines, ...output.table(head, rows).split('\n')];
}

/** Totaliser and fuelings of one nozzle, with its own word. */
export function nozzleLine(output: Output, nozzle: NozzleState): string {
  return output.text('inspect.nozzle-state', {
    index: nozzle.index,
    litres: (nozzle.totaliser / 1000).toFixed(2),
    fuelings: nozzle.fuelings,
    state: selfStateName(output, nozzle.selfStates[nozzle.index] ?? 0),
  });
}

function logLines(output: Output, log: NonNullable<Inspection['log']>, entries: number): string[] {
  const lines = [
    `${output.text('inspect.log')}${output.text('word.colon')}${output.paint('green', `✓ ${output.text('inspect.log-good', { length: log.length })}`)}`,
  ];
  for (const { number, bytes } of entries > 0 ? log.entries.slice(-entries) : []) {
    const event = decodeEvent(bytes);
    const when = `${event.bootcount}/${formatSpan(event.uptime * 1000)}`;
    lines.push(`  ${String(number).padStart(5)}  ${when.padEnd(12)}  ${describeEvent(event)[output.language]}`);
  }
  return lines;
}

function judgementLines(output: Output, evaluation: InstrumentStatus['evaluation']): string[] {
  const { level } = evaluation;
  const colour =
    level === 'normal' ? 'green' : level === 'unknown' ? 'magenta' : level === 'attention' ? 'yellow' : 'red';
  return [
    `${output.text('inspect.judgement')}${output.text('word.colon')}${output.paint(colour, levelName(output, level))} (${evaluation.rules})`,
    ...evaluation.reasons.map(({ text }) => `  · ${text[output.language]}`),
    output.paint('dim', output.text('inspect.preliminary')),
  ];
}
