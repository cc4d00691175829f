/** HTTP statuses (RFC 9110 section 15) of codes that do not follow from their first words. */
const statuses: Readonly<Record<string, number>> = {
  'tool-console-session-needed': 401,
  'tool-console-token-bad': 401,
  'tool-console-host': 421,
  'tool-console-origin': 403,
  'tool-console-csrf': 403,
  'tool-console-person-needed': 403,
  'tool-console-role': 403,
  'tool-console-role-not-held': 403,
  'tool-console-not-found': 404,
  'tool-console-job-unknown': 404,
  'tool-console-person-unknown': 404,
  'tool-console-not-around': 404,
  'tool-console-frame-unknown': 404,
  'tool-console-attachment-unknown': 404,
  'tool-console-sheet-unfinished': 422,
  'tool-console-attachment-differs': 422,
  'tool-console-no-procedure': 422,
  'tool-unknown-instrument': 404,
  'tool-console-link-busy': 409,
  'tool-console-too-large': 413,
  'tool-console-media-type': 415,
  'tool-console-too-many': 429,
  'tool-console-radio': 503,
  'tool-internal': 500,
  'registry-unknown-instrument': 404,
  'registry-unknown-key': 404,
  'record-unknown': 404,
  'case-unknown': 404,
  'case-file-unknown-subject': 404,
  'sampling-unknown-lot': 404,
  'sampling-lot-known': 409,
  'registry-instrument-conflict': 409,
  'registry-key-known': 409,
  'case-busy': 409,
  'case-bad-step': 409,
  'ledger-key-missing': 409,
  'attachment-too-large': 413,
  'case-file-too-large': 413,
  'record-too-large': 413,
  'attachment-bad-type': 415,
  'store-bad-query': 400,
  'store-locked': 503,
  'store-closed': 503,
  'request-timeout': 504,
  'request-busy': 503,
};

/** By the first word of the code. What is well-formed and not accepted is 422. */
const byFirstWord: Readonly<Record<string, number>> = {
  tool: 400,
  store: 500,
  link: 502,
  request: 502,
  ledger: 500,
};

/** HTTP status for a code of an error. */
export function statusOfCode(code: string): number {
  return statuses[code] ?? byFirstWord[code.split('-')[0]!] ?? 422;
}
