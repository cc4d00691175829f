// Built with the instrument's own pipeline, never part of an instrument: the shell of a provisioned scale with its parts within
// reach of a measuring script, as members of E. It lies outside `src` because only that pipeline compiles it.
import { step } from '../../firmware/src/crypto/index.js';
import { takeSample } from '../../firmware/src/instruments/take-sample.js';
import { createScaleCore } from '../../firmware/src/metrology/index.js';
import { openProtocolPort } from '../../firmware/src/platform/espruino.js';
import { createShell } from '../../firmware/src/shell/boot.js';
import { readProvisioning } from '../../firmware/src/shell/provisioning.js';
import { sendWaiting } from '../../firmware/src/shell/send.js';

declare const E: {
  costNothing: (time: number, counts: number) => void;
  costSample: (time: number, counts: number) => void;
  costFill: () => void;
  costFrame: () => void;
};

const found = readProvisioning()!;
const shell = createShell(found.provisioning, createScaleCore(found.instrument)!, undefined)!;
openProtocolPort('/dev/null', 115200, () => {});
// No background work and no waking by itself: the script decides what runs.
shell.working = true;
shell.identityDue = false;

E.costNothing = () => {};
E.costSample = (time, counts) => takeSample(shell, time, counts, 2100);
E.costFill = () => {
  while (step(shell.signer)) {}
};
E.costFrame = () => {
  shell.waking = true;
  shell.statusDue = true;
  sendWaiting(shell);
};
