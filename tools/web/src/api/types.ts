// The API's types, of which nothing is left in the built page.
export type {
  Adapter,
  Around,
  AroundBeacon,
  AroundInstrument,
  AroundItem,
  Suspicion,
} from '../../../src/console/api/around.js';
export type {
  AttachmentAnswer,
  CaseAnswer,
  CaseDeadline,
  CaseEvent,
  CaseNextStep,
  CaseRefusal,
  CaseStepRequest,
  CaseSummary,
  CasesAnswer,
  CaseTaken,
  CaseWordsAnswer,
  OpenCaseRequest,
} from '../../../src/console/api/cases.js';
export type { ErrorBody, JobAccepted, Level, Reason } from '../../../src/console/api/common.js';
export type { ConsoleEvents, InstrumentNews, LinkNews } from '../../../src/console/api/events.js';
export type {
  ChannelSeries,
  Channels,
  Estimate,
  Fact,
  FrameDetail,
  FramePage,
  FrameRow,
  InstrumentDetail,
  InstrumentPage,
  InstrumentRow,
  LogPage,
  MeasuredPoint,
} from '../../../src/console/api/instruments.js';
export type { Job, JobStep } from '../../../src/console/api/jobs.js';
export type {
  CurvePoint,
  DrawnMember,
  FixLotRequest,
  LotAnswer,
  LotDecision,
  LotRulesAnswer,
  LotSummary,
  LotsAnswer,
  PlanAnswer,
  PlanKind,
  PlanRequest,
  ProposalsAnswer,
  ResultsAnswer,
  RiskPoints,
} from '../../../src/console/api/lots.js';
export type {
  BoundedShare,
  DistrictNode,
  LevelCounts,
  PrefectureNode,
  RegionFigures,
  RegionsAnswer,
} from '../../../src/console/api/regions.js';
export type { Role, Session, SessionActor, SessionPerson } from '../../../src/console/api/session.js';
export type {
  ComputeAnswer,
  DraftAnswer,
  KeepSheetAnswer,
  Procedure,
  ProcedureName,
  ProceduresAnswer,
  SheetField,
  SheetNote,
  SheetPoint,
  SheetStep,
} from '../../../src/console/api/sheets.js';
export type { Verdict, VerifiedChain, VerifyAnswer, VerifyFinding } from '../../../src/console/api/verify.js';
export type { Comparison, Ports, VisitChannel, VisitResult } from '../../../src/console/api/visit.js';
