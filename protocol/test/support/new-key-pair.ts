import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

/**
 * A new key pair on P-256, read back from its bytes. Keys as `generateKeyPairSync` hands them out share a lock with the job that made them: when that job is
 * collected as garbage in the midst of an export as JWK, Node 20 waits for itself forever, and the test run with it.
 */
export function newKeyPair(): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  const { privateKey: bytes } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { format: 'der', type: 'spki' },
    privateKeyEncoding: { format: 'der', type: 'pkcs8' },
  });
  const privateKey = createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' });
  return { publicKey: createPublicKey(privateKey), privateKey };
}
