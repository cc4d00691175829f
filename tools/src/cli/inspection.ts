import { describeEvent } from '@hengzhun/host-sdk';
import { decodeEvent, INSTRUMENT_KIND_SCALE } from '@hengzhun/protocol';
import { displayWidth } from './display-width.js';
import { formatSpan } from './duration.js';
import type { Inspection } from './jobs/inspect.js';
import { className, formatMass } from './option-values.js';
import type { Output } from './output.js';
import { channelName, flagNames, levelName, selfStateName } from './words.js';

/** An inspection as lines for a person: identity, challenge, channels, log, judgement. */
export function inspectionLines(output: Output, found: Inspection, entries: number): string[] {
  const lines = [
    output.paint('bold', output.text('inspect.title', { port: found.port })),
    ...pairs([...identityPairs(output, found), ...challengePairs(output, found)]),
    '',
    ...channelTable(output, found),
  ];
  if (found.log) lines.push('', ...logLines(output, found.log, entries));
  if (found.status) lines.push('', ...judgementLines(output, found.status.evaluation));
  return lines;
}

function pairs(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => displayWidth(name)));
  return rows.map(([name, value]) => `  ${name}${' '.repeat(width - displayWidth(name))}  ${value}`);
}

function identityPairs(output: Output, { identity, kid, trusted }: Inspection): [string, string][] {
  const { claims } = identity;
  const { data } = claims;
  const capacity: [string, string][] =
    data.instrumentKind === INSTRUMENT_KIND_SCALE
      ? [
          [output.text('provision.class'), className(data.accuracyClass)],
          [
            output.text('provision.capacity'),
            [data.maximumCapacity, data.minimumCapacity, data.verificationInterval].map(formatMass).join(' / '),
          ],
        ]
      : [];
  return [
    [output.text('inspect.serial'), data.serialNumber],
    [output.text('provision.ueid'), Buffer.from(claims.ueid).toString('hex')],
    ...capacity,
    [
      output.text('inspect.software'),
      `${claims.swname} ${claims.swversion}, SHA-256 ${Buffer.from(claims.softwareMeasurement).toString('hex').slice(0, 16)}…`,
    ],
    [
      output.text('provision.kid'),
      trusted
        ? output.paint('green', `${kid} ✓ ${output.text('inspect.enrolled')}`)
        : output.paint('red', `${kid} ✗ ${output.text('inspect.not-enrolled')}`),
    ],
  ];
}

function challengePairs(output: Output, { challenge, trusted }: Inspection): [string, string][] {
  const { claims } = challenge.frame;
  const flags = flagNames(output, claims.flags).join(', ') || '–';
  const key = trusted ? 'inspect.challenge-good' : 'inspect.challenge-unproved';
  return [
    [output.text('inspect.challenge'), output.text(key, { milliseconds: Math.round(challenge.milliseconds) })],
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

function channelTable(output: Output, { challenge }: Inspection): string[] {
  const rows = challenge.frame.claims.channels.map(({ identifier, value, uncertainty }) => [
    channelName(output, identifier),
    value === undefined ? '–' : String(value),
    uncertainty === undefined ? '–' : String(uncertainty),
  ]);
  if (rows.length === 0) return [];
  const head = [output.text('replay.channel'), output.text('replay.value'), output.text('replay.uncertainty')];
  return output.table(head, rows).split('\n');
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

function judgementLines(output: Output, evaluation: NonNullable<Inspection['status']>['evaluation']): string[] {
  const { level } = evaluation;
  const colour =
    level === 'normal' ? 'green' : level === 'unknown' ? 'magenta' : level === 'attention' ? 'yellow' : 'red';
  return [
    `${output.text('inspect.judgement')}${output.text('word.colon')}${output.paint(colour, levelName(output, level))} (${evaluation.rules})`,
    ...evaluation.reasons.map(({ text }) => `  · ${text[output.language]}`),
    output.paint('dim', output.text('inspect.preliminary')),
  ];
}
