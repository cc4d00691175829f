import type { EventEmitter } from 'node:events';
import { violationListeners } from '../../../host-sdk/src/radio/guard-noble.js';
import type { Hall } from './hall.js';

/** What of noble is counted: it is not its public interface. */
interface NobleInside extends EventEmitter {
  readonly _peripherals: Map<string, EventEmitter & { state: string }>;
  readonly _characteristics: Record<string, Record<string, Record<string, EventEmitter>>>;
}

const counted = (emitter: EventEmitter) =>
  emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0);

/** Everything that a link or a scan could leave behind: listeners, timers, connections. */
export function leftovers(hall: Hall): Record<string, number> {
  const noble = hall.noble as unknown as NobleInside;
  const peripherals = [...noble._peripherals.values()];
  // each characteristic listens to itself for whether it notifies
  const characteristics = Object.values(noble._characteristics).flatMap((services) =>
    Object.values(services).flatMap((one) => Object.values(one)),
  );
  return {
    adapter: counted(noble),
    peripherals: peripherals.reduce((sum, one) => sum + counted(one), 0),
    characteristics: characteristics.reduce((sum, one) => sum + counted(one) - one.listenerCount('notify'), 0),
    connected: peripherals.filter(({ state }) => state !== 'disconnected' && state !== 'error').length,
    links: hall.central.controller.links.size,
    scanning: hall.central.controller.scanner.enabled ? 1 : 0,
    timers: hall.timers.size,
    violations: violationListeners(),
  };
}
