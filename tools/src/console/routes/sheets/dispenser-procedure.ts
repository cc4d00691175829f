import { type Bilingual, ruleSetName, sheetRules, volumeExpansion } from '@hengzhun/host-sdk';
import type { Procedure, SheetStep } from '../../api/sheets.js';
import { choiceField, identifierField, momentField, numberField, textField, volumeField, wholeField } from './field.js';
import { always, conditionsStep, identityStep } from './shared-steps.js';

const both = (zh: string, en: string): Bilingual => ({ zh, en });
const { runs, flows } = sheetRules;
const flow = { unit: 'mL/min', shown: { unit: 'L/min', divisor: 1000 } };

const steps: readonly SheetStep[] = [
  identityStep,
  {
    id: 'nozzles',
    title: both('油枪', 'Nozzles'),
    guidance: both(
      `列出受检油枪、油品与流量范围；油品体胀系数：汽油 ${volumeExpansion.petrol}，柴油 ${volumeExpansion.diesel} /℃。`,
      `The nozzles under test with fuel and range of flow; expansion: petrol ${volumeExpansion.petrol}, diesel ${volumeExpansion.diesel} per °C.`,
    ),
    clause: 'JJG 443',
    place: { shape: 'list', at: 'nozzles' },
    fields: [
      wholeField('index', '油枪序号', 'nozzle', 0, 3, { given: 'register' }),
      textField('fuel', '油品', 'fuel', { given: 'register' }),
      numberField('expansion', '油品体胀系数 β_Y', 'expansion of the fuel β_Y', 0, 0.01, { unit: '1/°C' }),
      numberField('minimumFlow', '最小流量', 'minimum flow', 0, 1e6, { ...flow, given: 'register' }),
      numberField('maximumFlow', '最大流量', 'maximum flow', 1, 1e6, { ...flow, given: 'register' }),
    ],
    count: { verification: 1, site: 1, most: 4, says: both('每台 1 至 4 把', '1 to 4 of a dispenser') },
    optional: always,
  },
  {
    id: 'standards',
    title: both('标准金属量器', 'Standard measures'),
    guidance: both(
      '填写证书上的 20 ℃ 容积、计量颈分度与不确定度，证书须在有效期内。',
      'From the certificate: volume at 20 °C, scale of the neck and uncertainty; it has to be valid.',
    ),
    clause: 'JJG 443',
    place: { shape: 'list', at: 'provers' },
    fields: [
      identifierField('id', '量器编号', 'identifier'),
      volumeField('nominal', '标称容积', 'nominal volume', 1e7, { minimum: 1 }),
      numberField('nominalReading', '标称容积处读数', 'reading at the nominal volume', -1000, 1000, { unit: 'mm' }),
      numberField('perMillimetre', '计量颈分度容积', 'volume per mm of the neck', 0.001, 1e4, { unit: 'mL/mm' }),
      numberField('lowest', '颈部最低刻度', 'lowest mark', -1000, 1000, { unit: 'mm' }),
      numberField('highest', '颈部最高刻度', 'highest mark', -1000, 1000, { unit: 'mm' }),
      numberField('resolution', '读数分辨力', 'resolution of the reading', 0.001, 10, { unit: 'mm' }),
      numberField('uncertainty', '扩展不确定度', 'expanded uncertainty', 0, 1e7, { unit: 'mL' }),
      numberField('coverage', '包含因子 k', 'coverage factor k', 1, 4),
      numberField('expansion', '量器体胀系数 β_B', 'expansion of the measure β_B', 0, 0.01, { unit: '1/°C' }),
      momentField('validUntil', '证书有效期至', 'valid until'),
    ],
    count: { verification: 1, site: 1, most: 10, says: both('至少 1 只', 'at least one') },
    optional: always,
  },
  {
    id: 'instruments',
    title: both('温度计与示值分辨力', 'Thermometer and resolution'),
    guidance: both(
      '填写温度计的扩展不确定度（k = 2）与加油机示值的步长。',
      'The expanded uncertainty (k = 2) of the thermometer, and the step of the indicated volume.',
    ),
    clause: 'JJG 443',
    place: { shape: 'fields' },
    fields: [
      numberField('thermometer', '温度计扩展不确定度', 'expanded uncertainty of the thermometer', 0, 10, {
        unit: '°C',
      }),
      numberField('resolution', '示值步长', 'step of the indication', 0, 1000, { unit: 'mL' }),
    ],
    optional: always,
  },
  conditionsStep,
  {
    id: 'runs',
    title: both('测量', 'Runs'),
    guidance: both(
      '每把油枪在规定流量下向量器加油：记录示值 V_J、液位、流量计处与量器内温度 t_J、t_B；油温差不超过 4 ℃。',
      'Deliver into the measure at the flow asked for: indicated V_J, level, temperatures t_J at the meter and t_B in the measure, which differ by 4 °C at most.',
    ),
    clause: 'JJG 443',
    place: { shape: 'list', at: 'runs' },
    fields: [
      wholeField('nozzle', '油枪序号', 'nozzle', 0, 3),
      choiceField('at', '流量点', 'flow', [
        ['high', both('大流量', 'high')],
        ['low', both('小流量', 'low')],
      ]),
      numberField('flow', '实测流量', 'flow as measured', 0, 1e6, flow),
      identifierField('prover', '量器', 'standard measure'),
      volumeField('indicated', '示值 V_J', 'indicated V_J', 1e7),
      numberField('reading', '液位', 'level in the neck', -1000, 1000, { unit: 'mm' }),
      numberField('meterTemperature', '油温 t_J', 'temperature t_J at the meter', -60, 100, { unit: '°C' }),
      numberField('proverTemperature', '油温 t_B', 'temperature t_B in the measure', -60, 100, { unit: '°C' }),
    ],
    count: {
      ...{ verification: runs * flows.verification.length, site: runs * flows.site.length, most: 200 },
      says: both(
        `每把油枪：检定时大、小流量各 ${runs} 次，现场大流量 ${runs} 次`,
        `each nozzle: at verification ${runs} at high and ${runs} at low flow, on site ${runs} at high flow`,
      ),
    },
    optional: always,
  },
];

/** A dispenser by JJG 443 and OIML R 117-1. */
export const dispenserProcedure: Procedure = {
  name: 'jjg443',
  title: both('燃油加油机现场检查', 'Check of a fuel dispenser'),
  basis: both('JJG 443-2023，OIML R 117-1', 'JJG 443-2023, OIML R 117-1'),
  quantity: 'volume',
  instrumentKind: 2,
  rules: ruleSetName(sheetRules),
  steps: [...steps],
};
