import { HAS_ELEMENT } from '../../firmware/src/build-flags.js';
import type { SoftwareSigner } from '../../firmware/src/crypto/software-signer.js';
import type { ElementSigner } from '../../firmware/src/element/element-signer.js';
import { sendWaiting } from '../../firmware/src/shell/send.js';
import type { Shell } from '../../firmware/src/shell/state.js';
import { exposeElement } from './expose-element.js';

declare const E: { costNoFrame: () => void; costFrame: () => void };

/**
 * Lets a measuring script send status frames: with the software signer each with a one-time value in its pool, with an element until it
 * has answered. No background work, no waking by itself: the script decides. The value is made up, since what signing costs does not
 * depend on it and a true one takes fifty times as long as the frame: such a signature proves nothing.
 */
export function exposeFrames(shell: Shell): void {
  const pool = (shell.signer as SoftwareSigner).pool;
  const value = {
    r: 'r'.repeat(32),
    inverse: new Int32Array(13).fill(524287),
    product: new Int32Array(13).fill(-262144),
  };
  const end = HAS_ELEMENT ? exposeElement(shell.signer as ElementSigner) : () => {};
  shell.working = true;
  shell.identityDue = false;
  E.costNoFrame = () => {
    if (!HAS_ELEMENT) {
      pool.push(value);
      pool.shift();
    }
    shell.waking = true;
    shell.statusDue = true;
  };
  E.costFrame = () => {
    if (!HAS_ELEMENT) pool.push(value);
    shell.waking = true;
    shell.statusDue = true;
    sendWaiting(shell);
    end();
  };
}
