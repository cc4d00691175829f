import type { ChainState } from '../ingest/chain-state.js';
import type { Reason } from './levels.js';

/** Whether there is evidence at all, and how old it is. @param interval seconds between scheduled frames @param now ms since 1970 */
export function freshnessReasons(
  chain: ChainState,
  revoked: boolean,
  silent: boolean,
  interval: number,
  now: number,
  statusFrame: string | undefined,
): Reason[] {
  const evidence = statusFrame === undefined ? [] : [statusFrame];
  if (revoked) {
    const text = {
      zh: '密钥已吊销，其后的报文不再作为证据',
      en: 'the key is revoked: its later frames no longer count as evidence',
    };
    return [{ code: 'key-revoked', severity: 'doubt', text, evidence }];
  }
  if (chain.status === undefined) {
    const text = { zh: '尚未收到任何已验证的状态报文', en: 'no verified status frame was received yet' };
    return [{ code: 'no-status', severity: 'doubt', text, evidence }];
  }
  if (!silent) return [];
  const minutes = Math.floor((now - chain.lastReceived) / 60_000);
  const text = {
    zh: `静默：${minutes} 分钟未收到报文（应每 ${interval} 秒一帧）`,
    en: `silence: nothing received for ${minutes} min, although a frame is due every ${interval} s`,
  };
  return [{ code: 'silence', severity: 'doubt', text, evidence }];
}
