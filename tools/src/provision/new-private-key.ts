import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

/**
 * A new private key on P-256, read back from its bytes. As `generateKeyPairSync` hands keys out they share a lock with the job that made them: when
 * that job is collected as garbage in the midst of an export as JWK, Node 20 waits for itself forever (seen once in a test run; `~KeyGenJob` under
 * `ExportJWKEcKey`).
 */
export function newPrivateKey(): KeyObject {
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { format: 'der', type: 'spki' },
    privateKeyEncoding: { format: 'der', type: 'pkcs8' },
  });
  const key = createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' });
  privateKey.fill(0);
  return key;
}
