import { createHash } from 'node:crypto';
import { largestVerifiedFile, type VerifiedKind, VerifyAnswer, VerifyQuery } from '../../api/verify.js';
import type { ConsoleContext, ConsoleRoutes } from '../../context.js';
import { both } from '../../words.js';
import { answers } from '../answers.js';
import { takesAnyBody } from '../raw-body.js';
import type { Checked } from './checked.js';
import { kindOfFile } from './kind-of-file.js';
import { verifyCaseArchive } from './verify-case-archive.js';
import { verifyCertificate } from './verify-certificate.js';
import { verifyFramesFile } from './verify-frames-file.js';
import { verifyRecord, verifyStatement } from './verify-record.js';

const checks: Readonly<Record<VerifiedKind, (bytes: Buffer, context: ConsoleContext) => Promise<Checked>>> = {
  frames: verifyFramesFile,
  'case-file': verifyCaseArchive,
  certificate: verifyCertificate,
  record: verifyRecord,
  statement: verifyStatement,
};

/** Any file: two verdicts, signature and rules. Nothing of it is stored. */
export const verifyRoutes: ConsoleRoutes = (app, context) => {
  takesAnyBody(app, largestVerifiedFile, (scope) => {
    scope.post(
      '/api/verify',
      {
        // It changes nothing: whoever may read may check.
        config: { access: 'session' },
        schema: {
          ...{ tags: ['verify'], querystring: VerifyQuery, response: answers(VerifyAnswer) },
          summary: 'Two verdicts on the file that is the body: signature and rules',
        },
      },
      async ({ body, query }) => {
        const bytes = (body as Buffer | undefined) ?? Buffer.alloc(0);
        const kind = kindOfFile(bytes);
        const checked = await checks[kind](bytes, context);
        return {
          ...{ kind, kindText: both(`console.verify.kind.${kind}`), name: query.name ?? null, size: bytes.length },
          sha256: createHash('sha256').update(bytes).digest('hex'),
          ...checked,
        };
      },
    );
  });
};
