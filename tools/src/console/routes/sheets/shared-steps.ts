import { verificationKindText } from '@hengzhun/host-sdk';
import type { SheetStep } from '../../api/sheets.js';
import { choiceField, flagField, identifierField, momentField, numberField, textField } from './field.js';

const both = (zh: string, en: string) => ({ zh, en });
export const always = { verification: false, site: false };
export const never = { verification: true, site: true };

/** How a sheet begins, whatever it is of. */
export const identityStep: SheetStep = {
  id: 'identity',
  title: both('检查信息', 'What and who'),
  guidance: both(
    '核对器具与铭牌、登记信息一致；选择检查种类与适用的限值。',
    'Compare the instrument with its plate and with the register; choose the kind of check and the limits that apply.',
  ),
  clause: '',
  place: { shape: 'fields' },
  fields: [
    identifierField('id', '检查表编号', 'number of the sheet'),
    textField('instrument', '器具（UEID）', 'instrument (UEID)', { given: 'register' }),
    choiceField('kind', '检查种类', 'kind of check', Object.entries(verificationKindText)),
    choiceField('occasion', '适用限值', 'limits', [
      ['in-service', both('使用中', 'in service')],
      ['verification', both('检定', 'at verification')],
    ]),
    momentField('at', '时间', 'time'),
    textField('person', '检查人员', 'person', { given: 'session' }),
    textField('authority', '机构', 'authority', { given: 'session' }),
    flagField('covert', '暗访', 'the trader did not know of it before', { optional: true }),
  ],
  optional: always,
};

/** The conditions on site. */
export const conditionsStep: SheetStep = {
  id: 'conditions',
  title: both('环境条件', 'Conditions'),
  guidance: both('记录现场温度、湿度与气压。', 'Write down temperature, humidity and pressure on site.'),
  clause: '',
  place: { shape: 'fields', at: 'conditions' },
  fields: [
    numberField('temperature', '温度', 'temperature', -60, 80, { unit: '°C', optional: true }),
    numberField('humidity', '相对湿度', 'relative humidity', 0, 100, { unit: '%', optional: true }),
    numberField('pressure', '气压', 'pressure', 300, 1200, { unit: 'hPa', optional: true }),
  ],
  optional: never,
};
