import { channelWords, type FreshProof, flagWords, lifeStageText, type Store } from '@hengzhun/host-sdk';
import { CHANNEL_CONDITION_LEVEL_MASK, type StatusFrame } from '@hengzhun/protocol';
import type { Bilingual } from '../api/common.js';
import type { VisitChannel, VisitResult } from '../api/visit.js';
import { both } from '../words.js';
import { compareWithRegister } from './compare-with-register.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** A fresh proof as the API tells it, with the judgement of everything that is stored now. */
export async function visitResult(
  store: Store,
  proof: FreshProof,
  visit: Pick<VisitResult, 'id' | 'link' | 'address' | 'startedAt' | 'endedAt' | 'steps'>,
): Promise<VisitResult> {
  const { result: verdict, instrument, outcomes, log } = proof;
  const frames: Record<string, number> = {};
  for (const { code } of outcomes) frames[code] = (frames[code] ?? 0) + 1;
  const judgement = instrument && (await store.estimates.judge(instrument));
  const identity = identityOf(proof);
  const challenge = challengeOf(proof);
  return {
    ...visit,
    verdict,
    text: both(`console.visit.${verdict}`),
    ...(identity && { identity }),
    ...(challenge && { challenge }),
    ...(log && { log: { ...log } }),
    comparison: proof.identity ? compareWithRegister(proof.identity.claims, instrument) : [],
    ...(judgement && {
      judgement: {
        level: judgement.level,
        reasons: judgement.reasons.map((reason) => ({ ...reason, evidence: [...reason.evidence] })),
      },
    }),
    frames,
    frameIds: outcomes.flatMap(({ frameId }) => frameId ?? []),
  };
}

function identityOf({ identity, kid = '', key }: FreshProof): VisitResult['identity'] {
  if (identity === undefined) return undefined;
  const { claims } = identity;
  return {
    id: hex(claims.ueid),
    kid,
    serialNumber: claims.data.serialNumber,
    kind: claims.data.instrumentKind,
    software: `${claims.swname} ${claims.swversion} (${claims.softwareCounter})`,
    softwareMeasurement: hex(claims.softwareMeasurement),
    life: lifeStageText(claims.lifeStage),
    enrolled: key !== undefined,
  };
}

function challengeOf({ status, nozzles, time, outcomes }: FreshProof): VisitResult['challenge'] {
  if (status === undefined || time === undefined) return undefined;
  const { claims } = status;
  const outcome = outcomes.find(
    ({ frame }) => frame?.kind === status.kind && frame.claims.sequence === claims.sequence,
  );
  return {
    milliseconds: Math.max(0, time.latest - time.earliest),
    earliest: Math.floor(time.earliest),
    latest: Math.ceil(time.latest),
    nonce: claims.nonce === undefined ? '' : hex(claims.nonce),
    sequence: claims.sequence,
    bootcount: claims.bootcount,
    uptime: claims.uptime,
    selfState: claims.selfState,
    flags: flagsOf(claims.flags),
    sealState: claims.sealState,
    ...(outcome?.frameId !== undefined && { frameId: outcome.frameId }),
    // A dispenser speaks of one nozzle at a time: each was asked.
    channels: (nozzles.length > 0 ? nozzles : [status]).flatMap(channelsOf),
  };
}

/** Words of all flags that are set in the word. */
export function flagsOf(flags: number): Bilingual[] {
  const words: Bilingual[] = [];
  for (let bit = 0; bit < 32; bit++) if (((flags >>> bit) & 1) === 1) words.push({ ...flagWords(bit).name });
  return words;
}

function channelsOf({ claims }: StatusFrame): VisitChannel[] {
  return claims.channels.map(({ identifier, value, uncertainty, conditions }) => {
    const { name, unit, divisor } = channelWords(identifier);
    return {
      channel: identifier,
      ...(claims.nozzle && { nozzle: claims.nozzle.index }),
      name: { ...name },
      unit,
      ...(value !== undefined && { value: value / divisor }),
      ...(uncertainty !== undefined && { uncertainty: uncertainty / divisor }),
      selfState: conditions & CHANNEL_CONDITION_LEVEL_MASK,
    };
  });
}
