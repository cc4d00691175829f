import type { TestConditions } from '../../verification.js';
import { refTypes } from './names.js';
import { all, factorOf, maybe, numbersOf, one, refTypesOf, withRefType } from './node-reading.js';
import { badNode, type Node } from './tree.js';

/** Conditions of a measurement. @throws {SdkError} `record-bad-format`: also one that a record cannot hold */
export function conditionsOf(measured: Node): TestConditions | undefined {
  const node = maybe(measured, 'dcc:influenceConditions');
  if (node === undefined) return undefined;
  const conditions = all(node, 'dcc:influenceCondition');
  const known: readonly string[] = [refTypes.temperature, refTypes.humidity, refTypes.pressure];
  const strange = conditions.find((condition) => !refTypesOf(condition).some((type) => known.includes(type)));
  if (strange !== undefined) {
    throw badNode(strange, `a record holds no such condition. Remove it; known refTypes: ${known.join(', ')}.`);
  }
  const value = (of: 'temperature' | 'humidity' | 'pressure') => {
    const condition = withRefType(conditions, refTypes[of]);
    if (condition === undefined) return {};
    const real = one(condition, 'dcc:data', 'dcc:quantity', 'si:real');
    const factor = factorOf(one(real, 'si:unit'), of);
    const [number, more] = numbersOf(one(real, 'si:value'));
    if (more !== undefined) throw badNode(real, 'there must be one number.');
    return { [of]: factor * number! };
  };
  return { ...value('temperature'), ...value('humidity'), ...value('pressure') };
}
