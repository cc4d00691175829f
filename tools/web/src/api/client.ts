import type { Bilingual } from '../language/bilingual.js';
import { ApiError, unreachableError, unreadableError } from './errors.js';

/** A question may take this long before the page gives up; long work is a job and answers at once. */
const timeoutMs = 30_000;

/** Values of a query; what is undefined or empty is left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

let csrfToken: string | undefined;

/** Keeps the token that every changing request must bear. It lives in this page's memory only. */
export function setCsrfToken(token: string | undefined): void {
  csrfToken = token;
}

/** An address under `/api` with its query. */
export function apiPath(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  const text = parameters.toString();
  return `/api${path}${text && `?${text}`}`;
}

export function get<Answer>(path: string, query?: Query, signal?: AbortSignal): Promise<Answer> {
  return request<Answer>('GET', apiPath(path, query), undefined, signal);
}

export function post<Answer>(path: string, body: unknown = {}, signal?: AbortSignal): Promise<Answer> {
  return request<Answer>('POST', apiPath(path), body, signal);
}

export function remove<Answer>(path: string): Promise<Answer> {
  return request<Answer>('DELETE', apiPath(path), undefined);
}

/** Sends the bytes of a file as they are, with its media type. */
export function upload<Answer>(path: string, file: Blob, query?: Query, signal?: AbortSignal): Promise<Answer> {
  return request<Answer>('POST', apiPath(path, query), file, signal);
}

async function request<Answer>(method: string, url: string, body: unknown, signal?: AbortSignal): Promise<Answer> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET' && csrfToken !== undefined) headers['x-csrf-token'] = csrfToken;
  let payload: BodyInit | null = null;
  if (body instanceof Blob) {
    headers['content-type'] = body.type === '' ? 'application/octet-stream' : body.type;
    payload = body;
  } else if (body !== undefined) {
    headers['content-type'] = 'application/json';
    payload = JSON.stringify(body);
  }
  const limits = [AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])];
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers,
      body: payload,
      credentials: 'same-origin',
      redirect: 'error',
      signal: AbortSignal.any(limits),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw unreachableError(error);
  }
  return readAnswer<Answer>(response, signal);
}

async function readAnswer<Answer>(response: Response, signal?: AbortSignal): Promise<Answer> {
  if (response.status === 204) return undefined as Answer;
  let value: unknown;
  try {
    value = await response.json();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw unreadableError(response.status, error);
  }
  if (response.ok) return value as Answer;
  throw readError(value, response.status);
}

function readError(value: unknown, status: number): ApiError {
  if (typeof value !== 'object' || value === null) return unreadableError(status);
  const { code, message, action } = value as Record<string, unknown>;
  const words = bilingual(message);
  if (typeof code !== 'string' || !words) return unreadableError(status);
  return new ApiError(code, words, bilingual(action), status, value);
}

function bilingual(value: unknown): Bilingual | undefined {
  if (typeof value === 'string') return { zh: value, en: value };
  if (typeof value !== 'object' || value === null) return undefined;
  const { zh, en } = value as Record<string, unknown>;
  return typeof zh === 'string' && typeof en === 'string' ? { zh, en } : undefined;
}
