import type { Instrument } from '@hengzhun/host-sdk';
import { type IdentityClaims, INSTRUMENT_KIND_SCALE } from '@hengzhun/protocol';
import { className, formatMass } from '../../cli/option-values.js';
import type { MessageKey } from '../../language/catalogue.js';
import type { Comparison } from '../api/visit.js';
import { both } from '../words.js';

/**
 * What an instrument signs about itself, beside what the register says of it. Where the register says nothing there is nothing to differ from.
 * @param instrument as enrolled; undefined: it is not
 */
export function compareWithRegister(claims: IdentityClaims, instrument: Instrument | undefined): Comparison[] {
  const { data } = claims;
  const registered = instrument?.data ?? {};
  const rows: Comparison[] = [
    row('ueid', instrument?.ueid, Buffer.from(claims.ueid).toString('hex')),
    row('serial', instrument?.serialNumber || undefined, data.serialNumber),
    row('kind', registered.instrumentKind, data.instrumentKind),
    row('approval', registered.typeApproval, data.typeApproval || undefined),
    row('reporting', registered.reportingInterval, data.reportingInterval),
  ];
  if (data.instrumentKind === INSTRUMENT_KIND_SCALE) {
    rows.push(row('class', registered.accuracyClass, data.accuracyClass, className));
    for (const name of ['maximumCapacity', 'minimumCapacity', 'verificationInterval', 'scaleInterval'] as const) {
      rows.push(row(name, registered[name], data[name], formatMass));
    }
  } else {
    const words = (nozzles: typeof data.nozzles) =>
      nozzles
        .map(
          ({ fuel, minimumFlow, maximumFlow, pulses }) =>
            `${fuel} ${minimumFlow}–${maximumFlow} mL/min ${pulses}/100 L`,
        )
        .join('; ');
    rows.push(row('nozzles', registered.nozzles && words([...registered.nozzles]), words(data.nozzles)));
  }
  return rows.filter(({ register, instrument: own }) => register !== undefined || own !== undefined);
}

function row<T extends string | number>(
  what: string,
  register: T | undefined,
  own: T | undefined,
  shown: (value: T) => string = String,
): Comparison {
  return {
    what: both(`console.compare.${what}` as MessageKey),
    ...(register !== undefined && { register: shown(register) }),
    ...(own !== undefined && { instrument: shown(own) }),
    same: register === undefined || own === register,
  };
}
