import type { ConsoleRoutes } from '../context.js';
export const visitRoutes: ConsoleRoutes = () => {};
