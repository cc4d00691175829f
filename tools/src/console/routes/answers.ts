import Type, { type TSchema } from 'typebox';
import { ErrorBody } from '../api/common.js';

/** The answers of a route for its schema: what it gives, and the one form of all errors. */
export function answers<Good extends TSchema>(
  good: Good,
): { 200: Good; '4xx': typeof ErrorBody; '5xx': typeof ErrorBody } {
  return { 200: good, '4xx': ErrorBody, '5xx': ErrorBody };
}

/** The same for routes that begin a job. */
export function accepted<Good extends TSchema>(
  good: Good,
): { 202: Good; '4xx': typeof ErrorBody; '5xx': typeof ErrorBody } {
  return { 202: good, '4xx': ErrorBody, '5xx': ErrorBody };
}

/** The same for routes that give nothing back. */
export const emptied = { 204: Type.Null(), '4xx': ErrorBody, '5xx': ErrorBody } as const;
