import { moment } from '../../fields/times.js';
import { readRecordOf } from '../../kinds/kinds.js';
import type { TestConditions, TestPointResult, Verification } from '../../verification.js';
import { dccNamespace, refTypes, wordPrefix } from './names.js';
import { all, maybe, missingRefType, nameOf, numbersOf, one, refTypesOf, textOf, withRefType } from './node-reading.js';
import { badNode, type Node, readXml } from './tree.js';
import { quantityOfUnit, type UnitOf, unitFactor, unitsRead } from './units.js';

/**
 * Reads a verification from a Digital Calibration Certificate of the form that `writeVerificationXml` writes; what stands there besides (names, pictures,
 * comments of other elements) is for people and not read. Units of D-SI are converted, an expanded uncertainty is divided by its coverage factor.
 *
 * @throws {SdkError} `record-bad-format`, `record-too-large`, `record-xml-forbidden` with line and column; `record-bad-field` naming the field
 */
export function readVerificationXml(text: string): Verification {
  const root = readXml(text.replace(/^\ufeff/, ''));
  if (nameOf(root) !== 'dcc:digitalCalibrationCertificate') {
    throw badNode(root, `this is \`${nameOf(root)}\` and no Digital Calibration Certificate (${dccNamespace}).`);
  }
  const version = root.attributes.get('schemaVersion') ?? '';
  if (!/^3\.\d{1,3}\.\d{1,3}$/.test(version)) {
    throw badNode(root, `schemaVersion \`${version.slice(0, 20)}\` is not read; versions 3 are.`);
  }
  const administrative = one(root, 'dcc:administrativeData');
  const measured = one(root, 'dcc:measurementResults', 'dcc:measurementResult');
  const results = all(one(measured, 'dcc:results'), 'dcc:result');
  const found = withRefType(results, refTypes.found);
  if (found === undefined) throw missingRefType(measured, refTypes.found, 'The result as found');
  const left = withRefType(results, refTypes.left);
  const strange = results.find((result) => result !== found && result !== left);
  if (strange !== undefined) {
    const what = `this result is neither as found nor as left (refType \`${refTypes.found}\`, \`${refTypes.left}\`).`;
    throw badNode(strange, `${what} Give one certificate for each verification.`);
  }
  const points = pointsOf(found);
  const after = left && pointsOf(left);
  if (after !== undefined && after.at !== points.at) throw badNode(left!, 'the moment is another one than as found.');
  const conditions = conditionsOf(measured);
  return readRecordOf('verification', {
    ...identityOf(administrative),
    ...statementsOf(administrative),
    at: points.at,
    points: points.list,
    ...(after && { pointsAfter: after.list }),
    ...(conditions && { conditions }),
    standards: standardsOf(measured),
  });
}

function identityOf(administrative: Node) {
  const core = one(administrative, 'dcc:coreData');
  const item = one(administrative, 'dcc:items', 'dcc:item');
  const certificate = identified(core, 'calibrationLaboratory');
  const instrument = identified(item, 'other');
  if (instrument === undefined)
    throw badNode(item, 'the instrument has no identification by `other`: its UEID. Add it.');
  return {
    id: textOf(one(core, 'dcc:uniqueIdentifier')),
    instrument,
    authority: textOf(one(administrative, 'dcc:calibrationLaboratory', 'dcc:calibrationLaboratoryCode')),
    person: textOf(one(administrative, 'dcc:respPersons', 'dcc:respPerson', 'dcc:description', 'dcc:content')),
    ...(certificate !== undefined && { certificate }),
  };
}

/** Value of the one identification that an issuer gave. */
function identified(node: Node, issuer: string): string | undefined {
  const list = maybe(node, 'dcc:identifications');
  if (list === undefined) return undefined;
  const own = all(list, 'dcc:identification').filter((each) => textOf(one(each, 'dcc:issuer')) === issuer);
  if (own.length > 1) throw badNode(own[1]!, `there is a second identification by \`${issuer}\`. Keep one.`);
  return own[0] && textOf(one(own[0], 'dcc:value'));
}

function statementsOf(administrative: Node) {
  const statements = all(one(administrative, 'dcc:statements'), 'dcc:statement');
  const word = (type: string, what: string) => {
    const node = withRefType(statements, type);
    if (node === undefined) throw missingRefType(one(administrative, 'dcc:statements'), type, what);
    return wordOf(node, type);
  };
  const outcome = withRefType(statements, refTypes.outcome);
  if (outcome === undefined)
    throw missingRefType(one(administrative, 'dcc:statements'), refTypes.outcome, 'The conclusion');
  const covert = withRefType(statements, refTypes.covert);
  const said = covert && wordOf(covert, refTypes.covert);
  if (said !== undefined && said !== 'true' && said !== 'false') throw badNode(covert!, 'must say true or false.');
  return {
    kind: word(refTypes.kind, 'The kind of verification'),
    occasion: word(refTypes.occasion, 'The limits by which it was judged'),
    outcome: textOf(one(outcome, 'dcc:conformity')),
    ...(said !== undefined && { covert: said === 'true' }),
  };
}

/** The word that stands as a second `refType`. */
function wordOf(node: Node, type: string): string {
  const words = refTypesOf(node).filter((word) => word !== type && word.startsWith(wordPrefix));
  if (words.length !== 1)
    throw badNode(node, `refType \`${type}\` needs one word beside it, such as \`${wordPrefix}…\`.`);
  return words[0]!.slice(wordPrefix.length);
}

function standardsOf(measured: Node): string[] {
  const list = maybe(measured, 'dcc:measuringEquipments');
  return (list === undefined ? [] : all(list, 'dcc:measuringEquipment')).map((equipment) => {
    const id = identified(equipment, 'owner');
    if (id === undefined) throw badNode(equipment, 'the standard has no identification by its `owner`. Add it.');
    return id;
  });
}

function conditionsOf(measured: Node): TestConditions | undefined {
  const node = maybe(measured, 'dcc:influenceConditions');
  if (node === undefined) return undefined;
  const conditions = all(node, 'dcc:influenceCondition');
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

function factorOf(unit: Node, of: UnitOf): number {
  const factor = unitFactor(of, textOf(unit));
  if (factor === undefined) {
    throw badNode(unit, `the unit \`${textOf(unit).slice(0, 40)}\` is not read here. Known: ${unitsRead(of)}.`);
  }
  return factor;
}

function pointsOf(result: Node): { readonly list: TestPointResult[]; readonly at: unknown } {
  const list = one(result, 'dcc:data', 'dcc:list');
  const quantities = all(list, 'dcc:quantity');
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
