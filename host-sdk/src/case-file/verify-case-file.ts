import type { KeyObject } from 'node:crypto';
import type { Checkpoint } from '../ledger/checkpoint.js';
import { kidOf } from '../ledger/ledger-key.js';
import type { Recomputer } from '../ledger/replay/recomputer.js';
import { recomputers as ownRecomputers } from '../ledger/replay/recomputers.js';
import { statementKid } from '../ledger/signed-statement.js';
import type { RuleSet } from '../rules/rule-set-name.js';
import { ruleSetNamed } from '../rules/rule-sets.js';
import type { ArchiveLimits } from './archive/archive-form.js';
import { CaseFileEvidence } from './case-file-evidence.js';
import { checkCheckpoint } from './checks/check-checkpoint.js';
import { checkDecision } from './checks/check-decision.js';
import { checkEntries, type LedgerKeys } from './checks/check-entries.js';
import { checkEvidence } from './checks/check-evidence.js';
import { checkInstrument } from './checks/check-instrument.js';
import { checkOwners } from './checks/check-owners.js';
import { checkRules } from './checks/check-rules.js';
import { type Finding, Findings } from './finding.js';
import { manifestFault, signatureName } from './manifest.js';
import { type OpenedCaseFile, openCaseFile } from './open-case-file.js';

/** Public keys that the reader trusts. A key counts for its own job only: an instrument's key signs no ledger. */
export interface TrustedKeys {
  /** The first key of the ledger, or later ones; those after follow from its entries. */
  readonly ledger: readonly KeyObject[];
  /** Makers whose certificates prove keys of instruments. */
  readonly makers?: readonly KeyObject[];
  /** Instruments that are trusted without a certificate. */
  readonly instruments?: readonly KeyObject[];
}

export interface VerifyCaseFileOptions {
  readonly recomputers?: readonly Recomputer[];
  /** This program's rule set of a name. Default: those that it comes with. */
  readonly rules?: (name: string) => RuleSet | undefined;
  readonly limits?: ArchiveLimits;
}

/** What verifying a case file found. */
export interface CaseFileVerdict {
  readonly subject: string;
  /** ms since 1970. */
  readonly madeAt: number;
  readonly decision: number | undefined;
  /** No finding is bad. */
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  /** The ledger's head that the file is linked to: compare it with one that was published. */
  readonly checkpoint: Checkpoint | undefined;
}

/**
 * Verifies a case file 案卷 offline, with nothing but public keys: manifest and signature, ledger entries and their place in the ledger, frames,
 * event logs, evidence, rule sets; and recomputes the decision from them.
 *
 * @throws {SdkError} `case-file-…`: it is no case file, or one that nobody should open further
 */
export async function verifyCaseFile(
  bytes: Uint8Array,
  trusted: TrustedKeys,
  { recomputers = ownRecomputers, rules = (name) => ruleSetNamed(name), limits }: VerifyCaseFileOptions = {},
): Promise<CaseFileVerdict> {
  const file = openCaseFile(bytes, limits);
  const findings = new Findings();
  const { proved, keys } = checkEntries(file, trusted.ledger, findings);
  checkSignature(file, keys, findings);
  const checkpoint = checkCheckpoint(file, proved, keys, findings);
  const instruments = new Map((trusted.instruments ?? []).map((key) => [kidOf(key), key]));
  const owners = new Map<string, string>();
  for (const one of file.instruments) {
    const owner = checkInstrument(one, { makers: trusted.makers ?? [], instruments }, findings);
    if (owner !== undefined) owners.set(kidOf(one.publicKey), owner);
  }
  checkOwners(proved, owners, findings);
  checkEvidence(file, proved, findings);
  checkRules(file, proved, rules, findings);
  await checkDecision(file, proved, new CaseFileEvidence(file), recomputers, findings);
  const { subject, madeAt, decision } = file;
  const list = order(findings.list);
  const ok = findings.left === 0 && list.every(({ verdict }) => verdict !== 'bad');
  return { subject, madeAt, decision, ok, findings: list, checkpoint };
}

const parts: readonly Finding['part'][] = ['file', 'ledger', 'instrument', 'evidence', 'rules', 'decision'];

const order = (list: readonly Finding[]): Finding[] =>
  list.toSorted((a, b) => parts.indexOf(a.part) - parts.indexOf(b.part));

function checkSignature({ members, madeBy, madeAt }: OpenedCaseFile, keys: LedgerKeys, findings: Findings): void {
  const listed = members.size - 2;
  findings.good('file', 'manifest-holds', {
    zh: `清单所列 ${listed} 个成员齐全且未被改动`,
    en: `All ${listed} members are there as the manifest lists them`,
  });
  const kid = statementKid(members.get(signatureName)!);
  const key = kid === undefined ? undefined : keys.any(kid);
  const fault = key === undefined ? 'it is signed by a key that is not trusted' : manifestFault(members, key);
  if (fault !== undefined) {
    findings.bad('file', 'manifest-signature', {
      zh: `清单的签名不成立（${fault}）`,
      en: `The manifest's signature does not hold: ${fault}`,
    });
    return;
  }
  const at = new Date(madeAt).toISOString();
  const text = {
    zh: `清单由台账密钥 ${kid} 签署；制作：${madeBy.person}（${madeBy.authority}），${at}`,
    en: `The ledger's key ${kid} signs the manifest; made by ${madeBy.person} (${madeBy.authority}) at ${at}`,
  };
  findings.good('file', 'manifest-signed', text);
}
