import { openI2c } from '../drivers/i2c.js';
import { bytes, hex } from './hexadecimal.js';
import { type Link, runJob } from './link.js';

/**
 * Entry of a script for the production line: jobs that a host makes up (`provisionElement`) are done with the chip on the board. It
 * runs from RAM before the instrument's bundle does, and is no part of it.
 */
declare const global: {
  /** Begins a job; steps in hexadecimal, apart by commas. */
  elementJob: (bus: number, sda: string, scl: string, address: number, steps: string) => void;
  /** What the last job yielded: its answers in the same form, or `failed`. Empty while it is under way. */
  elementAnswer: string;
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
  global.elementAnswer = '';
  runJob(link, list, (answers) => {
    global.elementAnswer = answers ? answers.map(hex).join(',') : 'failed';
  });
};
