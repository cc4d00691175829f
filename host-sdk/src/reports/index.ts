/**
 * Reports that are taken away: the signed PDF record of an inspection and its verification, tables as CSV and Parquet. An entry of its own,
 * so that those who make none do not load what draws them.
 *
 * @packageDocumentation
 */

export { type HistoryExport, historyCsv, historyParquet } from './tables/export-history.js';
export { type InstrumentExport, instrumentsCsv, instrumentsParquet } from './tables/export-instruments.js';
