/**
 * What this library uses of `@stoprocent/noble`, as types of its own: the package is optional, and its typings may be absent when this
 * library is compiled. Names and meanings are noble's; ids are addresses without colons, or on macOS identifiers that the system made up.
 */
interface Emitter {
  on(event: string, listener: Listener): unknown;
  removeListener(event: string, listener: Listener): unknown;
}

// biome-ignore lint/suspicious/noExplicitAny: the events carry what they carry, as those of Node's emitters do
type Listener = (...values: any[]) => void;

/** A Bluetooth adapter as noble has it. */
export interface NobleLike extends Emitter {
  /** `poweredOn`, `poweredOff`, `unauthorized`, `unsupported`, `unknown`, `resetting`. Asking for it starts the adapter. */
  readonly state: string;
  startScanningAsync(serviceUuids?: string[], allowDuplicates?: boolean): Promise<void>;
  stopScanningAsync(): Promise<void>;
  stop?(): void;
}

/** Somebody who advertises. */
export interface PeripheralLike extends Emitter {
  readonly id: string;
  /** Six bytes with colons; on macOS empty or the id. */
  readonly address: string;
  readonly connectable: boolean;
  readonly advertisement: {
    readonly localName?: string | undefined;
    readonly manufacturerData?: Uint8Array | undefined;
    readonly serviceUuids?: readonly string[] | undefined;
  };
  /** dBm; 127: not available (Core Specification volume 4, part E, section 7.7.65.2). */
  readonly rssi: number;
  mtu: number | null;
  readonly state: string;
  connectAsync(options?: Readonly<Record<string, number | string>>): Promise<void>;
  cancelConnect(): void;
  disconnectAsync(): Promise<void>;
  discoverServicesAsync(uuids?: string[]): Promise<ServiceLike[]>;
}

export interface ServiceLike {
  readonly uuid: string;
  discoverCharacteristicsAsync(uuids?: string[]): Promise<CharacteristicLike[]>;
}

export interface CharacteristicLike extends Emitter {
  readonly uuid: string;
  readonly properties: readonly string[];
  subscribeAsync(): Promise<unknown>;
  writeAsync(data: Uint8Array, withoutResponse: boolean): Promise<void>;
}
