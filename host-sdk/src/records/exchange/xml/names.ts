/** Namespaces of the Digital Calibration Certificate and of the D-SI data model (PTB), and the version whose form is written. */
export const dccNamespace = 'https://ptb.de/dcc';
export const siNamespace = 'https://ptb.de/si';
export const dccVersion = '3.2.1';

/** `refType` words: those of the DCC's own good practice where there are any, and this product's, which begin with `hengzhun_`. */
export const refTypes = {
  temperature: 'basic_temperature',
  humidity: 'basic_humidityRelative',
  pressure: 'basic_pressure',
  found: 'hengzhun_found',
  left: 'hengzhun_left',
  nominal: 'basic_nominalValue',
  error: 'basic_measurementError',
  limit: 'hengzhun_maximumPermissibleError',
  nozzle: 'hengzhun_nozzle',
  flow: 'hengzhun_flow',
  kind: 'hengzhun_kind',
  occasion: 'hengzhun_occasion',
  covert: 'hengzhun_covert',
  outcome: 'hengzhun_outcome',
} as const;

/** A word of ours as a second `refType`: `hengzhun_kind hengzhun_arbitration`. */
export const wordPrefix = 'hengzhun_';
