/**
 * Reports that are taken away: the signed PDF record of an inspection and its verification, tables as CSV and Parquet. An entry of its own,
 * so that those who make none do not load what draws them.
 *
 * @packageDocumentation
 */

export type { ExaminedFrame, ExaminedRecord } from './record/examined-record.js';
export { type GatherRecordOptions, gatherRecord, type RecordInput } from './record/gather-record.js';
export type {
  InspectionRecord,
  RecordedChallenge,
  RecordedFrame,
  RecordedStep,
  RecordLanguage,
  RecordMember,
} from './record/inspection-record.js';
export { type RecordPdf, type RecordSigner, recordPdf } from './record-pdf.js';
export { issueOfficeCertificate } from './signature/office-certificate.js';
export { type RecordStatement, type StatedFrame, statementScheme } from './statement/record-statement.js';
export { type HistoryExport, historyCsv, historyParquet } from './tables/export-history.js';
export { type InstrumentExport, instrumentsCsv, instrumentsParquet } from './tables/export-instruments.js';
export type { RecordVerdict, StatementVerdict, Verdict } from './verify/record-verdict.js';
export { isPdf, verifyRecordPdf } from './verify/verify-record-pdf.js';
export { verifyRecordStatement } from './verify/verify-record-statement.js';
