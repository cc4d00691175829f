import { type Bilingual, ruleSetName, sheetRules } from '@hengzhun/host-sdk';
import type { Procedure, SheetField, SheetStep } from '../../api/sheets.js';
import {
  choiceField,
  identifierField,
  indicationField,
  massField,
  momentField,
  numberField,
  wholeField,
} from './field.js';
import { always, conditionsStep, identityStep, never } from './shared-steps.js';

const both = (zh: string, en: string): Bilingual => ({ zh, en });
const { siteRepetitions, repetitions } = sheetRules;

const load = (): SheetField => massField('load', '载荷 L', 'load L');
const indication = (): SheetField => indicationField('indication', '示值 I', 'indication I');
const additional = (): SheetField =>
  massField('additional', '附加砝码 ΔL', 'additional weights ΔL', { optional: true });
const direction = (): SheetField =>
  choiceField('direction', '方向', 'direction', [
    ['up', both('加载', 'loading')],
    ['down', both('卸载', 'unloading')],
  ]);
const weighingFields = (): SheetField[] => [load(), direction(), indication(), additional()];

const steps: readonly SheetStep[] = [
  identityStep,
  {
    id: 'instrument',
    title: both('铭牌参数', 'Data of the plate'),
    guidance: both('按铭牌核对准确度等级、Max、Min、e 与 d。', 'Check class, Max, Min, e and d against the plate.'),
    clause: 'R 76-1 7.1',
    place: { shape: 'fields' },
    fields: [
      choiceField(
        'accuracyClass',
        '准确度等级',
        'accuracy class',
        ['I', 'II', 'III', 'IIII'].map((name, index) => [index + 1, both(name, name)]),
        { given: 'register' },
      ),
      massField('maximumCapacity', '最大秤量 Max', 'maximum capacity Max', { minimum: 1, given: 'register' }),
      massField('minimumCapacity', '最小秤量 Min', 'minimum capacity Min', { given: 'register' }),
      massField('verificationInterval', '检定分度值 e', 'verification interval e', {
        ...{ minimum: 1e-3, maximum: 1e9, given: 'register' },
      }),
      massField('scaleInterval', '实际分度值 d', 'scale interval d', { minimum: 1e-3, maximum: 1e9, optional: true }),
      wholeField('supports', '承重点数', 'points of support', 1, 100, { optional: true }),
    ],
    optional: always,
  },
  {
    id: 'standards',
    title: both('标准砝码', 'Weights'),
    guidance: both(
      '列出所用砝码及其证书给出的不确定度，证书须在有效期内。',
      'List the weights with the uncertainty of their certificates, which have to be valid.',
    ),
    clause: 'R 76-1 3.7.1',
    place: { shape: 'list', at: 'standards' },
    fields: [
      identifierField('id', '标准器编号', 'identifier'),
      massField('constant', '扩展不确定度（常数）', 'expanded uncertainty, constant'),
      numberField('relative', '扩展不确定度（相对）', 'expanded uncertainty, relative', 0, 0.01),
      numberField('coverage', '包含因子 k', 'coverage factor k', 1, 4),
      momentField('validUntil', '证书有效期至', 'valid until'),
    ],
    count: { verification: 1, site: 1, most: 20, says: both('至少 1 组', 'at least one set') },
    optional: always,
  },
  conditionsStep,
  {
    id: 'changeover',
    title: both('闪变点与温度变化', 'Changeover step and change of temperature'),
    guidance: both(
      '如用闪变点法，填写附加砝码的最小步长（缺省 0.1 e）；检查期间温度变化也在此填写。',
      'With changeover points: the step of the additional weights (0.1 e if left out); and by how much the temperature changed.',
    ),
    clause: 'R 76-1 A.4.4.3',
    place: { shape: 'fields' },
    fields: [
      massField('additionalStep', '附加砝码步长', 'step of ΔL', { minimum: 1e-3, maximum: 1e9, optional: true }),
      numberField('temperatureChange', '温度变化', 'change of temperature', 0, 100, { unit: '°C', optional: true }),
    ],
    optional: never,
  },
  {
    id: 'zero',
    title: both('零点误差 E0', 'Error at zero E0'),
    guidance: both(
      '加约 10 e 的载荷离开零点跟踪范围，测定示值误差；无零点跟踪时载荷为 0。',
      'Leave the range of zero tracking by a load of about 10 e and find the error; without tracking the load is 0.',
    ),
    clause: 'R 76-1 A.4.2.3, 4.5.2',
    place: { shape: 'fields', at: 'zero' },
    fields: [load(), indication(), additional()],
    optional: always,
  },
  {
    id: 'weighing',
    title: both('称量（加载、卸载）', 'Weighing, loads up and down'),
    guidance: both(
      '检定：Min、允差改变点附近、Max，并卸载称量；现场：约 Max/2 与 Max。',
      'At verification: Min, near where the limit changes, Max, and falling loads; on site: about Max/2 and Max.',
    ),
    clause: 'R 76-1 A.4.4.1',
    place: { shape: 'list', at: 'weighings' },
    fields: weighingFields(),
    count: { verification: 5, site: 2, most: 200, says: both('加载与卸载各点', 'each load, up and down') },
    optional: always,
  },
  {
    id: 'eccentricity',
    title: both('偏载', 'Eccentricity'),
    guidance: both(
      '约 Max/3 的砝码（支承点 n>4 时为 Max/(n−1)）依次置于各区。',
      'About Max/3 (with n > 4 points of support Max/(n − 1)) at one place after another.',
    ),
    clause: 'R 76-1 A.4.7, 3.6.2',
    place: { shape: 'readings', at: 'eccentricity', list: 'readings' },
    shared: [load()],
    fields: [indication(), additional()],
    count: {
      verification: 4,
      site: 4,
      most: 50,
      says: both('每个支承点一次，至少 4 次', 'each point of support, at least 4'),
    },
    optional: always,
  },
  {
    id: 'repeatability',
    title: both('重复性', 'Repeatability'),
    guidance: both('约 0.8 Max 的载荷反复称量。', 'Weigh about 0.8 Max again and again.'),
    clause: 'R 76-1 A.4.10, 3.6.1',
    place: { shape: 'readings', at: 'repeatability', list: 'readings' },
    shared: [load()],
    fields: [indication(), additional()],
    count: {
      ...{ verification: repetitions[3], site: siteRepetitions, most: 50 },
      says: both(
        `Ⅲ、Ⅳ 级 ${repetitions[3]} 次，Ⅰ、Ⅱ 级 ${repetitions[1]} 次；现场 ${siteRepetitions} 次`,
        `classes III and IIII ${repetitions[3]} times, I and II ${repetitions[1]}; on site ${siteRepetitions}`,
      ),
    },
    optional: always,
  },
  {
    id: 'discrimination',
    title: both('鉴别力', 'Discrimination'),
    guidance: both(
      '记录示值，轻放 1.4 d 的附加砝码，再记录示值：应增加至少一个 d。',
      'The indication, then 1.4 d gently added, then the indication again: it has to go up by d or more.',
    ),
    clause: 'R 76-1 A.4.8, 3.8.2.2',
    place: { shape: 'list', at: 'discrimination' },
    fields: [
      load(),
      indication(),
      massField('added', '附加 1.4 d', 'added, 1.4 d'),
      indicationField('after', '附加后示值', 'indication after'),
    ],
    count: { verification: 1, site: 0, most: 20, says: both('检定时至少 1 次', 'at least once at verification') },
    optional: { verification: false, site: true },
  },
  {
    id: 'tare',
    title: both('除皮', 'Tare'),
    guidance: both('除皮后测定零点误差。', 'With the tare device in use, the error at zero.'),
    clause: 'R 76-1 A.4.6',
    place: { shape: 'readings', at: 'tare', list: 'weighings' },
    shared: [
      massField('load', '皮重', 'tare load'),
      massField('zero.load', '零点载荷', 'load at zero'),
      indicationField('zero.indication', '零点示值', 'indication at zero'),
      massField('zero.additional', '零点 ΔL', 'ΔL at zero', { optional: true }),
    ],
    fields: weighingFields(),
    count: { verification: 0, site: 0, most: 50, says: both('净载荷各点', 'net loads') },
    optional: never,
  },
];

/** A scale by OIML R 76-1 annex A and JJG 539. */
export const scaleProcedure: Procedure = {
  name: 'r76',
  title: both('电子秤现场检查', 'Check of a scale'),
  basis: both('OIML R 76-1:2006 附录 A，JJG 539', 'OIML R 76-1:2006 annex A, JJG 539'),
  quantity: 'mass',
  instrumentKind: 1,
  rules: ruleSetName(sheetRules),
  steps: [...steps],
};
