import { BEACON_COMPANY, MAXIMUM_CHUNK } from '@hengzhun/protocol/device';
import type * as flags from '../build-flags.js';
import type { BoardProfile, Feature, SignerKind } from './profile.js';

/** Value of every constant in `src/build-flags.ts`. */
export type BuildFlags = { readonly [name in keyof typeof flags]: boolean | number };

/**
 * What a bundle for a board holds.
 *
 * @param signers both on a rig, where provisioning or what is found on the wire decides
 * @param changes features that differ from the profile's, for measuring rigs
 */
export function flagsOf(
  profile: BoardProfile,
  signers: readonly SignerKind[],
  changes: Readonly<Partial<Record<Feature, boolean>>> = {},
): BuildFlags {
  const features = { ...profile.features, ...changes };
  const { state } = profile;
  return {
    HAS_SOFTWARE_SIGNER: signers.includes('software'),
    HAS_ELEMENT: signers.includes('element'),
    HAS_CELLS: features.cells,
    HAS_SHUNT: features.shunt,
    HAS_UPDATE: features.update,
    HAS_INJECTION: features.injection,
    HAS_HX711: features.hx711,
    HAS_BRIDGE: features.bridge,
    HAS_QDEC_COUNTER: features.qdecCounter,
    HAS_TIMER_COUNTER: features.timerCounter,
    HAS_WATCH_COUNTER: features.watchCounter,
    HAS_ENCODER_LINK: features.encoderLink,
    HAS_RADIO: features.radio && profile.mtu !== null,
    RADIO_CHUNK: Math.min((profile.mtu ?? 23) - 4, MAXIMUM_CHUNK),
    RADIO_COMPANY: profile.company ?? BEACON_COMPANY,
    IS_ESP32: profile.chip === 'ESP32',
    IS_NRF52: features.nrf52,
    STATE_IN_STORAGE: state.in === 'storage',
    STATE_ADDRESS: state.in === 'flash' ? state.address : 0,
    STATE_BYTES: state.in === 'flash' ? state.bytes : 0,
  };
}

/** Source of the module that takes the place of `src/build-flags.ts` in a bundle. */
export function flagsSource(values: BuildFlags): string {
  return Object.entries(values)
    .map(([name, value]) => `export const ${name} = ${value};\n`)
    .join('');
}
