import type { KeyObject } from 'node:crypto';
import { equalBytes, HengzhunError, keyIdentifier, verifyCertificate } from '@hengzhun/protocol';
import type { Bilingual } from '../../evaluation/levels.js';
import { kidOf } from '../../ledger/ledger-key.js';
import type { CaseFileInstrument } from '../case-file.js';
import type { Findings } from '../finding.js';
import { checkFrames } from './check-frames.js';
import { checkLog } from './check-log.js';

/** Keys of the reader's own that frames are proved by. */
export interface InstrumentTrust {
  /** Makers whose certificates count. */
  readonly makers: readonly KeyObject[];
  /** Keys of instruments that are trusted without a certificate, by identifier in hex. */
  readonly instruments: ReadonlyMap<string, KeyObject>;
}

/** Whose key it is, every frame, and the event log. */
export function checkInstrument(instrument: CaseFileInstrument, trust: InstrumentTrust, findings: Findings): void {
  const kid = kidOf(instrument.publicKey);
  const { verdict, code, text } = trustIn(instrument, kid, trust);
  findings[verdict]('instrument', code, text, kid);
  const frames = checkFrames(instrument, kid, findings);
  checkLog(instrument, kid, frames, findings);
}

function trustIn(
  { publicKey, enrolledAt, certificate }: CaseFileInstrument,
  kid: string,
  { makers, instruments }: InstrumentTrust,
): { verdict: 'good' | 'bad'; code: string; text: Bilingual } {
  if (instruments.has(kid)) {
    const text = { zh: `器具密钥 ${kid} 为您所信任`, en: `The instrument's key ${kid} is one that you trust` };
    return { verdict: 'good', code: 'key-trusted', text };
  }
  if (certificate === undefined) {
    const text = {
      zh: `器具密钥 ${kid} 没有制造单位证书，也不在所信任的密钥中`,
      en: `The instrument's key ${kid} has no maker's certificate and is not among the keys that you trust`,
    };
    return { verdict: 'bad', code: 'key-untrusted', text };
  }
  let reason = 'no maker is trusted';
  for (const maker of makers) {
    try {
      const checked = verifyCertificate(certificate, maker, Math.floor(enrolledAt / 1000));
      if (equalBytes(keyIdentifier(checked.publicKey), keyIdentifier(publicKey))) {
        const text = {
          zh: `制造单位 ${checked.issuer} 的证书证明了器具密钥 ${kid}`,
          en: `A certificate of the maker ${checked.issuer} proves the instrument's key ${kid}`,
        };
        return { verdict: 'good', code: 'key-certified', text };
      }
      reason = 'it is for another key';
    } catch (cause) {
      if (!(cause instanceof HengzhunError)) throw cause;
      reason = cause.message.replace(/\.$/, '');
    }
  }
  const text = {
    zh: `器具密钥 ${kid} 的证书无法证实（${reason}）`,
    en: `The certificate of the instrument's key ${kid} does not hold: ${reason}`,
  };
  return { verdict: 'bad', code: 'certificate-invalid', text };
}
