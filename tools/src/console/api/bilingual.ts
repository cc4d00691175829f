import { type Static, Type } from 'typebox';

/** A text in the two languages of the regime: the page shows the one of its user. */
export const bilingual = Type.Object({ zh: Type.String(), en: Type.String() });
export type Bilingual = Static<typeof bilingual>;
