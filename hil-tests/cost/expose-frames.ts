import { step } from '../../firmware/src/crypto/index.js';
import { sendWaiting } from '../../firmware/src/shell/send.js';
import type { Shell } from '../../firmware/src/shell/state.js';

declare const E: { costFill: () => void; costFrame: () => void };

/** Lets a measuring script fill the signer's pool and send a status frame. No background work, no waking by itself: the script decides. */
export function exposeFrames(shell: Shell): void {
  shell.working = true;
  shell.identityDue = false;
  E.costFill = () => {
    while (step(shell.signer)) {}
  };
  E.costFrame = () => {
    shell.waking = true;
    shell.statusDue = true;
    sendWaiting(shell);
  };
}
