import type { Bilingual } from '../language/bilingual.js';

/**
 * What a request came to when it did not come to an answer: the server's own words where it gave some, ours where it could not be reached
 * or did not speak as agreed.
 */
export class ApiError extends Error {
  constructor(
    /** Stable code of the server, or one of `console-unreachable`, `console-answer-unreadable`. */
    readonly code: string,
    readonly text: Bilingual,
    /** What to do about it, where somebody knows. */
    readonly action: Bilingual | undefined,
    /** HTTP status; 0 when there was no answer. */
    readonly status: number,
    /** The whole body of the answer. */
    readonly body?: unknown,
    cause?: unknown,
  ) {
    super(`${code}: ${text.en}`, cause === undefined ? undefined : { cause });
    this.name = 'ApiError';
  }

  /** Whether the session ended or never began. */
  get needsSession(): boolean {
    return this.status === 401;
  }
}

const unreachable: Bilingual = { zh: '控制台的服务器没有应答。', en: 'The server of the console does not answer.' };
const startAgain: Bilingual = {
  zh: '请查看运行 hengzhun console 的终端；若已结束，请重新启动并打开其打印的地址。',
  en: 'Look at the terminal in which hengzhun console runs; if it ended, start it again and open the address that it prints.',
};
const unreadable: Bilingual = { zh: '服务器的回答无法读取。', en: 'The answer of the server cannot be read.' };
const reload: Bilingual = {
  zh: '请重新加载页面：页面与服务器的版本可能不同。',
  en: 'Load the page again: page and server may be of different versions.',
};

/** The server could not be reached at all. */
export function unreachableError(cause: unknown): ApiError {
  return new ApiError('console-unreachable', unreachable, startAgain, 0, undefined, cause);
}

/** The server answered with something that is not what the API promises. */
export function unreadableError(status: number, cause?: unknown): ApiError {
  return new ApiError('console-answer-unreadable', unreadable, reload, status, undefined, cause);
}

/** Anything thrown, as an `ApiError`; an abort is no error and is given back as it is. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const sentence = error instanceof Error ? error.message : String(error);
  return new ApiError('console-page-fault', { zh: sentence, en: sentence }, reload, 0, undefined, error);
}
