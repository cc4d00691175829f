import { INSTRUMENT_KIND_DISPENSER, INSTRUMENT_KIND_SCALE } from '@hengzhun/protocol';
import { toHex } from '../../bytes.js';
import { regionName } from '../../records/regions/regions.js';
import { lifeStageText } from '../../words/life-stages.js';
import type { ExaminedRecord } from '../record/examined-record.js';
import type { Block } from './block.js';
import { exactMomentText, massText, momentText } from './page-text.js';
import type { PageWord, Say } from './page-words.js';

const classes = ['', 'I', 'II', 'III', 'IIII'];

/** Who the instrument is: what the register says, and what it signed of itself. */
export function identityBlocks({ record, identity }: ExaminedRecord, say: Say): Block[] {
  const { instrument, language } = record;
  const { serialNumber, maker, model, place, data: registered } = instrument;
  const signed = identity?.claims;
  const data = signed?.data ?? registered;
  const same = signed === undefined || signed.data.serialNumber === serialNumber;
  const rows: [string, string][] = [
    [say('ueid'), instrument.ueid],
    [
      say('serial'),
      same
        ? serialNumber || '–'
        : say('serial-signed', { register: serialNumber || '–', signed: signed.data.serialNumber }),
    ],
    [say('maker'), [maker, model].filter((one) => one !== '').join(', ') || '–'],
    ...kindRows(data, say),
    [say('approval'), data.typeApproval || registered.typeApproval || '–'],
    [say('place'), place === undefined ? '–' : placeText(place)],
  ];
  if (signed !== undefined) {
    const digest = toHex(signed.softwareMeasurement).slice(0, 24);
    const values = { name: signed.swname, version: signed.swversion, counter: signed.softwareCounter, digest };
    rows.push(
      [say('software'), say('software-value', values)],
      [say('life'), lifeStageText(signed.lifeStage)[language]],
    );
  }
  return [
    { kind: 'section', text: say('section-instrument') },
    { kind: 'pairs', rows },
    ...(signed === undefined ? [{ kind: 'paragraph', text: say('no-identity') } as const] : []),
  ];
}

interface Kind {
  readonly instrumentKind?: number;
  readonly accuracyClass?: number;
  readonly maximumCapacity?: number;
  readonly minimumCapacity?: number;
  readonly verificationInterval?: number;
  readonly scaleInterval?: number;
  readonly nozzles?: readonly { fuel: string; minimumFlow: number; maximumFlow: number; minimumQuantity: number }[];
}

function kindRows(data: Kind, say: Say): [string, string][] {
  if (data.instrumentKind === INSTRUMENT_KIND_SCALE) {
    const masses = [data.maximumCapacity, data.minimumCapacity, data.verificationInterval, data.scaleInterval];
    const shown = masses.map((mass) => (mass === undefined ? '–' : massText(mass))).join(' / ');
    return [
      [say('kind'), say('kind-scale')],
      [say('class'), `${classes[data.accuracyClass ?? 0] || '–'}; ${shown}`],
    ];
  }
  if (data.instrumentKind !== INSTRUMENT_KIND_DISPENSER) return [[say('kind'), '–']];
  const nozzles = data.nozzles ?? [];
  return [
    [say('kind'), say('kind-dispenser')],
    ...nozzles.map(({ fuel, minimumFlow, maximumFlow, minimumQuantity }, index): [string, string] => {
      const [low, high] = [minimumFlow / 1000, maximumFlow / 1000];
      return [say('nozzle', { index }), say('nozzle-data', { fuel, low, high, quantity: minimumQuantity / 1000 })];
    }),
  ];
}

/** Names of regions are Chinese in both languages, as their codes are. */
function placeText({ name, region }: { readonly name: string; readonly region: string }): string {
  if (region === '') return name || '–';
  const known = regionName(region);
  return `${name} (${known === undefined ? region : `${known} ${region}`})`.trim();
}

/** Whose key it is, by the register. */
export function keyBlocks({ record }: ExaminedRecord, say: Say): Block[] {
  const { kid, assurance, status, enrolledAt, certifiedBy, endsAt } = record.key;
  const state = say(`status-${status}` as PageWord, { from: endsAt ?? '?' });
  return [
    { kind: 'section', text: say('section-key') },
    {
      kind: 'pairs',
      rows: [
        [say('key'), kid],
        [say('assurance'), say(`assurance-${assurance}` as PageWord)],
        [say('enrolled'), `${momentText(enrolledAt)}, ${state}`],
        [say('certified'), certifiedBy ?? say('certified-none')],
      ],
    },
  ];
}

/** The challenge and its interval, and what each step of the visit came to. */
export function timeBlocks({ record, status, frames }: ExaminedRecord, say: Say): Block[] {
  const { challenge, steps, language } = record;
  const blocks: Block[] = [{ kind: 'section', text: say('section-time') }];
  const own: [string, string][] =
    status === undefined
      ? []
      : [
          [
            say('instrument-time'),
            say('instrument-time-value', { boot: status.claims.bootcount, uptime: status.claims.uptime }),
          ],
        ];
  if (challenge !== undefined && status !== undefined) {
    const { earliest, latest } = challenge;
    const half = Math.ceil((latest - earliest) / 2);
    const interval = say('interval-value', { from: exactMomentText(earliest), to: exactMomentText(latest), half });
    const nonce = status.claims.nonce === undefined ? '–' : toHex(status.claims.nonce);
    blocks.push({ kind: 'pairs', rows: [[say('nonce'), nonce], [say('interval'), interval], ...own] });
  } else {
    const id = frames.find(({ frame }) => frame === status)?.id;
    const receipt = record.frames.find((one) => one.id === id);
    if (receipt !== undefined)
      blocks.push({ kind: 'paragraph', text: say('not-challenged', { at: momentText(receipt.latest) }) });
    if (own.length > 0) blocks.push({ kind: 'pairs', rows: own });
  }
  if (steps.length > 0) {
    const rows = steps.map(({ step, verdict, text }) => [
      ...[say(`step-${step}` as PageWord), say(`verdict-${verdict}` as PageWord), text[language]],
    ]);
    const head = [say('step'), say('verdict'), say('words')];
    blocks.push({ kind: 'table', title: say('step-table'), head, widths: [16, 14, 70], rows });
  }
  return blocks;
}
