import {
  REQUEST_COMMAND_NONCE,
  REQUEST_IDENTIFY,
  REQUEST_KEY,
  REQUEST_LOG,
  REQUEST_STATUS,
  REQUEST_UPDATE,
} from '@hengzhun/protocol';
import { refusalText } from '../words/refusals.js';

const requests: Record<number, string> = {
  [REQUEST_IDENTIFY]: 'its identity',
  [REQUEST_STATUS]: 'its status',
  [REQUEST_LOG]: 'its event log',
  [REQUEST_COMMAND_NONCE]: 'a command nonce',
  [REQUEST_KEY]: 'its public key',
  [REQUEST_UPDATE]: 'a piece of the update',
  0: 'the command',
};

export function requestName(request: number): string {
  return requests[request] ?? `request ${request}`;
}

/** What a REFUSAL_* reason means and what to do about it, in English; both languages: `refusalText`. */
export function refusalReasonText(reason: number): string {
  return refusalText(reason).en;
}
