import { parentPort } from 'node:worker_threads';
import { SdkError } from '@hengzhun/host-sdk';
import type { PlanAnswer, PlanQuestion } from './plan-messages.js';
import { planWork } from './plan-work.js';

// A thread of its own: plans whose two qualities are close are a matter of minutes, and the console answers meanwhile.

parentPort!.on('message', ({ id, task }: PlanQuestion) => {
  let answer: PlanAnswer;
  try {
    answer = { id, result: planWork(task) };
  } catch (error) {
    if (!(error instanceof SdkError)) throw error;
    const { code, message, detail } = error;
    answer = { id, refusal: { code, message, ...(detail && { detail }) } };
  }
  parentPort!.postMessage(answer);
});
