import type { ConsoleRoutes } from '../../context.js';

/** Instruments: the list, and everything that is known of one. */
export const instrumentRoutes: ConsoleRoutes = () => {};
