import { FIELD_PROGRAM, ORDER_PROGRAM } from './constants.js';
import type { createEngine } from './engine.js';
import type { createPoint } from './point.js';

/**
 * Inversion by Fermat's little theorem: a^(m - 2), in the point's window H, two operations a slice. The operations and
 * their order depend on the modulus alone.
 */
export function createInversion(engine: ReturnType<typeof createEngine>, point: ReturnType<typeof createPoint>) {
  const UP = engine.UP;
  const DOWN = engine.DOWN;
  const multiply = engine.multiply;
  const complete = engine.complete;
  const copy = engine.copy;
  const left = engine.left;
  const second = engine.second;
  const secondTail = engine.secondTail;
  const H = point.H;
  const windowH = point.windowH;

  let program = '';
  let position = 0;
  let squarings = 0;
  // odd powers a, a³, a⁵, a⁷ in descending order; only while an inversion is under way
  let powers: Int32Array[] = [];

  /** Starts the inversion of what is in H. */
  const start = (ofOrder: boolean): void => {
    program = ofOrder ? ORDER_PROGRAM : FIELD_PROGRAM;
    position = 0;
    squarings = 0;
    const one = new Int32Array(13);
    copy(one, DOWN, H, 1);
    complete(windowH);
    multiply(secondTail, UP, one, windowH);
    complete(second);
    powers = [one];
  };

  /** One slice. Returns false when the inverse is in H. */
  const step = (): boolean => {
    if (powers.length < 4) {
      const next = new Int32Array(13);
      multiply(next, DOWN, powers[powers.length - 1]!, second);
      powers.push(next);
      return true;
    }
    if (!position) {
      copy(H, DOWN, powers[(program.charCodeAt(0) - 49) >> 1]!, 1);
      position = 1;
    }
    for (let i = 0; i < 2; i++) {
      let code = 0;
      if (!squarings) {
        if (position >= program.length) {
          powers = [];
          return false;
        }
        code = program.charCodeAt(position);
        position++;
        if (code > 96) squarings = code - 96;
      }
      complete(windowH);
      if (squarings) {
        copy(left, DOWN, H, 1);
        multiply(H, UP, left, windowH);
        squarings--;
      } else multiply(H, UP, powers[(code - 49) >> 1]!, windowH);
    }
    return true;
  };

  return { start: start, step: step };
}
