import { SEAL_STATE_BROKEN } from '@hengzhun/protocol';
import { frameId } from '../frames/frame-id.js';
import type { ChainState } from '../ingest/chain-state.js';
import type { Reason } from './levels.js';

/** Seal 封印 and calibration counter. */
export function sealReasons(
  chain: ChainState,
  kid: string,
  statusFrame: string | undefined,
  revoked: boolean,
): Reason[] {
  const { status, firstCalibration } = chain;
  if (status === undefined || statusFrame === undefined || revoked) return [];
  const reasons: Reason[] = [];
  if (status.sealState === SEAL_STATE_BROKEN) {
    const text = { zh: '电子封印已破坏', en: 'the seal is broken' };
    reasons.push({ code: 'seal-broken', severity: 'warning', text, evidence: [statusFrame] });
  }
  if (firstCalibration !== undefined && status.calibrationCounter !== firstCalibration.counter) {
    const change = status.calibrationCounter - firstCalibration.counter;
    const text = {
      zh: `所存历史之内校准计数变化 ${change}`,
      en: `the calibration counter changed by ${change} within the stored history`,
    };
    reasons.push({
      code: 'calibration-changed',
      severity: 'attention',
      text,
      evidence: [frameId(kid, firstCalibration.sequence, firstCalibration.digest), statusFrame],
    });
  }
  return reasons;
}
