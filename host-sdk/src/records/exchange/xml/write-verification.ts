import { SdkError } from '../../../errors.js';
import type { Bilingual } from '../../../evaluation/levels.js';
import { writeMoment } from '../../fields/times.js';
import { occasionText, outcomeText } from '../../kinds/verification-shape.js';
import type { TestPointResult, Verification } from '../../verification.js';
import { verificationKindText } from '../../verification-kinds.js';
import { type Element, element, writeXml } from './element.js';
import { dccNamespace, dccVersion, refTypes, siNamespace, wordPrefix } from './names.js';
import { type UnitOf, writtenUnits } from './units.js';

/** Names for people beside the identifiers, where they are known; they are not read back. */
export interface VerificationNames {
  readonly authority?: string;
  readonly person?: string;
  /** Who uses the instrument 使用者. */
  readonly customer?: string;
  readonly serialNumber?: string;
  readonly model?: string;
  /** By identifier of the standard: its name, and the number of its certificate at that time. */
  readonly standards?: Readonly<Record<string, { readonly name?: string; readonly certificate?: string }>>;
}

/**
 * A verification in the form of a Digital Calibration Certificate (DCC 3.2.1 of PTB, values after D-SI 2.2), that `readVerificationXml` reads back to the
 * same record. Deterministic. Standard uncertainties, k = 1.
 *
 * @throws {SdkError} `record-not-expressible`: a text with a character that XML cannot hold
 */
export function writeVerificationXml(verification: Verification, names: VerificationNames = {}): string {
  const { points, pointsAfter } = verification;
  return writeXml({
    name: 'dcc:digitalCalibrationCertificate',
    attributes: { 'xmlns:dcc': dccNamespace, 'xmlns:si': siNamespace, schemaVersion: dccVersion },
    content: [
      administrativeData(verification, names),
      element('dcc:measurementResults', [
        element('dcc:measurementResult', [
          named({ zh: '示值误差检定', en: 'verification of errors of indication' }),
          measuringEquipments(verification, names),
          influenceConditions(verification),
          element('dcc:results', [
            result(points, verification.at, refTypes.found, { zh: '调前', en: 'as found' }),
            pointsAfter && result(pointsAfter, verification.at, refTypes.left, { zh: '调后', en: 'as left' }),
          ]),
        ]),
      ]),
    ],
  });
}

const content = (text: string, lang?: string): Element => ({
  name: 'dcc:content',
  ...(lang && { attributes: { lang } }),
  content: text,
});
const named = ({ zh, en }: Bilingual, name = 'dcc:name') => element(name, [content(zh, 'zh'), content(en, 'en')]);
const plainName = (text: string) => element('dcc:name', [content(text)]);

function identifications(...list: readonly (readonly [issuer: string, value: string | undefined, name: Bilingual])[]) {
  const known = list.filter(([, value]) => value !== undefined);
  if (known.length === 0) return undefined;
  return element(
    'dcc:identifications',
    known.map(([issuer, value, name]) =>
      element('dcc:identification', [element('dcc:issuer', issuer), element('dcc:value', value), named(name)]),
    ),
  );
}

const identifierName = { zh: '标识', en: 'identifier' };
const certificateName = { zh: '证书编号', en: 'certificate number' };

function administrativeData(verification: Verification, names: VerificationNames): Element {
  const { id, instrument, at, authority, person, certificate, kind, occasion, covert, outcome } = verification;
  const day = writeMoment(at).slice(0, 10);
  return element('dcc:administrativeData', [
    element('dcc:dccSoftware', [element('dcc:software', [plainName('hengzhun'), element('dcc:release', '0.1.0')])]),
    element('dcc:coreData', [
      element('dcc:countryCodeISO3166_1', 'CN'),
      element('dcc:usedLangCodeISO639_1', 'zh'),
      element('dcc:usedLangCodeISO639_1', 'en'),
      element('dcc:mandatoryLangCodeISO639_1', 'zh'),
      element('dcc:uniqueIdentifier', id),
      identifications(['calibrationLaboratory', certificate, certificateName]),
      element('dcc:beginPerformanceDate', day),
      element('dcc:endPerformanceDate', day),
      element('dcc:performanceLocation', 'customer'),
    ]),
    element('dcc:items', [
      element('dcc:item', [
        named({ zh: '计量器具', en: 'measuring instrument' }),
        names.model === undefined ? undefined : element('dcc:model', names.model),
        identifications(
          ['other', instrument, { zh: '器具标识（UEID）', en: 'UEID' }],
          ['manufacturer', names.serialNumber, { zh: '出厂编号', en: 'serial number' }],
        ),
      ]),
    ]),
    element('dcc:calibrationLaboratory', [
      element('dcc:calibrationLaboratoryCode', authority),
      element('dcc:contact', [
        plainName(names.authority ?? authority),
        element('dcc:location', [element('dcc:countryCode', 'CN')]),
      ]),
    ]),
    element('dcc:respPersons', [
      element('dcc:respPerson', [
        element('dcc:person', [plainName(names.person ?? person)]),
        element('dcc:description', [content(person)]),
        element('dcc:mainSigner', 'true'),
      ]),
    ]),
    // The schema insists on a customer; a record knows the instrument, not who uses it.
    element('dcc:customer', [
      names.customer === undefined
        ? named({ zh: '未记录的使用者', en: 'user of the instrument, not on record' })
        : plainName(names.customer),
      element('dcc:location', [element('dcc:countryCode', 'CN')]),
    ]),
    element('dcc:statements', [
      statement(refTypes.kind, kind, verificationKindText[kind]),
      statement(refTypes.occasion, occasion, occasionText[occasion]),
      covert === undefined
        ? undefined
        : statement(
            refTypes.covert,
            String(covert),
            covert ? { zh: '暗访', en: 'covert' } : { zh: '公开', en: 'announced' },
          ),
      element(
        'dcc:statement',
        [named(outcomeText[outcome], 'dcc:declaration'), element('dcc:conformity', outcome)],
        refTypes.outcome,
      ),
    ]),
  ]);
}

const statement = (type: string, word: string, text: Bilingual) =>
  element('dcc:statement', [named(text, 'dcc:declaration')], `${type} ${wordPrefix}${word}`);

function measuringEquipments({ standards }: Verification, names: VerificationNames): Element | undefined {
  if (standards.length === 0) return undefined;
  return element(
    'dcc:measuringEquipments',
    standards.map((id) => {
      const known = names.standards?.[id];
      return element('dcc:measuringEquipment', [
        plainName(known?.name ?? id),
        identifications(['owner', id, identifierName], ['other', known?.certificate, certificateName]),
      ]);
    }),
  );
}

function influenceConditions({ conditions }: Verification): Element | undefined {
  if (conditions === undefined) return undefined;
  const one = (of: 'temperature' | 'humidity' | 'pressure', name: Bilingual) => {
    const value = conditions[of];
    if (value === undefined) return undefined;
    const real = element('si:real', [element('si:value', String(value)), element('si:unit', writtenUnits[of])]);
    const data = element('dcc:data', [element('dcc:quantity', [real])]);
    return element('dcc:influenceCondition', [named(name), data], refTypes[of]);
  };
  return element('dcc:influenceConditions', [
    one('temperature', { zh: '温度', en: 'temperature' }),
    one('humidity', { zh: '相对湿度', en: 'relative humidity' }),
    one('pressure', { zh: '气压', en: 'atmospheric pressure' }),
  ]);
}

function result(points: readonly TestPointResult[], at: number, type: string, name: Bilingual): Element {
  const { quantity } = points[0]!;
  const column = (
    ref: string,
    text: Bilingual,
    unit: UnitOf,
    value: (point: TestPointResult) => number | undefined,
    rest: readonly Element[] = [],
  ) => {
    const values = points.map(value);
    if (values.every((one) => one === undefined)) return undefined;
    if (values.includes(undefined)) throw notExpressible(ref);
    const list = element('si:realListXMLList', [
      element('si:valueXMLList', values.join(' ')),
      element('si:unitXMLList', writtenUnits[unit]),
      ...rest,
    ]);
    return element('dcc:quantity', [named(text), list], ref);
  };
  const uncertainties = points.map(({ uncertainty }) => uncertainty).join(' ');
  const list = element('dcc:list', [
    column(refTypes.nominal, { zh: '标称值', en: 'nominal value' }, quantity, ({ nominal }) => nominal),
    column(refTypes.nozzle, { zh: '油枪', en: 'nozzle' }, 'nozzle', ({ nozzle }) => nozzle),
    column(refTypes.flow, { zh: '流量', en: 'flow' }, 'flow', ({ flow }) => flow),
    column(refTypes.error, { zh: '示值误差', en: 'error of indication' }, quantity, ({ error }) => error, [
      element('si:dateTimeXMLList', writeMoment(at)),
      element('si:measurementUncertaintyUnivariateXMLList', [
        element('si:standardMUXMLList', [element('si:valueStandardMUXMLList', uncertainties)]),
      ]),
    ]),
    column(
      refTypes.limit,
      { zh: '最大允许误差（±）', en: 'maximum permissible error (±)' },
      quantity,
      ({ limit }) => limit,
    ),
  ]);
  return element('dcc:result', [named(name), element('dcc:data', [list])], type);
}

function notExpressible(field: string): SdkError {
  const text = `Some test points have \`${field}\` and others have not: the lists of a certificate have one value for each. Correct the record, or export it as JSON.`;
  return new SdkError('record-not-expressible', text, { field });
}
