import { moment } from '../../fields/times.js';
import type { TestPointResult } from '../../verification.js';
import { refTypes } from './names.js';
import {
  all,
  factorOf,
  maybe,
  missingRefType,
  nameOf,
  numbersOf,
  one,
  refTypesOf,
  textOf,
  withRefType,
} from './node-reading.js';
import { badNode, type Node } from './tree.js';
import { quantityOfUnit, type UnitOf } from './units.js';

/** Columns of a result. */
const columns: readonly string[] = [refTypes.nominal, refTypes.error, refTypes.limit, refTypes.nozzle, refTypes.flow];
const forPeople = ['dcc:name', 'dcc:description'];

/** Test points of a result, and when they were measured. @throws {SdkError} `record-bad-format`: also data that a record cannot hold */
export function pointsOf(result: Node): { readonly list: TestPointResult[]; readonly at: unknown } {
  const data = one(result, 'dcc:data');
  const list = one(data, 'dcc:list');
  const quantities = all(list, 'dcc:quantity');
  const strange = [
    ...data.children.filter((child) => child !== list),
    ...list.children.filter((child) => !forPeople.includes(nameOf(child)) && !quantities.includes(child)),
    ...quantities.filter((quantity) => !refTypesOf(quantity).some((type) => columns.includes(type))),
  ][0];
  if (strange !== undefined) {
    const what = `\`${nameOf(strange)}\` is measured data that a record cannot hold. Remove it; known refTypes: ${columns.join(', ')}.`;
    throw badNode(strange, what);
  }
  const column = (type: string) => {
    const quantity = withRefType(quantities, type);
    return quantity && one(quantity, 'si:realListXMLList');
  };
  const needed = (type: string, what: string) => {
    const found = column(type);
    if (found === undefined) throw missingRefType(list, type, what);
    return found;
  };
  const errors = needed(refTypes.error, 'The error of indication');
  const unit = one(errors, 'si:unitXMLList');
  const quantity = quantityOfUnit(textOf(unit));
  if (quantity === undefined) {
    throw badNode(unit, `the unit \`${textOf(unit).slice(0, 40)}\` is neither of mass nor of volume.`);
  }
  const count = numbersOf(one(errors, 'si:valueXMLList')).length;
  const numbers = (node: Node | undefined, of: UnitOf) => node && valuesOf(node, of, count);
  const nominal = numbers(needed(refTypes.nominal, 'The nominal value'), quantity)!;
  const limit = numbers(needed(refTypes.limit, 'The maximum permissible error'), quantity)!;
  const error = numbers(errors, quantity)!;
  const uncertainty = uncertaintiesOf(errors, quantity, count);
  const nozzle = numbers(column(refTypes.nozzle), 'nozzle');
  const flow = numbers(column(refTypes.flow), 'flow');
  const points = error.map((one, index) => ({
    quantity,
    nominal: nominal[index]!,
    ...(nozzle && { nozzle: nozzle[index]! }),
    ...(flow && { flow: flow[index]! }),
    error: one,
    uncertainty: uncertainty[index]!,
    limit: limit[index]!,
  }));
  return { list: points, at: moment.parse(textOf(one(errors, 'si:dateTimeXMLList'))) };
}

function valuesOf(list: Node, of: UnitOf, count: number): number[] {
  const factor = factorOf(one(list, 'si:unitXMLList'), of);
  return sameCount(one(list, 'si:valueXMLList'), count).map((value) => value * factor);
}

function sameCount(node: Node, count: number): number[] {
  const numbers = numbersOf(node);
  if (numbers.length !== count) {
    throw badNode(
      node,
      `there are ${numbers.length} numbers here and ${count} errors of indication. Give one for each.`,
    );
  }
  return numbers;
}

/** Standard uncertainties, whatever kind was stated. */
function uncertaintiesOf(errors: Node, of: UnitOf, count: number): number[] {
  const factor = factorOf(one(errors, 'si:unitXMLList'), of);
  const univariate = one(errors, 'si:measurementUncertaintyUnivariateXMLList');
  const standard = maybe(univariate, 'si:standardMUXMLList');
  const [, second] = univariate.children;
  if (second !== undefined) {
    throw badNode(second, `\`${nameOf(second)}\` is a second statement of the uncertainty. Keep one.`);
  }
  if (standard !== undefined) {
    return sameCount(one(standard, 'si:valueStandardMUXMLList'), count).map((value) => value * factor);
  }
  const expanded = one(univariate, 'si:expandedMUXMLList');
  const values = sameCount(one(expanded, 'si:valueExpandedMUXMLList'), count);
  const coverage = one(expanded, 'si:coverageFactorXMLList');
  const factors = numbersOf(coverage);
  if (factors.length !== 1 && factors.length !== count)
    throw badNode(coverage, 'give one coverage factor, or one for each.');
  if (factors.some((k) => !(k >= 1))) throw badNode(coverage, 'a coverage factor is 1 or more.');
  return values.map((value, index) => (value * factor) / factors[index % factors.length]!);
}
