export { createScale, resetBaseline } from './create.js';
export { type ScaleBasics, scaleDefaults } from './defaults.js';
export { periodScale } from './period.js';
export { sampleScale } from './sample.js';
export { restoreScale, saveScale } from './snapshot.js';
export type { ChannelReport, ScaleParameters, ScaleState } from './types.js';
