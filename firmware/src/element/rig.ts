import type { Signer } from '../crypto/index.js';
import {
  available,
  counterAhead,
  openSigner,
  requestSignature,
  requestVerification,
  setMark,
  step,
} from '../crypto/index.js';
import { DRIVER_ELEMENT } from '../drivers/records.js';
import { bytes, hex } from './hexadecimal.js';

/**
 * Entry of a script for rigs: the signer with a secure element, within reach of the console. Bytes go in and out in hexadecimal;
 * what comes later is printed. No instrument's bundle contains it.
 */
declare const global: {
  rigOpen: (bus: number, sda: string, scl: string, address: number, key: string, mark: number) => void;
  rigStep: () => void;
  rigMark: (mark: number) => void;
  rigShow: () => void;
  rigSign: (name: string, digest: string) => void;
  rigVerify: (name: string, digest: string, signature: string, publicKey: string) => void;
  print: (...values: unknown[]) => void;
  rigRefuse: number;
};

let signer: Signer;

// how many times the flash refuses to keep the birth record
global.rigRefuse = 0;
global.rigOpen = (bus, sda, scl, address, key, mark) => {
  signer = openSigner({
    key: bytes(key),
    keep: (record) => {
      if (global.rigRefuse-- > 0) throw 'keep';
      global.print('KEPT', hex(record));
    },
    entropy: '',
    random: () => '',
    reserve: () => {},
    firstBlock: 1,
    poolSize: 1,
    element: { kind: DRIVER_ELEMENT, numbers: [bus, address], texts: [sda, scl] },
    mark: mark,
  });
};
global.rigStep = () => {
  step(signer);
};
global.rigMark = (mark) => setMark(signer, mark);
global.rigShow = () =>
  global.print(
    'STATE',
    signer.condition,
    available(signer),
    signer.faults,
    signer.dropped,
    counterAhead(signer),
    hex(signer.serial),
    hex(signer.publicKey),
  );
global.rigSign = (name, digest) =>
  requestSignature(signer, bytes(digest), (signature) =>
    global.print('SIGNED', name, signature ? hex(signature) : 'none'),
  );
global.rigVerify = (name, digest, signature, publicKey) =>
  requestVerification(signer, bytes(digest), bytes(signature), bytes(publicKey), (valid) =>
    global.print('VERIFIED', name, valid),
  );
