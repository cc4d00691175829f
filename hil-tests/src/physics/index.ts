export { type Climate, createClimate } from './climate.js';
export { createDispenserModel, type DispenserModel, type DispenserReading, type Fueling } from './dispenser.js';
export { type DispenserFraud, type DispenserOptions, healthyDispenser } from './dispenser-options.js';
export { createLoadCell, type LoadCell, type LoadCellSample } from './loadcell.js';
export {
  type CorrelatedNoise,
  type CreepTerm,
  healthyScale,
  type LoadCellOptions,
  ordinaryTrade,
  type TradeOptions,
} from './options.js';
export { createPlatform, ordinaryPlatform, type Platform, type PlatformOptions } from './platform.js';
export { createRandom, type Random } from './random.js';
export { createSupply, ordinarySupply, type SupplyOptions } from './supply.js';
export { createTrade, type Trade } from './trade.js';
