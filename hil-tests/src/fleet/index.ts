export type { FamilyDefect } from './batches.js';
export { Fleet } from './fleet.js';
export type {
  FleetCause,
  FleetChannel,
  FleetFrame,
  FleetInstrument,
  FleetNozzle,
  FleetObservation,
  FleetOptions,
  FleetStatus,
  FleetTruth,
  FleetTruthPoint,
} from './options.js';
