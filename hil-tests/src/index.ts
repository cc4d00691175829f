export { Atecc608, type Atecc608Options } from './element/atecc608.js';
export { blankChip, type ChipState, COUNTER_END, serialOf } from './element/chip-state.js';
export { crc16, packetOf } from './element/crc16.js';
export { ElementFaults } from './element/faults.js';
export { PipedBus } from './element/piped-bus.js';
export * from './emulation/encoder.js';
export type { FreePages } from './emulation/flash-module.js';
export * from './emulation/host.js';
export * from './emulation/hx711.js';
export { I2cBoard } from './emulation/i2c.js';
export { I2cBus, type I2cDevice, type I2cFailure } from './emulation/i2c-bus.js';
export type { Surroundings } from './emulation/interpreter-object.js';
export type { EndOfBoot } from './emulation/machine.js';
export * from './emulation/nau7802.js';
export { createEmulatedRadio, type EmulatedRadio, type EmulatedRadioOptions } from './emulation/nrf/radio.js';
export { Nrf52Peripherals, type Peripheral } from './emulation/nrf52/peripherals.js';
export { CounterTimer } from './emulation/nrf52/timer.js';
export { PIN_COUNT, PinBoard, type PinObserver, type WatchLimit } from './emulation/pins.js';
export { EmulatedSerial, type SerialOptions } from './emulation/serial.js';
export * from './error.js';
export * from './espruino/blank-board.js';
export * from './espruino/evaluate.js';
export * from './espruino/host.js';
export { SerialEnd } from './espruino/serial-end.js';
export * from './firmware-cost.js';
export { costConfiguration } from './firmware-cost-instruments.js';
export * from './flash/flash.js';
export { Storage, StorageError } from './flash/storage.js';
export type { StorageStatistics } from './flash/walk.js';
export * from './fleet/index.js';
export * from './host/clock.js';
export * from './host/host-clock.js';
export * from './host/instrument-host.js';
export * from './physics/index.js';
export { findPostgresql, POSTGRESQL_HINT } from './postgresql/find-postgresql.js';
export { type PostgresqlOptions, type PostgresqlServer, startPostgresql } from './postgresql/start-postgresql.js';
export { type Air, type AirCounts, type AirLoss, type AirOptions, createAir } from './radio/air.js';
export { type Central, openCentral } from './radio/central.js';
export type { Controller, ControllerOptions, HostPort } from './radio/controller.js';
export {
  type Advertisement,
  openPeripheral,
  type PeripheralOptions,
  type RadioPeripheral,
} from './radio/peripheral.js';
export type { Position, Propagation } from './radio/propagation.js';
export { type ServedController, serveController } from './radio/serve.js';
export { type BlenoInstance, hasStacks, type NobleInstance, STACKS_HINT } from './radio/stacks.js';
export * from './replay/counts.js';
export * from './replay/injection.js';
export * from './replay/injection-lines.js';
export * from './replay/recording.js';
export { type LineFaults, seededRandom } from './serial/line.js';
export * from './serial/pty-pair.js';
export * from './serial/virtual-binding.js';
export { VirtualPort } from './serial/virtual-port.js';
