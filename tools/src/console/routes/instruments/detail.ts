import {
  type ChainState,
  type EnrolledKey,
  type Judgement,
  type MeasuredError,
  missingFrames,
  pointText,
  type Symptom,
  selfStateText,
  symptomText,
  verificationKindText,
} from '@hengzhun/host-sdk';
import { InstrumentDetail, InstrumentParams, type MeasuredPoint } from '../../api/instruments.js';
import type { ConsoleApp, ConsoleContext } from '../../context.js';
import { answers } from '../answers.js';
import { registerFacts, signedFacts } from './facts.js';
import { instrumentOf, newestChain } from './find.js';

/** Everything that is known of one instrument, the kinds of knowledge apart. */
export function instrumentDetailRoutes(app: ConsoleApp, context: ConsoleContext): void {
  app.get(
    '/api/instruments/:id',
    {
      schema: {
        ...{ tags: ['instruments'], summary: 'One instrument, judged now' },
        ...{ params: InstrumentParams, response: answers(InstrumentDetail) },
      },
    },
    async ({ params }): Promise<InstrumentDetail> => {
      const instrument = await instrumentOf(context, params.id);
      const chain = await newestChain(context, instrument);
      const judgement = await context.store.estimates.judge(instrument);
      const { ueid: id, serialNumber, maker, model, place, data, enrolledAt, keys } = instrument;
      return {
        ...{ id, serialNumber, maker, model, enrolledAt },
        ...(data.instrumentKind !== undefined && { kind: data.instrumentKind }),
        ...(place && { region: place.region, place: place.name }),
        keys: keys.toReversed().map(keyOf),
        register: registerFacts(instrument),
        signed: signedFacts(chain),
        ...knowledgeOf(judgement),
        chain: chainOf(chain),
      };
    },
  );
}

function keyOf(key: EnrolledKey): InstrumentDetail['keys'][number] {
  const { kid, status: state, assurance, certifiedBy, enrolledAt, endsAt, endedAt, endedWhy } = key;
  return {
    ...{ kid, state, assurance, enrolledAt },
    ...(certifiedBy !== undefined && { certifiedBy }),
    ...(endsAt !== undefined && { endsAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(endedWhy !== undefined && { endedWhy }),
  };
}

function knowledgeOf(
  judgement: Judgement,
): Pick<InstrumentDetail, 'judgement' | 'measured' | 'selfEvidence' | 'forecast'> {
  const { at, level, reasons, probability, horizon, crossing, conformity, rules, priors } = judgement;
  const { selfEvidence, forecast, measured } = judgement;
  const { selfState, fresh, spanLastObserved, symptoms } = selfEvidence;
  return {
    judgement: {
      ...{ at, level, probability, conformity, priors, rules: [...rules] },
      reasons: reasons.map((reason) => ({ ...reason, evidence: [...reason.evidence] })),
      horizonDays: horizon.days,
      horizonProbability: horizon.probability,
      ...(crossing !== undefined && { crossing }),
    },
    measured: measured.map(measuredPoint),
    selfEvidence: {
      ...{ level: selfEvidence.level, fresh },
      ...(selfState !== undefined && { selfState: { ...selfStateText[selfState] } }),
      ...(spanLastObserved !== undefined && { spanLastObserved }),
      symptoms: symptoms.map((symptom) => ({ ...symptomText[symptom as Symptom] })),
    },
    forecast: { ...forecast },
  };
}

function measuredPoint(point: MeasuredError): MeasuredPoint {
  const { quantity, nominal, nozzle, flow, error, uncertainty, limit, how, at, source } = point;
  return {
    ...{ point: pointText(point), quantity, nominal, error, uncertainty, limit, at, source },
    ...(nozzle !== undefined && { nozzle }),
    ...(flow !== undefined && { flow }),
    how: { ...verificationKindText[how] },
  };
}

function chainOf(chain: ChainState): InstrumentDetail['chain'] {
  const { frames, lowest, highest, lastReceived, incidents } = chain;
  return {
    ...{ frames, lowest, highest, missing: missingFrames(chain) },
    ...(lastReceived > 0 && { lastReceived }),
    incidents: Object.entries(incidents).map(([code, { count, lastAt }]) => ({ code, count, lastAt })),
  };
}
