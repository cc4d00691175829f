import Type from 'typebox';
import { Ueid } from './common.js';

/** `GET /api/instruments/:id/record.pdf`, `GET /api/visits/:id/record.pdf`. */
export const RecordQuery = Type.Object(
  {
    /** Language of the page; default: Chinese. */
    language: Type.Optional(Type.Enum(['zh', 'en'])),
  },
  { additionalProperties: false },
);

/** Job of the visit. */
export const VisitParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 40 }) });

/** Tables come as CSV (RFC 4180, UTF-8 with byte order mark) or as Parquet. */
export const TableParams = Type.Object({ format: Type.Enum(['csv', 'parquet']) });
export const HistoryParams = Type.Object({ id: Ueid, format: Type.Enum(['csv', 'parquet']) });
