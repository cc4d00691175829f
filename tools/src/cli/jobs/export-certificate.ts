import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';
import { writeWhole } from '../../files.js';
import { existingLedgerKey, type LedgerKeyOptions } from '../../stores/ledger-key-file.js';
import type { Output } from '../output.js';

export interface CertificateOptions extends LedgerKeyOptions {
  readonly out: string;
  readonly force: boolean;
  readonly authority?: string;
}

/** Writes the certificate that an office issues to itself for its ledger's key: what readers of PDF records trust once. */
export async function exportCertificate(output: Output, options: CertificateOptions): Promise<number> {
  const authority = options.authority ?? (process.env.HENGZHUN_AUTHORITY || undefined);
  if (authority === undefined) throw new ToolError('tool-actor-missing', { what: '--authority' }, exitCode.usage);
  const key = existingLedgerKey(options);
  const { issueOfficeCertificate } = await import('@hengzhun/host-sdk/reports');
  const der = issueOfficeCertificate(key, authority, Date.now());
  const lines = Buffer.from(der)
    .toString('base64')
    .replace(/(.{64})(?=.)/g, '$1\n');
  const { out, force } = options;
  writeWhole(out, `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`, { force });
  if (out === '-') return exitCode.ok;
  output.object({ type: 'office-certificate', out, kid: key.kid, authority });
  output.line(output.text('report.certificate', { out, kid: key.kid }));
  return exitCode.ok;
}
