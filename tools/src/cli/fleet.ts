import {
  chanceText,
  chooseByFalseDiscovery,
  judgementRules,
  type Level,
  type Store,
  storedLevels,
} from '@hengzhun/host-sdk';
import type { Output } from './output.js';
import { levelName } from './words.js';

/** An instrument that is suspected. */
interface Suspected {
  readonly ueid: string;
  readonly serialNumber: string;
  readonly model: string;
  readonly batch: string;
  readonly level: Level;
  readonly probability: number;
}

/** A fleet at one look. */
export interface FleetLook {
  readonly count: number;
  readonly levels: Readonly<Partial<Record<Level, number>>>;
  /** The most likely first, as many as the false discovery rate of the rules allows. */
  readonly suspected: readonly Suspected[];
  /** Batches that stand apart from their types. */
  readonly apart: readonly string[];
}

/** Looks over all stored estimates and chooses whom to suspect. */
export async function lookOverFleet(store: Store, at: number): Promise<FleetLook> {
  const probabilities: number[] = [];
  const seen: { id: number; level: Level; model: string; batch: string }[] = [];
  const levels: Partial<Record<Level, number>> = {};
  const count = await store.estimates.fleet((id, prospect, level, model, batch) => {
    levels[level] = (levels[level] ?? 0) + 1;
    probabilities.push(prospect.probability);
    seen.push({ id, level, model, batch });
  }, at);
  const names = new Map((await store.registry.instruments()).map((one) => [one.id, one]));
  const chosen = chooseByFalseDiscovery(probabilities, judgementRules.falseDiscoveryRate);
  const suspected = chosen.map((index) => {
    const { id, ...rest } = seen[index]!;
    const { ueid = '', serialNumber = '' } = names.get(id) ?? {};
    return { ueid, serialNumber, ...rest, probability: Math.round(probabilities[index]! * 1e6) / 1e6 };
  });
  return { count, levels, suspected, apart: (await store.estimates.priors()).apart };
}

/** The look as lines for a person. */
export function fleetLines(output: Output, fleet: FleetLook, at: number, top: number): string[] {
  const { count, levels, suspected, apart } = fleet;
  if (count === 0) return [output.text('evaluate.fleet.empty')];
  const date = new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
  const rows = ([...storedLevels, 'unknown'] as const).flatMap((level) =>
    levels[level] ? [[levelName(output, level), String(levels[level])]] : [],
  );
  const lines = [
    output.paint('bold', output.text('evaluate.fleet.title', { count, date })),
    output.table([output.text('evaluate.head.level'), output.text('evaluate.head.count')], rows),
  ];
  if (apart.length > 0) {
    const batches = apart.join(output.language === 'zh' ? '、' : ', ');
    lines.push('', output.paint('yellow', output.text('evaluate.fleet.apart', { batches })));
  }
  if (suspected.length === 0) return [...lines, '', output.text('evaluate.fleet.none')];
  const rate = `${Math.round(judgementRules.falseDiscoveryRate * 100)} %`;
  const head = ['instrument', 'population', 'level', 'probability'] as const;
  lines.push(
    '',
    output.text('evaluate.fleet.suspected', { rate, count: suspected.length }),
    output.table(
      head.map((name) => output.text(`evaluate.head.${name}`)),
      suspected
        .slice(0, top)
        .map(({ ueid, serialNumber, model, batch, level, probability }) => [
          serialNumber || ueid,
          [model, batch].filter(Boolean).join(' / ') || '–',
          levelName(output, level),
          chanceText(probability),
        ]),
    ),
  );
  return [...lines, '', output.text('evaluate.preliminary')];
}
