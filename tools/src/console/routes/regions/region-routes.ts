import { RegionsAnswer } from '../../api/regions.js';
import type { ConsoleRoutes } from '../../context.js';
import { answers } from '../answers.js';
import { regionsPage } from './regions-page.js';
import { tallyRegions } from './tally-regions.js';

/** ms. The overview looks over the whole fleet: those who ask at about the same time are given the same one. */
const KEPT = 15_000;

/** Regions: what stands where, and where to look first. */
export const regionRoutes: ConsoleRoutes = (app, { store, supervision, clock }) => {
  let made: { readonly at: number; readonly page: Promise<RegionsAnswer> } | undefined;
  app.get(
    '/api/regions',
    {
      schema: {
        ...{ tags: ['regions'], response: answers(RegionsAnswer) },
        summary: 'Provinces, prefectures and districts with their figures and their places in the overview',
      },
    },
    async () => {
      const now = clock.now();
      if (made === undefined || now - made.at >= KEPT || now < made.at) {
        const page = tallyRegions(store, supervision, now).then((tallies) => regionsPage(tallies, now));
        made = { at: now, page };
        // What failed is tried again by the next one who asks.
        page.catch(() => {
          if (made?.page === page) made = undefined;
        });
      }
      return made.page;
    },
  );
};
