import { describePulseCounter } from '@hengzhun/firmware';
import { boardNames, readProfile } from '@hengzhun/firmware/boards';
import { describe, expect, it } from 'vitest';
import { refusePinTwice } from '../src/provision/pin-twice.js';
import { refuseUnsupported } from '../src/provision/refuse-unsupported.js';
import { proposedWiring } from '../src/provision/wiring.js';

describe('what a board proposes', () => {
  const proposals = boardNames().flatMap((board) =>
    readProfile(board).instruments.flatMap((kind) => [true, false].map((element) => ({ board, kind, element }))),
  );

  it.each(proposals)('$board, $kind, element $element: no pin twice, nothing that its software cannot read', (one) => {
    const profile = readProfile(one.board);
    const drivers = proposedWiring(one.kind, profile, one.element);
    refusePinTwice(drivers);
    refuseUnsupported(drivers, profile);
    expect(drivers.length).toBeGreaterThan(one.board === 'linux' && one.kind === 'dispenser' ? -1 : 0);
  });
});

describe('a part that the software of a board has no driver for', () => {
  it.each([
    ['mdbt42q', 'timer', 'timerCounter'],
    ['espruino-wifi', 'qdec', 'qdecCounter'],
    ['nrf52840', 'watch', 'watchCounter'],
  ] as const)('%s and a pulse counter of the method %s', (board, method, feature) => {
    const counter = describePulseCounter({ nozzle: 0, method, pinA: 'D1', pinB: 'D2' });
    expect(() => refuseUnsupported([counter], readProfile(board))).toThrow(
      expect.objectContaining({ code: 'tool-driver-missing', message: expect.stringContaining(feature) }),
    );
  });
});
