import { shanghaiOffset } from '../../shanghai-date.js';

/** A moment (ms since 1970) as people read it in Shanghai, to the second, with its offset. No time zone of the machine is asked. */
export function momentText(at: number): string {
  return `${new Date(Math.floor(at) + shanghaiOffset).toISOString().slice(0, 19).replace('T', ' ')} +08:00`;
}

/** The same to the millisecond: what an interval is told by. */
export function exactMomentText(at: number): string {
  return `${new Date(Math.floor(at) + shanghaiOffset).toISOString().slice(0, 23).replace('T', ' ')} +08:00`;
}

/** A mass in mg, in the unit that people use. */
export function massText(mg: number): string {
  return mg >= 1_000_000 ? `${mg / 1_000_000} kg` : mg >= 1000 ? `${mg / 1000} g` : `${mg} mg`;
}

/** At most so many significant digits, without zeros at the end. */
export const digits = (value: number, count = 4): string => String(Number(value.toPrecision(count)));
