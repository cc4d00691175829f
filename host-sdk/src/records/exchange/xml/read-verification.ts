import { readRecordOf } from '../../kinds/kinds.js';
import type { Verification } from '../../verification.js';
import { dccNamespace, refTypes, wordPrefix } from './names.js';
import { all, maybe, missingRefType, nameOf, one, refTypesOf, textOf, withRefType } from './node-reading.js';
import { conditionsOf } from './read-conditions.js';
import { pointsOf } from './read-points.js';
import { badNode, type Node, readXml } from './tree.js';

/**
 * Reads a verification from a Digital Calibration Certificate of the form that `writeVerificationXml` writes; what stands there besides for people
 * (names, the customer, pictures, uncertainties of the conditions) is not read. Measured values and conditions that a record cannot hold are refused, so
 * that nothing measured is lost unsaid. Units of D-SI are converted, an expanded uncertainty is divided by its coverage factor.
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
