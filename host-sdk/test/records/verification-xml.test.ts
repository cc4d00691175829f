import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readVerificationXml, type Verification, writeVerificationXml } from '../../src/index.js';
import { verification } from './arbitrary-records.js';
import { scaleVerification } from './scale-verification.js';

const scale: Verification = {
  ...scaleVerification,
  conditions: { temperature: 21.5, humidity: 60 },
  certificate: '沪检 <2026> & "001"',
};
const xml = writeVerificationXml(scale, { authority: '上海市计量测试技术研究院', person: '张三' });
const refused = (text: string) => {
  try {
    readVerificationXml(text);
  } catch (error) {
    return error as { code: string; message: string; detail: { line?: number } };
  }
  return expect.unreachable('it was read');
};

describe('a verification as a Digital Calibration Certificate', () => {
  it('comes back as it was, whatever it holds', () => {
    fc.assert(
      fc.property(verification, (record) => {
        const text = writeVerificationXml(record);
        expect(readVerificationXml(text)).toEqual(record);
        // The same record gives the same text, on any day and machine.
        expect(writeVerificationXml(structuredClone(record))).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  it('has the elements of the DCC schema in their order, units of D-SI, and names in both languages', () => {
    const order = [
      'dcc:administrativeData',
      'dcc:dccSoftware',
      'dcc:coreData',
      '<dcc:uniqueIdentifier>V-1<',
      '<dcc:beginPerformanceDate>2026-05-01<',
      'dcc:items',
      'dcc:calibrationLaboratory',
      'dcc:respPersons',
      'dcc:customer',
      'dcc:statements',
      'dcc:measurementResults',
      'dcc:measuringEquipments',
      'dcc:influenceConditions',
      'dcc:results',
      '<si:valueXMLList>-200 700<',
      '<si:dateTimeXMLList>2026-05-01T09:30:00+08:00<',
      '<si:valueStandardMUXMLList>80 120<',
    ];
    const places = order.map((part) => xml.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(xml).toContain('<si:unitXMLList>\\milli\\gram</si:unitXMLList>');
    expect(xml).toContain('<dcc:content lang="zh">合格</dcc:content>');
    expect(xml).toContain('<dcc:content lang="en">pass</dcc:content>');
    expect(xml).toContain('<dcc:value>沪检 &lt;2026&gt; &amp; &quot;001&quot;</dcc:value>');
    expect(xml).toContain('上海市计量测试技术研究院');
  });

  it('names a customer, on whom the schema insists, without inventing one', () => {
    expect(xml).toMatch(/<dcc:customer>\s*<dcc:name>\s*<dcc:content lang="zh">未记录的使用者</);
    expect(xml).toMatch(/<\/dcc:name>\s*<dcc:location>\s*<dcc:countryCode>CN<[\s\S]*<\/dcc:customer>/);
    const known = writeVerificationXml(scale, { customer: '老王 & 市场' });
    expect(known).toContain('<dcc:content>老王 &amp; 市场</dcc:content>');
    expect(known).not.toContain('未记录');
    // Whoever wrote one without it, as an earlier version of this product did, is read.
    const without = xml.replace(/<dcc:customer>[\s\S]*<\/dcc:customer>/, '');
    expect(without).not.toContain('dcc:customer');
    expect(readVerificationXml(without)).toEqual(scale);
  });

  it('converts other units, and an expanded uncertainty by its coverage factor', () => {
    const grams = xml
      .replaceAll('\\milli\\gram', '\\gram')
      .replace('-200 700', '-0.2 0.7')
      .replace('500000 3000000', '500 3000')
      .replace('500 1500', '0.5 1.5')
      .replace(
        /<si:standardMUXMLList>[\s\S]*<\/si:standardMUXMLList>/,
        '<si:expandedMUXMLList><si:valueExpandedMUXMLList>0.16 0.24</si:valueExpandedMUXMLList>' +
          '<si:coverageFactorXMLList>2</si:coverageFactorXMLList></si:expandedMUXMLList>',
      );
    const read = readVerificationXml(grams);
    read.points.forEach((point, index) => {
      for (const [name, value] of Object.entries(scale.points[index]!)) {
        const found = point[name as keyof typeof point];
        if (typeof value === 'number') expect(found).toBeCloseTo(value, 9);
        else expect(found).toBe(value);
      }
    });
    expect(refused(xml.replace('\\degreecelsius', '\\kelvin')).message).toMatch(/`\\kelvin` is not read here/);
    expect(refused(xml.replaceAll('\\milli\\gram', '\\metre')).message).toMatch(/neither of mass nor of volume/);
  });

  it('does not care for prefixes, comments, CDATA, other elements for people, and marks of byte order', () => {
    const other = `\ufeff${xml}`
      .replaceAll('dcc:', 'x:')
      .replace('xmlns:dcc', 'xmlns:x')
      .replace('<x:items>', '<!-- as delivered --><x:items>')
      .replace('<x:uniqueIdentifier>V-1<', '<x:uniqueIdentifier><![CDATA[V-1]]><')
      .replace('</x:item>', '<x:description><x:content>in the market hall</x:content></x:description></x:item>');
    expect(readVerificationXml(other)).toEqual(scale);
  });
});

describe('hostile and broken certificates', () => {
  const header = '<?xml version="1.0"?>';
  const lols = Array.from({ length: 10 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
  it.each([
    ['a billion laughs', `${header}<!DOCTYPE d [<!ENTITY l0 "lol">${lols}]><d>&l9;</d>`],
    ['an external entity', `${header}<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>`],
    ['a parameter entity', `${header}<!DOCTYPE d [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]><d/>`],
    ['a document type alone', `${header}<!DOCTYPE d><d/>`],
    ['a processing instruction', `${header}<?xml-stylesheet href="x.xsl"?><d/>`],
    ['XML 1.1', xml.replace('version="1.0"', 'version="1.1"')],
    ['an encoding that it has not', xml.replace('UTF-8', 'UTF-16')],
  ])('%s is refused, and nothing is fetched or expanded', (_, text) => {
    expect(refused(text)).toMatchObject({ code: 'record-xml-forbidden', message: expect.stringMatching(/^Line \d+/) });
  });

  it.each([
    ['', 'record-bad-format'],
    ['{"verification": []}', 'record-bad-format'],
    ['\0\0', 'record-bad-format'],
    ['<a><b></a>', 'record-bad-format'],
    ['<a>&unknown;</a>', 'record-bad-format'],
    ['<a>&#0;</a>', 'record-bad-format'],
    ['<a b="1" b="2"/>', 'record-bad-format'],
    ['<x:a/>', 'record-bad-format'],
    ['<a/><a/>', 'record-bad-format'],
    ['<html/>', 'record-bad-format'],
    ['<?xml version="9.9"?><a/>', 'record-bad-format'],
    ['<a>\ud800</a>', 'record-bad-format'],
    [Buffer.from(xml, 'utf16le').toString('utf8'), 'record-bad-format'],
    [xml.replace('V-1', 'V\0-1'), 'record-bad-format'],
    ['<a>'.repeat(200_000), 'record-too-large'],
    [`<a>${'<b/>'.repeat(200_000)}</a>`, 'record-too-large'],
    [`<a>${'x'.repeat(5_000_000)}</a>`, 'record-too-large'],
  ])('%# is no certificate', (text, code) => {
    expect(refused(text).code).toBe(code);
  });

  it.each([
    ['a second identifier', (text: string) => text.replace(/(<dcc:uniqueIdentifier>.*>)/, '$1$1'), /a second time/],
    ['no identifier', (text: string) => text.replace(/<dcc:uniqueIdentifier>.*>/, ''), /no `dcc:uniqueIdentifier`/],
    ['another version', (text: string) => text.replace('"3.2.1"', '"4.0.0"'), /versions 3 are/],
    ['too few limits', (text: string) => text.replace('>500 1500<', '>500<'), /1 numbers here and 2 errors/],
    ['no number', (text: string) => text.replace('-200 700', '-200 7OO'), /`7OO` is not a number/],
    ['infinity', (text: string) => text.replace('-200 700', '-200 1e999'), /`1e999` is not a number/],
    ['no uncertainty', (text: string) => text.replace('>80 120<', '>0 120<'), /uncertainty` must be above 0/],
    [
      'a foreign result',
      (text: string) => text.replace('hengzhun_found', 'other_result'),
      /The result as found is missing/,
    ],
    [
      'an unknown kind',
      (text: string) => text.replace('hengzhun_subsequent-verification', 'hengzhun_x'),
      /`kind` must be/,
    ],
    [
      'a wrong conclusion',
      (text: string) => text.replace('>pass</dcc:conformity>', '>maybe</dcc:conformity>'),
      /`outcome`/,
    ],
    ['a moment that is none', (text: string) => text.replace('2026-05-01T09', '2026-13-01T09'), /`at` must be/],
    [
      'text between elements',
      (text: string) => text.replace('<dcc:items>', 'x<dcc:items>'),
      /administrativeData` holds text between/,
    ],
    [
      'a condition that no record holds',
      (text: string) => text.replace('basic_humidityRelative', 'basic_airDensity'),
      /no such condition.*basic_pressure/,
    ],
    [
      'a quantity that no record holds',
      (text: string) => text.replace('</dcc:list>', '<dcc:quantity refType="basic_measuredValue"/></dcc:list>'),
      /`dcc:quantity` is measured data/,
    ],
    [
      'a list in the list',
      (text: string) => text.replace('</dcc:list>', '<dcc:list/></dcc:list>'),
      /`dcc:list` is measured data/,
    ],
    [
      'two uncertainties',
      (text: string) => text.replace('<si:standardMUXMLList>', '<si:expandedMUXMLList/><si:standardMUXMLList>'),
      /second statement of the uncertainty/,
    ],
    [
      'a coverage factor below 1',
      (text: string) =>
        text
          .replace(/(<\/?si:)standardMU/g, '$1expandedMU')
          .replace(/(<\/?si:value)StandardMU/g, '$1ExpandedMU')
          .replace('</si:expandedMU', '<si:coverageFactorXMLList>0.5</si:coverageFactorXMLList></si:expandedMU'),
      /coverage factor is 1 or more/,
    ],
    [
      'a namespace that is a name of every object',
      (text: string) => text.replace('xmlns:dcc="https://ptb.de/dcc"', 'xmlns:dcc="toString"'),
      /this is `\{toString\}digitalCalibrationCertificate`/,
    ],
    ['an instrument that is none', (text: string) => text.replace('01'.repeat(17), 'xyz'), /must be a UEID/],
  ])('%s is named', (_, change, message) => {
    const changed = change(xml);
    expect(changed).not.toBe(xml);
    expect(refused(changed)).toMatchObject({
      code: expect.stringMatching(/^record-bad-/),
      message: expect.stringMatching(message),
    });
  });

  it('never read anything but records, whatever is cut out or put in', () => {
    const place = fc.integer({ min: 0, max: xml.length });
    fc.assert(
      fc.property(place, fc.nat({ max: 60 }), fc.string({ maxLength: 20 }), (at, length, put) => {
        const changed = xml.slice(0, at) + put + xml.slice(at + length);
        try {
          const record = readVerificationXml(changed);
          expect(readVerificationXml(writeVerificationXml(record))).toEqual(record);
        } catch (error) {
          expect((error as { code: string }).code).toMatch(/^record-(bad-field|bad-format|too-large|xml-forbidden)$/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is not written with characters that XML cannot hold, or with half a column', () => {
    const write = (change: Partial<Verification>) => () => writeVerificationXml({ ...scale, ...change });
    expect(write({ certificate: 'A\uffff' })).toThrow(expect.objectContaining({ code: 'record-not-expressible' }));
    const volume = { quantity: 'volume', nominal: 20_000, error: 1, uncertainty: 1, limit: 60 } as const;
    expect(write({ points: [volume, { ...volume, nozzle: 1 }] })).toThrow(/`hengzhun_nozzle`/);
  });
});
