import { openI2c } from '../drivers/i2c.js';
import { bytes, hex } from './hexadecimal.js';
import { type Link, runJob } from './link.js';

/**
 * Entry of a script for the production line: jobs that a host makes up (`provisionElement`) are done with the chip on the board, and
 * what they yielded is printed. It runs before the instrument's bundle and is no part of it.
 */
declare const global: {
  /** Steps and answers in hexadecimal, those apart by commas. Prints `ELEMENT <answers>` or `ELEMENT failed`. */
  elementJob: (bus: number, sda: string, scl: string, address: number, steps: string) => void;
  print: (...values: unknown[]) => void;
};

global.elementJob = (bus, sda, scl, address, steps) => {
  const link: Link = {
    bus: openI2c(bus, sda, scl),
    address: address,
    steps: [],
    done: undefined,
    answers: [],
    attempts: 0,
    looks: 0,
    heard: false,
    waiting: [],
  };
  const list = steps.split(',').map(bytes);
  runJob(link, list, (answers) => global.print('ELEMENT', answers ? answers.map(hex).join(',') : 'failed'));
};
