import type { ConsoleRoutes } from '../context.js';
import { aroundRoutes } from './around.js';
import { caseRoutes } from './cases/case-routes.js';
import { instrumentRoutes } from './instruments/index.js';
import { jobRoutes } from './jobs.js';
import { lotRoutes } from './lots/lot-routes.js';
import { regionRoutes } from './regions/region-routes.js';
import { sheetRoutes } from './sheets/sheet-routes.js';
import { recordRoutes } from './take-away/records.js';
import { tableRoutes } from './take-away/tables.js';
import { verifyRoutes } from './verify/verify-routes.js';
import { visitRoutes } from './visit.js';

/** All areas. */
const areas: readonly ConsoleRoutes[] = [
  jobRoutes,
  aroundRoutes,
  visitRoutes,
  instrumentRoutes,
  sheetRoutes,
  caseRoutes,
  lotRoutes,
  regionRoutes,
  verifyRoutes,
  recordRoutes,
  tableRoutes,
];

export const consoleRoutes: ConsoleRoutes = (app, context) => {
  for (const area of areas) area(app, context);
};
