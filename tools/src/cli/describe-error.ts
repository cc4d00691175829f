import type { SdkError } from '@hengzhun/host-sdk';
import { HengzhunError } from '@hengzhun/protocol';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { sentenceOf } from '../language/foreign.js';
import { type Language, translate } from '../language/translate.js';

export interface DescribedError {
  readonly code: string;
  readonly message: string;
  readonly exit: number;
}

/** Exit codes of the errors of other packages, by their codes or the first words of them. */
const exits: Readonly<Record<string, number>> = {
  'element-absent': exitCode.noAnswer,
  'element-failed': exitCode.noAnswer,
  'bundle-language': exitCode.internal,
  'bundle-sink': exitCode.internal,
  'bundle-minify': exitCode.internal,
  'bundle-unknown-board': exitCode.usage,
  'bundle-unknown-instrument': exitCode.usage,
  'bundle-unknown-signer': exitCode.usage,
  link: exitCode.io,
  ble: exitCode.io,
  'ble-not-in-range': exitCode.noAnswer,
  'ble-connect-failed': exitCode.noAnswer,
  'ble-link-lost': exitCode.noAnswer,
  'ble-operation-timeout': exitCode.noAnswer,
  'ble-not-an-instrument': exitCode.refused,
  'ble-bad-peripheral': exitCode.refused,
  store: exitCode.io,
  request: exitCode.noAnswer,
  registry: exitCode.refused,
  log: exitCode.refused,
  'ledger-key-missing': exitCode.io,
  'ledger-key-exposed': exitCode.io,
  'ledger-bad-key': exitCode.io,
  'sampling-out-of-range': exitCode.usage,
  recording: exitCode.io,
};

/** Any error as its stable code, a sentence in the user's language and the exit code of the process. */
export function describeError(error: unknown, language: Language): DescribedError {
  if (error instanceof ToolError) {
    return { code: error.code, message: translate(language, error.code, error.values), exit: error.exit };
  }
  const code = error instanceof Error ? (error as Error & { code?: unknown }).code : undefined;
  const known =
    error instanceof HengzhunError ||
    ['RigError', 'ProvisioningError', 'ElementError', 'BundleError'].includes((error as Error)?.name);
  if (known && typeof code === 'string') {
    // Only the SDK's errors have particulars; its package is not loaded for this alone.
    const { message, detail = {} } = error as Error & Partial<SdkError>;
    const exit = exits[code] ?? exits[code.split(/[.-]/)[0]!] ?? exitCode.refused;
    return { code, message: sentenceOf(language, code, message, detail), exit };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return { code: 'tool-internal', message: translate(language, 'tool-internal', { reason }), exit: exitCode.internal };
}
