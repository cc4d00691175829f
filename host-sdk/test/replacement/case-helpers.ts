import { applyStep } from '../../src/replacement/apply-step.js';
import type { CaseState } from '../../src/replacement/case-state.js';
import type { CaseMeasurement, CaseStep, CaseStepName, DocumentKind } from '../../src/replacement/case-step.js';

export const instrument = `01${'a1'.repeat(16)}`;
export const newInstrument = `01${'b2'.repeat(16)}`;
export const oldKid = 'a1a1a1a1a1a1a1a1';
export const newKid = 'b2b2b2b2b2b2b2b2';
export const pudong = { authority: '浦东新区市场监管局', region: '310115' };
export const suzhou = { authority: '苏州市市场监管局', region: '3205' };
/** Monday 2026-03-02, 10:00 in Shanghai. */
export const monday = Date.parse('2026-03-02T10:00:00+08:00');
export const hour = 3_600_000;

export const actors = {
  supervisor: { person: '王监', role: 'supervisor', authority: pudong.authority },
  head: { person: '周长', role: 'supervisor', authority: pudong.authority },
  reviewer: { person: '李核', role: 'reviewer', authority: pudong.authority },
  inspector: { person: '张检', role: 'inspector', authority: '上海市计量院' },
  otherInspector: { person: '赵检', role: 'inspector', authority: '上海市计量院' },
  repairer: { person: '孙修', role: 'repairer', authority: '衡器维修公司' },
  trader: { person: '陈摊', role: 'trader', authority: '菜市场' },
  arbitrator: { person: '吴仲', role: 'arbitrator', authority: '上海市计量院仲裁组' },
  higherArbitrator: { person: '郑仲', role: 'arbitrator', authority: '中国计量院' },
  software: { person: 'hengzhun 0.1.0', role: 'software', authority: pudong.authority },
  suzhou: { person: '钱监', role: 'supervisor', authority: suzhou.authority },
} as const;
export type ActorName = keyof typeof actors;

export const documents = (...kinds: DocumentKind[]) =>
  kinds.map((kind, i) => ({ kind, sha256: (kind.length + i).toString(16).padStart(64, '0') }));

export const measurement = (
  outcome: 'pass' | 'fail',
  at: number,
  changes: Partial<CaseMeasurement> = {},
): CaseMeasurement => ({
  verification: 'V-1',
  instrument,
  kind: 'in-service-inspection',
  occasion: changes.kind?.endsWith('verification') ? 'verification' : 'in-service',
  outcome,
  at,
  person: actors.inspector.person,
  ...changes,
});

/** Drives one case and counts its ledger entries. */
export class CaseDriver {
  state: CaseState | undefined;
  number = 100;
  now = monday;

  step(name: CaseStepName, who: ActorName, changes: Partial<CaseStep> = {}): CaseStep {
    return {
      name,
      actor: actors[who],
      at: this.now,
      key: `k${this.number}`,
      basis: this.state?.last ?? 0,
      documents: [],
      evidence: [],
      ...changes,
    };
  }

  try(name: CaseStepName, who: ActorName, changes: Partial<CaseStep> = {}): string[] {
    const step = this.step(name, who, changes);
    const result = applyStep('C-1', this.state, step, this.number + 1);
    if (result.state === undefined) return result.refusals.map(({ code }) => code);
    this.state = result.state;
    this.number++;
    this.now += hour;
    return [];
  }

  take(name: CaseStepName, who: ActorName, changes: Partial<CaseStep> = {}): this {
    const refusals = this.try(name, who, changes);
    if (refusals.length > 0) throw new Error(`${name} refused: ${refusals.join(', ')}`);
    return this;
  }

  opened(): this {
    return this.take('open', 'software', {
      instrument,
      jurisdiction: pudong,
      source: 'status-evaluation',
      evidence: ['ledger/77'],
    });
  }
  checked(outcome: 'pass' | 'fail'): this {
    return this.take('order-check', 'supervisor', { inspectors: [actors.inspector.person] }).take(
      'record-check',
      'inspector',
      { documents: documents('check-sheet'), measurement: measurement(outcome, this.now) },
    );
  }
  confirmed(): this {
    return this.opened()
      .checked('fail')
      .take('confirm', 'reviewer', { documents: documents('decision-record') });
  }
  refuted(): this {
    return this.opened()
      .checked('pass')
      .take('refute', 'reviewer', { documents: documents('decision-record') });
  }
  prohibited(): this {
    return this.confirmed().take('prohibit', 'supervisor', {
      documents: documents('prohibition-notice'),
      seals: ['F-001'],
    });
  }
  repaired(): this {
    return this.take('order-repair', 'supervisor', { documents: documents('repair-order') }).take(
      'report-repair',
      'repairer',
      { documents: documents('repair-report') },
    );
  }
  reverified(outcome: 'pass' | 'fail'): this {
    return this.take('record-reverification', 'inspector', {
      documents: documents(outcome === 'pass' ? 'verification-certificate' : 'rejection-notice'),
      measurement: measurement(outcome, this.now, { kind: 'subsequent-verification', verification: 'V-2' }),
      ...(outcome === 'pass' && { seals: ['F-002'] }),
    });
  }
  replacementOrdered(): this {
    return this.prohibited().take('order-replacement', 'supervisor', { documents: documents('replacement-order') });
  }
  removed(): this {
    return this.replacementOrdered().take('record-removal', 'inspector', {
      documents: documents('photograph', 'custody-record'),
      seals: ['E-9'],
      removal: { kid: oldKid, retireFrom: 4711 },
    });
  }
  replaced(): this {
    return this.removed().take('record-replacement', 'inspector', this.replacementFields());
  }
  replacementFields(): Partial<CaseStep> {
    return {
      documents: documents('verification-certificate'),
      seals: ['F-010'],
      measurement: measurement('pass', this.now - 1, {
        instrument: newInstrument,
        kind: 'initial-verification',
        verification: 'V-9',
        person: '厂检',
      }),
      replacement: { instrument: newInstrument, kid: newKid },
    };
  }
  arbitrating(): this {
    return this.take('request-arbitration', 'trader', {
      documents: documents('arbitration-application'),
      reason: '不服现场核查',
    }).take('notify-arbitration', 'supervisor', { documents: documents('arbitration-notice') });
  }
  arbitrated(outcome: 'pass' | 'fail', who: 'arbitrator' | 'higherArbitrator' = 'arbitrator'): this {
    return this.take('decide-arbitration', who, {
      documents: documents('arbitration-certificate'),
      measurement: measurement(outcome, this.now, {
        kind: 'arbitration',
        verification: 'V-A',
        person: actors[who].person,
      }),
    });
  }
}
