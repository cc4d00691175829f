import type { Bilingual } from '../evaluation/levels.js';
import type { Actor } from '../ledger/ledger-entry.js';
import type { VerificationKind } from '../records/verification.js';

/** What can be done in a case. */
export type CaseStepName = keyof typeof caseStepText;

export const caseStepText = {
  open: { zh: '立案', en: 'open the case' },
  'add-suspicion': { zh: '并入疑点', en: 'merge another suspicion' },
  'order-check': { zh: '安排现场核查', en: 'order an on-site check' },
  'record-check': { zh: '记录现场核查', en: 'record the on-site check' },
  'record-check-impossible': { zh: '记录无法核查', en: 'record that no check was possible' },
  'repeat-check': { zh: '重新核查', en: 'order the check once more' },
  confirm: { zh: '确认失准', en: 'confirm that it is out of tolerance' },
  refute: { zh: '排除失准', en: 'refute the suspicion' },
  prohibit: { zh: '暂停使用', en: 'prohibit its use' },
  'order-repair': { zh: '责令维修', en: 'order a repair' },
  'report-repair': { zh: '报告维修', en: 'report the repair' },
  'record-reverification': { zh: '记录再检定', en: 'record the re-verification' },
  'order-replacement': { zh: '责令更换', en: 'order the replacement' },
  'record-removal': { zh: '拆除留证', en: 'record the removal and keep the evidence' },
  'record-replacement': { zh: '更换登记', en: 'record the replacement' },
  'request-arbitration': { zh: '申请仲裁检定', en: 'request arbitration' },
  'notify-arbitration': { zh: '通知仲裁检定', en: 'give notice of the arbitration' },
  'decide-arbitration': { zh: '仲裁检定结论', en: 'decide by arbitration' },
  'end-arbitration': { zh: '终止仲裁检定', en: 'end the arbitration without a decision' },
  transfer: { zh: '移送', en: 'transfer to another authority' },
  'accept-transfer': { zh: '接收移送', en: 'accept the transfer' },
  'decline-transfer': { zh: '退回移送', en: 'decline the transfer' },
  'extend-deadline': { zh: '延长期限', en: 'extend the deadline' },
  'extend-prohibition': { zh: '延长暂停使用', en: 'extend the prohibition' },
  escalate: { zh: '督办升级', en: 'escalate' },
  'add-evidence': { zh: '补充证据', en: 'add evidence' },
  withdraw: { zh: '撤案', en: 'withdraw the case' },
  reopen: { zh: '重新立案', en: 'reopen the case' },
  close: { zh: '结案', en: 'close the case' },
} as const satisfies Record<string, Bilingual>;

/** Roles of `Actor.role` that act in a case. */
export type CaseRole = keyof typeof caseRoleText;

export const caseRoleText = {
  inspector: { zh: '检定员', en: 'inspector' },
  reviewer: { zh: '核验员', en: 'reviewer' },
  supervisor: { zh: '监管人员', en: 'supervisor' },
  trader: { zh: '经营者', en: 'trader' },
  repairer: { zh: '修理方', en: 'repairer' },
  arbitrator: { zh: '仲裁方', en: 'arbitrator' },
  software: { zh: '系统', en: 'software' },
} as const satisfies Record<string, Bilingual>;

/** Kinds of document that steps ask for. */
export type DocumentKind = keyof typeof documentText;

export const documentText = {
  'check-sheet': { zh: '现场检查表', en: 'on-site check sheet' },
  'site-record': { zh: '现场笔录', en: 'record of the visit' },
  'decision-record': { zh: '认定意见', en: 'reasons of the decision' },
  'prohibition-notice': { zh: '暂停使用通知书', en: 'notice of prohibition' },
  'repair-order': { zh: '责令维修通知书', en: 'repair order' },
  'repair-report': { zh: '维修报告', en: 'repair report' },
  'verification-certificate': { zh: '检定证书', en: 'verification certificate' },
  'rejection-notice': { zh: '检定结果通知书', en: 'rejection notice' },
  'replacement-order': { zh: '责令更换通知书', en: 'replacement order' },
  photograph: { zh: '照片', en: 'photograph' },
  'custody-record': { zh: '证据保存清单', en: 'record of custody' },
  'arbitration-application': { zh: '仲裁检定申请书', en: 'application for arbitration' },
  'arbitration-notice': { zh: '仲裁检定通知', en: 'notice of arbitration' },
  'arbitration-certificate': { zh: '仲裁检定证书', en: 'arbitration certificate' },
  'arbitration-withdrawal': { zh: '仲裁撤回书', en: 'withdrawal of the application for arbitration' },
  'appeal-waiver': { zh: '放弃二次仲裁声明', en: 'waiver of a second arbitration' },
  'transfer-letter': { zh: '案件移送函', en: 'transfer letter' },
  'extension-approval': { zh: '延期审批表', en: 'approval of the extension' },
  'lifting-notice': { zh: '解除暂停使用通知书', en: 'notice that the prohibition is lifted' },
  'closing-report': { zh: '结案报告', en: 'closing report' },
  other: { zh: '其他', en: 'other' },
} as const satisfies Record<string, Bilingual>;

/** A document, named by its content. */
export interface CaseDocument {
  readonly kind: DocumentKind;
  /** Of its bytes, 64 hex digits, lower case: where the attachment store finds it. */
  readonly sha256: string;
}

/** What a measurement with standards came to, as far as a case needs it; all of it is in the verification record. */
export interface CaseMeasurement {
  /** Identifier of the verification record. */
  readonly verification: string;
  /** UEID, hex, of the instrument that was measured. */
  readonly instrument: string;
  readonly kind: VerificationKind;
  /** By which limits it was judged. */
  readonly occasion: 'verification' | 'in-service';
  readonly outcome: 'pass' | 'fail';
  /** When it was done, ms since 1970. */
  readonly at: number;
  /** Person who measured. */
  readonly person: string;
}

/** What raised the suspicion. */
export type SuspicionSource = 'status-evaluation' | 'complaint' | 'inspection' | 'sampling' | 'covert-inspection';

export const suspicionSources: readonly SuspicionSource[] = [
  'status-evaluation',
  'complaint',
  'inspection',
  'sampling',
  'covert-inspection',
];

/** Who is responsible: the authority and its region (31 沪, 32 苏, 33 浙, 34 皖, or a district under them). */
export interface Jurisdiction {
  readonly authority: string;
  readonly region: string;
}

/** One step, as it stands in the ledger. Which fields a step takes, the rule set says (`CaseRules.steps`); no other may be there. */
export interface CaseStep {
  readonly name: CaseStepName;
  readonly actor: Actor;
  /** When it happened, ms since 1970. */
  readonly at: number;
  /** Idempotency key, 1..64 characters of `[A-Za-z0-9._-]`: the same key twice in a case is the same step. */
  readonly key: string;
  /** Number of the ledger entry of the case that it was decided on; 0: none, for `open`. */
  readonly basis: number;
  readonly documents: readonly CaseDocument[];
  /** Other evidence: identifiers of frames, records, ledger entries. */
  readonly evidence: readonly string[];
  readonly reason?: string;
  readonly measurement?: CaseMeasurement;
  /** Numbers of seals that were applied. */
  readonly seals?: readonly string[];
  readonly source?: SuspicionSource;
  /** `open`: UEID, hex, and who is responsible. */
  readonly instrument?: string;
  readonly jurisdiction?: Jurisdiction;
  /** `order-check`: persons who shall check. */
  readonly inspectors?: readonly string[];
  /** `record-removal`: key of the old instrument, and the first sequence number that it may no longer sign. */
  readonly removal?: { readonly kid: string; readonly retireFrom: number };
  /** `record-replacement`: UEID and key of the new instrument, hex. */
  readonly replacement?: { readonly instrument: string; readonly kid: string };
  /** `transfer`. */
  readonly destination?: Jurisdiction;
  /** `escalate`: 1, 2 or 3. */
  readonly level?: number;
}

/** Fields that a step may be asked for. */
export type CaseStepField =
  | 'reason'
  | 'measurement'
  | 'seals'
  | 'source'
  | 'instrument'
  | 'jurisdiction'
  | 'inspectors'
  | 'removal'
  | 'replacement'
  | 'destination'
  | 'level';

export const caseStepFields: readonly CaseStepField[] = [
  'reason',
  'measurement',
  'seals',
  'source',
  'instrument',
  'jurisdiction',
  'inspectors',
  'removal',
  'replacement',
  'destination',
  'level',
];
