import type { Outcome } from './simulate.js';

/** Statements of a probability held against what was true. */
export interface Calibration {
  readonly statements: number;
  /** Greatest distance between stated and true share over the tenths of the scale that hold 200 statements or more, as a share. */
  readonly worst: number;
  /** Of each tenth: statements, mean probability, true share. */
  readonly tenths: readonly { readonly statements: number; readonly stated: number; readonly bad: number }[];
  readonly brier: number;
  readonly log: number;
  /** Share of statements on the right side of one half. */
  readonly accuracy: number;
}

/** Least number of statements that a tenth is judged by. */
const enough = 200;
/** A certainty that turns out wrong would cost without end; six decimals are stated. */
const surest = 1e-6;

export function calibrationOf(statements: Outcome['statements']): Calibration {
  const tenths = Array.from({ length: 10 }, () => ({ statements: 0, stated: 0, bad: 0 }));
  let brier = 0;
  let log = 0;
  let right = 0;
  for (const { probability, bad } of statements) {
    const tenth = tenths[Math.min(9, Math.floor(probability * 10))]!;
    tenth.statements++;
    tenth.stated += probability;
    tenth.bad += Number(bad);
    brier += (probability - Number(bad)) ** 2;
    log -= Math.log(Math.max(surest, bad ? probability : 1 - probability));
    if (probability >= 0.5 === bad) right++;
  }
  const shares = tenths.map((tenth) => ({
    statements: tenth.statements,
    stated: tenth.stated / Math.max(1, tenth.statements),
    bad: tenth.bad / Math.max(1, tenth.statements),
  }));
  const judged = shares.filter((tenth) => tenth.statements >= enough);
  const count = Math.max(1, statements.length);
  return {
    statements: statements.length,
    worst: Math.max(0, ...judged.map(({ stated, bad }) => Math.abs(stated - bad))),
    tenths: shares,
    brier: brier / count,
    log: log / count,
    accuracy: right / count,
  };
}
