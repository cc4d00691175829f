import {
  REFUSAL_BAD_ARGUMENT,
  REFUSAL_BAD_NONCE,
  REFUSAL_BAD_TAG,
  REFUSAL_BUSY,
  REFUSAL_MALFORMED,
  REFUSAL_NOT_ALLOWED,
  REFUSAL_NOT_PROVISIONED,
  REFUSAL_RANGE,
  REFUSAL_UNKNOWN_KEY,
  REFUSAL_UNKNOWN_REQUEST,
  REQUEST_COMMAND_NONCE,
  REQUEST_IDENTIFY,
  REQUEST_LOG,
  REQUEST_STATUS,
} from '@hengzhun/protocol';

const requests: Record<number, string> = {
  [REQUEST_IDENTIFY]: 'its identity',
  [REQUEST_STATUS]: 'its status',
  [REQUEST_LOG]: 'its event log',
  [REQUEST_COMMAND_NONCE]: 'a command nonce',
  0: 'the command',
};

const reasons: Record<number, string> = {
  [REFUSAL_MALFORMED]: 'it could not read the message',
  [REFUSAL_UNKNOWN_REQUEST]: 'its software does not know the request',
  [REFUSAL_UNKNOWN_KEY]: 'it does not know the command key; check role, epoch and jurisdiction',
  [REFUSAL_BAD_TAG]: 'the authentication tag is wrong; check the command key',
  [REFUSAL_BAD_NONCE]: 'the command nonce is unknown, used or expired; ask for a new one and send again',
  [REFUSAL_BAD_ARGUMENT]: 'an argument is out of range',
  [REFUSAL_NOT_ALLOWED]: 'not allowed in its present state (sealed already, or the log is full)',
  [REFUSAL_RANGE]: 'it has no such log entries',
  [REFUSAL_BUSY]: 'it is busy; ask again later',
  [REFUSAL_NOT_PROVISIONED]: 'it is not provisioned; provision it first',
};

export function requestName(request: number): string {
  return requests[request] ?? `request ${request}`;
}

/** What a REFUSAL_* reason means and what to do about it. */
export function refusalReasonText(reason: number): string {
  return reasons[reason] ?? `reason ${reason}, which this version does not know`;
}
