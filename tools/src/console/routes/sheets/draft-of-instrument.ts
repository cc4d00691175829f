import { type Instrument, mpeR76, sheetRules, volumeExpansion } from '@hengzhun/host-sdk';
import { ToolError } from '../../../errors.js';
import type { DraftAnswer } from '../../api/sheets.js';

/**
 * A sheet with what the register says of an instrument already in it, and the loads that its procedure asks for.
 * @throws {ToolError} `tool-console-no-procedure`
 */
export function draftOfInstrument({ ueid, data }: Instrument, now: number): DraftAnswer {
  const head = { instrument: ueid, kind: 'in-service-inspection', occasion: 'in-service', at: now };
  if (data.instrumentKind === 2) {
    const nozzles = (data.nozzles ?? []).map(({ fuel, minimumFlow, maximumFlow }, index) => ({
      ...{ index, fuel, minimumFlow, maximumFlow },
      // By custom a number with # is a diesel (0#, -10#), one without a petrol (92, 95).
      expansion: fuel.includes('#') ? volumeExpansion.diesel : volumeExpansion.petrol,
    }));
    return {
      procedure: 'jjg443',
      instrument: ueid,
      readings: { ...head, ...(nozzles.length > 0 && { nozzles }) },
      suggestions: {},
    };
  }
  if (data.instrumentKind !== 1) throw new ToolError('tool-console-no-procedure', { ueid });
  const { accuracyClass, maximumCapacity, minimumCapacity, verificationInterval, scaleInterval } = data;
  const plate = { accuracyClass, maximumCapacity, minimumCapacity, verificationInterval, scaleInterval };
  const readings = { ...head, ...Object.fromEntries(Object.entries(plate).filter(([, value]) => value !== undefined)) };
  return { procedure: 'r76', instrument: ueid, readings, suggestions: loadsFor(data) };
}

/** Loads as `weighing-missing` and its like look for them (R 76-1 A.4.4.1, A.4.7.1), in whole intervals where that is near enough. */
function loadsFor({
  accuracyClass,
  maximumCapacity,
  minimumCapacity = 0,
  verificationInterval: e,
  scaleInterval,
}: Instrument['data']): DraftAnswer['suggestions'] {
  if (maximumCapacity === undefined || e === undefined) return {};
  const whole = (load: number) => Math.max(e, Math.round(load / e) * e);
  const rows = mpeR76.classes[accuracyClass as 1 | 2 | 3 | 4] ?? [];
  const changes = rows
    .map(({ upTo }) => (upTo ?? Number.POSITIVE_INFINITY) * e)
    .filter((load) => load > minimumCapacity && load < maximumCapacity);
  return {
    loads: {
      verification: [minimumCapacity, ...changes, maximumCapacity],
      site: [whole(maximumCapacity / 2), maximumCapacity],
    },
    eccentricity: whole(maximumCapacity / 3),
    repeatability: whole(0.8 * maximumCapacity),
    discrimination: sheetRules.discrimination * (scaleInterval ?? e),
  };
}
