/**
 * Host SDK: read instruments over a link, prove and store what they say, judge their state.
 *
 * @packageDocumentation
 */

export {
  type BirthCertificateOptions,
  certifyBirth,
} from './birth/certify-birth.js';
export { type Birth, type BirthOptions, type ExpectedBirth, witnessBirth } from './birth/witness-birth.js';
export {
  type Attachment,
  type AttachmentInfo,
  type AttachmentOptions,
  AttachmentStore,
  attachmentHash,
} from './case-file/attachment-store.js';
export type { CaseFile, CaseFileCheckpoint, CaseFileInstrument } from './case-file/case-file.js';
export { CaseFileEvidence } from './case-file/case-file-evidence.js';
export type { Finding, FindingPart } from './case-file/finding.js';
export { type GatherOptions, gatherCaseFile } from './case-file/gather-case-file.js';
export type { FramePeriod } from './case-file/gather-instruments.js';
export { type OpenedCaseFile, openCaseFile } from './case-file/open-case-file.js';
export {
  type CaseFileVerdict,
  type TrustedKeys,
  type VerifyCaseFileOptions,
  verifyCaseFile,
} from './case-file/verify-case-file.js';
export { writeCaseFile } from './case-file/write-case-file.js';
export {
  computeDispenserSheet,
  type DispenserSheetResult,
  type VolumePoint,
  volumeShareLimit,
} from './check-sheets/compute-dispenser-sheet.js';
export {
  computeScaleSheet,
  type MassPoint,
  type ScaleSheetResult,
  type SheetRequirement,
} from './check-sheets/compute-scale-sheet.js';
export {
  type DispenserSheet,
  type NozzleUnderTest,
  type Prover,
  type ProverRun,
  readDispenserSheet,
} from './check-sheets/dispenser-sheet.js';
export { computeRun, proverVolume, type RunResult } from './check-sheets/prover-volume.js';
export {
  type MassStandard,
  readScaleSheet,
  type ScaleReading,
  type ScaleSheet,
  type WeighingReading,
} from './check-sheets/scale-sheet.js';
export { computeSheetBytes, isSheetBytes, sheetBytes } from './check-sheets/sheet-bytes.js';
export {
  type SheetFinding,
  type SheetFindingCode,
  type SheetOutcome,
  sheetOutcomeText,
} from './check-sheets/sheet-findings.js';
export { type SheetRules, sheetRules, sheetRules1 } from './check-sheets/sheet-rules.js';
export { type SheetTable, sheetTable } from './check-sheets/sheet-table.js';
export { sheetText } from './check-sheets/sheet-text.js';
export { type SheetResult, sheetVerification } from './check-sheets/sheet-verification.js';
export {
  contributionText,
  type UncertaintyBudget,
  type UncertaintyContribution,
} from './check-sheets/uncertainty-budget.js';
export { type Clock, systemClock } from './clock.js';
export { anchorTime } from './commands/anchor-time.js';
export { restart, retire } from './commands/life.js';
export {
  checkMass,
  checkVolume,
  type ReferenceCheck,
  type ReferenceCheckAnswer,
  type StandardVolume,
} from './commands/reference-check.js';
export { type NewCommandKey, replaceKey } from './commands/replace-key.js';
export { seal, unseal } from './commands/seal.js';
export { type SelfTestAnswer, selfTest } from './commands/self-test.js';
export { type CommandAnswer, type CommandKey, sendCommand } from './commands/send-command.js';
export { type ParameterAnswer, setParameter } from './commands/set-parameter.js';
export { reinitialise, unlock } from './commands/unlock.js';
export { upperAcceptanceLimit } from './decision/acceptance-limit.js';
export {
  type GlobalRisks,
  globalRisks,
  type Interval,
  type PriorDistribution,
  probabilityAccepted,
} from './decision/conformity.js';
export { type Conformity, type Decision, decide } from './decision/decide.js';
export { chooseByFalseDiscovery } from './decision/false-discovery.js';
export { SdkError, type SdkErrorCode } from './errors.js';
export type { EstimateBook } from './estimates/estimate-book.js';
export type { FleetVisitor } from './estimates/evaluate-fleet.js';
export { JudgementBook, type JudgementLedger } from './estimates/judgement-book.js';
export { assimilate } from './estimation/assimilate.js';
export { type BehaviourPrior, unknownPopulation } from './estimation/behaviour-prior.js';
export {
  asStated,
  type Calibrations,
  calibrated,
  isFresh,
  type ProbabilityCalibration,
} from './estimation/calibration.js';
export { calibrationSample } from './estimation/calibration-sample.js';
export { predictedCrossing } from './estimation/crossing.js';
export { symptomsSeen, toDay } from './estimation/estimate-layout.js';
export { type EstimationRules, estimationRules, estimationRules1 } from './estimation/estimation-rules.js';
export type {
  Evidence,
  MeasuredPoint,
  MeasurementEvidence,
  ReportEvidence,
  SpanEvidence,
} from './estimation/evidence.js';
export { frameEvidence } from './estimation/frame-evidence.js';
export { type Increment, incrementsOf, type MeasuredHistory } from './estimation/increments.js';
export { type CalibrationSample, learnCalibration } from './estimation/learn-calibration.js';
export { learnPriors } from './estimation/learn-priors.js';
export { type LearnedPriors, nothingLearned, populationKey, priorOf } from './estimation/learned-priors.js';
export { storedLevels } from './estimation/level-from-probability.js';
export { newEstimate, type TestPoint } from './estimation/new-estimate.js';
export { emptyProspect, type Prospect, prospectOf } from './estimation/prospect.js';
export { type Symptom, symptoms, symptomsOf, symptomText } from './estimation/symptoms.js';
export { assumedPoints, verificationEvidence } from './estimation/verification-evidence.js';
export {
  type CheckJudgement,
  type CheckOutcome,
  judgeCheck,
  massLimit,
  volumeLimit,
} from './evaluation/check-judgement.js';
export {
  type ErrorEstimate,
  type EstimatedQuantity,
  estimateErrors,
  type LimitBasis,
  quantityText,
  serviceLimits,
  spanLimit,
} from './evaluation/error-estimates.js';
export { type EvaluationInput, evaluateStatus, type StatusEvaluation } from './evaluation/evaluate-status.js';
export {
  type Bilingual,
  type Level,
  levelText,
  type Reason,
  type SelfState,
  type Severity,
  selfStates,
  selfStateText,
} from './evaluation/levels.js';
export { expectedBy, isSilent } from './evaluation/silence.js';
export { estimateVolumeErrors } from './evaluation/volume-estimates.js';
export type { RequestOptions } from './frames/ask.js';
export { frameId, parseFrameId } from './frames/frame-id.js';
export {
  type FrameEvent,
  type InstrumentEvent,
  InstrumentStream,
  type RefusedEvent,
  type ReplyEvent,
  type StreamOptions,
} from './frames/instrument-stream.js';
export { refusalReasonText } from './frames/request-texts.js';
export {
  type Answer,
  requestCommandNonce,
  requestIdentity,
  requestKey,
  requestStatus,
  type StatusRequestOptions,
} from './frames/requests.js';
export type {
  ChainState,
  ChannelReading,
  IdentitySnapshot,
  IncidentTotal,
  Milestone,
  StatusSnapshot,
  TimeInterval,
} from './ingest/chain-state.js';
export { emptyChainState, missingFrames } from './ingest/chain-state.js';
export { type IngestStreamsOptions, ingestStreams } from './ingest/ingest-streams.js';
export { type IngestWorkers, type IngestWorkersOptions, openIngestWorkers } from './ingest/ingest-workers.js';
export type { IngestOptions } from './ingest/ingestor.js';
export {
  type FindingCode,
  type IngestCode,
  type IngestOutcome,
  type Proof,
  type ReceivedPacket,
  refusals,
} from './ingest/outcome.js';
export { judgeInstrument } from './judgement/judge-instrument.js';
export type { JudgedPoint, Judgement, MeasuredError, PointOutlook } from './judgement/judgement.js';
export {
  type JudgementBasis,
  judgementDraft,
  judgementKind,
  judgementRecomputer,
  judgementSubject,
} from './judgement/judgement-entry.js';
export type { JudgementInput } from './judgement/judgement-input.js';
export type { Outlook } from './judgement/outlooks-ahead.js';
export { priorsKind, priorsRecomputer } from './judgement/priors-entry.js';
export { amountText, chanceText, pointText } from './judgement/quantity-text.js';
export { canonicalJson, jsonDepth, readCanonicalJson } from './ledger/canonical-json.js';
export { type ChainFault, chainFaultText, type LedgerHead } from './ledger/check-chain.js';
export { type Checkpoint, checkpointKid, readCheckpoint, signCheckpoint } from './ledger/checkpoint.js';
export { decodeEntry, entryLimits } from './ledger/entry-form.js';
export { ledgerKeyKind, successorOf } from './ledger/key-succession.js';
export { Ledger, type LedgerOptions, type LedgerQuery } from './ledger/ledger.js';
export type { Actor, JsonValue, LedgerDraft, LedgerEntry } from './ledger/ledger-entry.js';
export { type LedgerKey, ledgerKeyOf } from './ledger/ledger-key.js';
export { makeCheckpoint, type ProvedCheckpoint } from './ledger/make-checkpoint.js';
export { provesConsistency, provesInclusion } from './ledger/merkle-proof.js';
export { openLedgerKey } from './ledger/open-ledger-key.js';
export { proveConsistency } from './ledger/prove-consistency.js';
export { readEntry } from './ledger/read-entry.js';
export { type Difference, differences } from './ledger/replay/difference.js';
export type { EntryQuery, EvidenceSource } from './ledger/replay/evidence-source.js';
export { EvidenceMissing, type Recomputer } from './ledger/replay/recomputer.js';
export { caseStepRecomputer, recomputers, samplingRecomputer } from './ledger/replay/recomputers.js';
export { type Replay, replay, replaySubject } from './ledger/replay/replay.js';
export { type ReplayOutcome, replayOutcomeText } from './ledger/replay/replay-texts.js';
export { StoreEvidence, type StoreParts } from './ledger/replay/store-evidence.js';
export type { LedgerVerdict, VerifyOptions } from './ledger/verify-ledger.js';
export { type BackoffOptions, backoffDelay } from './links/backoff.js';
export type { SerialBinding } from './links/binding.js';
export type { RadioStatistics } from './links/ble/ble-connection.js';
export { type BleLink, openBleLink } from './links/ble/ble-link.js';
export { type BleLinkOptions, isBleAddress } from './links/ble/ble-options.js';
export { type BytePort, listSerialPorts, loadSerialPort, type PortDescription } from './links/default-binding.js';
export { EventQueue } from './links/event-queue.js';
export type {
  ConnectedEvent,
  DiscardedEvent,
  DisconnectedEvent,
  DroppedEvent,
  Link,
  LinkEvent,
  LinkStatistics,
  LivenessEvent,
  PacketEvent,
  RetryEvent,
} from './links/link.js';
export { openError as serialOpenError } from './links/serial-errors.js';
export { openSerialLink } from './links/serial-link.js';
export type { SerialLinkOptions } from './links/serial-options.js';
export type { EventLogStore, ProvedEvent, SignedLogHead } from './log/event-log-store.js';
export {
  type ChannelMedian,
  type HistoryRecord,
  historyRecords,
  type ReportedChannels,
} from './log/history-records.js';
export {
  type LogProgress,
  type LogRange,
  type ReadLogOptions,
  readEventLog,
  requestLogRange,
  startLogProgress,
} from './log/read-event-log.js';
export { type AnchoredInterval, anchorInterval } from './proof/anchor-interval.js';
export { askPatiently, defaultPatience, type Patience } from './proof/patient-asking.js';
export {
  type FreshProof,
  type ProofProgress,
  type ProofResult,
  type ProofStep,
  type ProofStepName,
  type ProofVerdict,
  type ProvedLog,
  proofSteps,
} from './proof/proof.js';
export { type ProofCode, proofStepText, proofText, proofVerdictText } from './proof/proof-texts.js';
export { type FreshProofOptions, proveFresh } from './proof/prove-fresh.js';
export { StreamWatcher, type TakeIn } from './proof/stream-watcher.js';
export { adapterError as bleAdapterError } from './radio/ble-errors.js';
export { knownInStore } from './radio/known-in-store.js';
export {
  type AdapterCondition,
  type AdapterState,
  type KnownNearby,
  type NearbyInstrument,
  type ScanEvent,
  type SuspicionCode,
  suspicionCodes,
  suspicionText,
} from './radio/nearby.js';
export type { NobleLike, PeripheralLike } from './radio/noble-types.js';
export { type InstrumentScan, type ScanOptions, scanInstruments } from './radio/scan-instruments.js';
export type { ImportedRecord, RecordImport, RecordImportError } from './records/book/import-found.js';
export { type PutResult, RecordBook, type RecordPage } from './records/book/record-book.js';
export { type RecordName, readRecordIdentifier, recordIdentifier } from './records/book/record-identifier.js';
export type { RecordCursor, RecordQuery, StoredRecord } from './records/book/record-sql.js';
export type { RecordWarning, RecordWarningCode } from './records/book/record-warnings.js';
export { type Traceability, type TraceabilityProblem, traceability } from './records/book/traceability.js';
export { exportRecordsCsv } from './records/exchange/export-csv.js';
export { type FoundRecord as FoundStoredRecord, importLimits } from './records/exchange/found-record.js';
export { findRecordsCsv } from './records/exchange/import-csv.js';
export { exportRecordsJson, findRecordsJson, type RecordLists } from './records/exchange/json.js';
export { readVerificationXml } from './records/exchange/xml/read-verification.js';
export { type VerificationNames, writeVerificationXml } from './records/exchange/xml/write-verification.js';
export { type RecordKind, type RecordTypes, readRecordOf, recordKinds } from './records/kinds/kinds.js';
export {
  type Authority,
  authorityKindText,
  type Person,
  type PersonRole,
  type Place as PlaceRecord,
  personRoleText,
  placeUseText,
  type Trader,
} from './records/kinds/parties.js';
export {
  type ReferenceStandard,
  type StandardCertificate,
  standardQuantityText,
} from './records/kinds/reference-standard.js';
export type { RepairRecord } from './records/kinds/repair.js';
export { type SealCodes, type SealRecord, sealFormText, sealRecordStateText } from './records/kinds/seal.js';
export { instrumentKindText, type TypeApproval } from './records/kinds/type-approval.js';
export { provinces, type Region, regionName, regionOf, regionRules, regions } from './records/regions/regions.js';
export type { TestConditions, TestPointResult, Verification, VerificationKind } from './records/verification.js';
export { verificationKindText } from './records/verification-kinds.js';
export { type CsvRecord, parseCsv } from './registry/csv.js';
export { toJwk } from './registry/public-key.js';
export type {
  EnrolledKey,
  EnrolmentRecord,
  EnrolmentResult,
  ImportError,
  ImportResult,
  Instrument,
  InstrumentData,
  KeyAssurance,
  KeyStatus,
  Maker,
  NozzleRecord,
  Place,
} from './registry/records.js';
export type { Registry } from './registry/registry.js';
export { applyStep, type StepResult } from './replacement/apply-step.js';
export type { AttachedFile } from './replacement/attached-files.js';
export { CaseBook, type CaseBookOptions } from './replacement/case-book.js';
export {
  type CaseEntry,
  caseStepKind,
  caseSubject,
  foldCase,
  foldEntry,
  recomputeCaseStep,
  stepDraft,
  stepOfEntry,
} from './replacement/case-entries.js';
export type { CaseOutcome } from './replacement/case-outcome.js';
export {
  type CasePhase,
  type CaseResult,
  casePhases,
  casePhaseText,
  caseResultText,
  openPhases,
} from './replacement/case-phases.js';
export type {
  CaseAttachments,
  CaseEvidence,
  CaseLedger,
  CaseRegistry,
  CaseVerifications,
} from './replacement/case-ports.js';
export type { CaseRefusal, CaseRefusalCode } from './replacement/case-refusals.js';
export type { CaseRules, Deadline, EscalationStep, StepRule } from './replacement/case-rules.js';
export { caseRules, caseRules1, caseRulesNamed } from './replacement/case-rules-1.js';
export type { CaseQuery, CaseSummary } from './replacement/case-sql.js';
export type { CaseDuty, CaseState } from './replacement/case-state.js';
export { type SuspicionTally, tallySuspicions } from './replacement/case-statistics.js';
export {
  type CaseDocument,
  type CaseMeasurement,
  type CaseRole,
  type CaseStep,
  type CaseStepName,
  caseRoleText,
  caseStepText,
  type DocumentKind,
  documentText,
  type Jurisdiction,
  type SuspicionSource,
} from './replacement/case-step.js';
export { casesDue, type DueCase } from './replacement/cases-due.js';
export { checkStep } from './replacement/check-step.js';
export { type CaseDeadline, caseDeadlines, type DeadlineEnd, endOfDeadline } from './replacement/deadlines.js';
export { chineseHolidays, type HolidayYear } from './replacement/holidays-china.js';
export { measurementOf } from './replacement/measurement-of.js';
export { readStep } from './replacement/read-step.js';
export type { Suspicion } from './replacement/suspicion.js';
export {
  addWorkingDays,
  type CountedDate,
  isWorkingDay,
  nextWorkingDay,
  provisionalCalendar,
  publishedCalendar,
  type WorkingCalendar,
  workingDaysBetween,
} from './replacement/working-days.js';
export { type JudgementRules, judgementRules, judgementRules1, type LevelThreshold } from './rules/judgement-rules.js';
export { errorAtChangeover, maximumPermissibleError, type Occasion } from './rules/maximum-permissible-error.js';
export { mpeJjg443, type VolumeTable } from './rules/mpe-jjg443-2023.js';
export { type MpeRow, type MpeTable, mpeR76 } from './rules/mpe-r76-2006.js';
export { type RuleSet, ruleSetName } from './rules/rule-set-name.js';
export { ruleSetJson, ruleSetNamed, ruleSetNames, ruleSets } from './rules/rule-sets.js';
export { type StatusRules, statusRules, statusRules1 } from './rules/status-rules.js';
export {
  judgeVolumeRuns,
  standardVolumeAtMeter,
  type VolumeJudgement,
  type VolumeReading,
  volumeError,
  volumeExpansion,
} from './rules/volume-check.js';
export { maximumPermissibleVolumeError, type VolumePart } from './rules/volume-limit-r117.js';
export type { AlarmRates, Rate } from './sampling/audit/alarm-rates.js';
export { type AuditRules, auditRules } from './sampling/audit/audit-rules.js';
export { auditStatus, type StatusAudit } from './sampling/audit/audit-status.js';
export type { GroupFindings } from './sampling/audit/cells.js';
export {
  type EstimatedTotal,
  horvitzThompson,
  type SampledValue,
  type SeenStratum,
  stratifiedTotal,
} from './sampling/audit/horvitz-thompson.js';
export type { Calibration, ReliabilityRow } from './sampling/audit/reliability-table.js';
export type { LotVerifications } from './sampling/book/check-on-record.js';
export {
  foldLot,
  type LotStep,
  lotStepDraft,
  lotSubject,
  recomputeLotEntry,
  type SamplingKind,
  type StepContext,
  samplingKinds,
} from './sampling/book/lot-entries.js';
export { type LotState, sampleOf } from './sampling/book/lot-state.js';
export { type SamplingRules, samplingRules } from './sampling/book/named-rules.js';
export {
  type LotLedger,
  type ResultOutcome,
  SamplingBook,
  type SamplingBookOptions,
} from './sampling/book/sampling-book.js';
export {
  decideLot,
  type LotAction,
  type LotDecision,
  type LotOutcome,
  runningDecision,
} from './sampling/decisions/decide-lot.js';
export {
  commonRiskPoints,
  dispenserDecisionRules,
  type LotDecisionRules,
  scaleDecisionRules,
  shanghaiMeterDecisionRules,
} from './sampling/decisions/decision-rules.js';
export { lotActionText, lotOutcomeText } from './sampling/decisions/decision-texts.js';
export { type PlanStep, runPlan } from './sampling/decisions/run-plan.js';
export { commitLot, drawSample, type LotCommitment } from './sampling/draws/draw.js';
export { type Draw, drawStrata, type StratumDraw } from './sampling/draws/draw-strata.js';
export { adjustInterval, type IntervalRequest } from './sampling/intervals/adjust-interval.js';
export type { ControlChartInput } from './sampling/intervals/control-chart.js';
export type { InServiceCheck, InServiceCheckingInput } from './sampling/intervals/in-service-checking.js';
export type { InUseTimeInput } from './sampling/intervals/in-use-time.js';
export type { IntervalAdjustment, IntervalMethod } from './sampling/intervals/interval-adjustment.js';
export { type IntervalRules, intervalRules } from './sampling/intervals/interval-rules.js';
export type { IntervalTestInput } from './sampling/intervals/interval-test.js';
export type { ReliabilityGroup, ReliabilityInput } from './sampling/intervals/reliability.js';
export type { StaircaseInput } from './sampling/intervals/staircase.js';
export {
  type Allocation,
  type AllocationMethod,
  type AllocationStratum,
  allocateNeyman,
  allocateProportional,
} from './sampling/lots/allocation.js';
export { type BuiltLots, buildLots, type LeftOver, type LotProposal } from './sampling/lots/build-lots.js';
export type { LotCandidate } from './sampling/lots/candidate.js';
export { fixLot, type LotDesign, lotStrata } from './sampling/lots/fix-lot.js';
export {
  type FixedLot,
  inclusionProbability,
  type LotMember,
  type LotStratum,
  lotDigest,
  lotText,
  type NamedRandomness,
} from './sampling/lots/fixed-lot.js';
export { lotCandidates, type RegisterCandidates } from './sampling/lots/lot-candidates.js';
export {
  auditLotRules,
  decisionLotRules,
  type LotProperty,
  type LotRules,
  type StratumProperty,
} from './sampling/lots/lot-rules.js';
export { readLotText } from './sampling/lots/read-lot-text.js';
export type { Alarm } from './sampling/lots/strata.js';
export { acceptanceProbability, type SinglePlan } from './sampling/plans/acceptance.js';
export { type CurveName, curveSvg } from './sampling/plans/curve-svg.js';
export { type AnyPlan, type CurvePoint, planCurves } from './sampling/plans/curves.js';
export { type DoubleOutcome, type DoublePlan, doubleOutcome } from './sampling/plans/double-plan.js';
export { type DoublePlanLimits, type PlannedDouble, planDouble } from './sampling/plans/plan-double.js';
export type { RiskPoints, Risks } from './sampling/plans/risk-points.js';
export {
  planSequential,
  type SequentialOutcome,
  type SequentialPlan,
  type SequentialStep,
  sequentialOutcome,
  sequentialStep,
} from './sampling/plans/sequential-plan.js';
export { type PlannedSingle, planSingle } from './sampling/plans/single-plan.js';
export { planVariables, type VariablesPlan, variablesAcceptance } from './sampling/plans/variables-plan.js';
export { findings, outstanding, type StratumFindings } from './sampling/results/findings.js';
export type { SampleResult, SampleState, Unreached } from './sampling/results/sample-state.js';
export { combinedBounds, stratumBounds } from './sampling/results/stratum-bounds.js';
export { takeResult, takeUnreached } from './sampling/results/take-result.js';
export { endOfShanghaiDate, shanghaiDate } from './shanghai-date.js';
export { type Bounds, binomialCdf, proportionBounds } from './statistics/binomial.js';
export { hypergeometricCdf, markedBounds } from './statistics/hypergeometric.js';
export { erfc, normalCdf, probabilityOutside } from './statistics/normal-distribution.js';
export type { InstrumentStatus } from './store/instrument-status.js';
export { schemaVersion } from './store/migrations.js';
export { isPostgresqlUrl, withoutPassword } from './store/postgresql-url.js';
export type { StoredIncident, StoredRefusal, StoreSummary } from './store/queries.js';
export type { FrameQuery, StoredFrame } from './store/query-frames.js';
export type {
  InstrumentCursor,
  InstrumentListPage,
  InstrumentPageQuery,
  InstrumentQuery,
  ListedInstrument,
} from './store/query-instruments.js';
export type { SqlDatabase, SqlReader, SqlTransaction, SqlValue } from './store/sql.js';
export { openStore, Store, type StoreOptions } from './store/store.js';
export {
  type CaseFileOptions,
  type KeptSheet,
  openSupervision,
  type Supervision,
  type SupervisionOptions,
} from './supervision/open-supervision.js';
export { confirmUpdate } from './update/confirm-update.js';
export {
  activateUpdate,
  authoriseUpdate,
  type SoftwareUpdate,
  type UpdateOptions,
  updateSoftware,
} from './update/software-update.js';
export { type TransferOptions, transferImage } from './update/transfer-image.js';
export { type ChannelWords, channelWords } from './words/channels.js';
export { commandText } from './words/commands.js';
export { describeEvent } from './words/describe-event.js';
export { eventName } from './words/events.js';
export { type FlagWords, flagWords } from './words/flags.js';
export { lifeStageText } from './words/life-stages.js';
export { lockReasonText } from './words/lock-reasons.js';
export { refusalText } from './words/refusals.js';
export { resetReasonText } from './words/reset-reasons.js';
export { roleText } from './words/roles.js';
export { sealStateText } from './words/seal-states.js';
export { unobservedTexts } from './words/unobserved.js';
export { updateStepText } from './words/update-steps.js';
