import type { ConsoleRoutes } from '../../context.js';
import { instrumentDetailRoutes } from './detail.js';
import { instrumentEstimateRoutes } from './estimate.js';
import { instrumentFrameRoutes } from './frames.js';
import { instrumentHistoryRoutes } from './history.js';
import { instrumentListRoutes } from './list.js';

/** Instruments: the list, and everything that is known of one. */
export const instrumentRoutes: ConsoleRoutes = (app, context) => {
  instrumentListRoutes(app, context);
  instrumentDetailRoutes(app, context);
  instrumentHistoryRoutes(app, context);
  instrumentEstimateRoutes(app, context);
  instrumentFrameRoutes(app, context);
};
