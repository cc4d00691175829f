import { CHANNEL_CONDITION_BIT_LEARNING, CHANNEL_CONDITION_LEVEL_MASK, type StatusFrame } from '@hengzhun/protocol';
import { toHex } from '../../bytes.js';
import { selfStates } from '../../evaluation/levels.js';
import type { StoredFrame } from '../../store/query-frames.js';
import { channelWords } from '../../words/channels.js';
import { sealStateText } from '../../words/seal-states.js';
import type { Table } from './column.js';

/** One channel of one status frame; a frame without channels has a row without one. */
export interface HistoryRow {
  readonly stored: StoredFrame;
  readonly claims: StatusFrame['claims'];
  readonly channel: StatusFrame['claims']['channels'][number] | undefined;
}

const words = ({ channel }: HistoryRow) => (channel === undefined ? undefined : channelWords(channel.identifier));
const inUnit = (row: HistoryRow, value: number | undefined) =>
  value === undefined ? undefined : value / words(row)!.divisor;
const bit = (word: number, place: number) => Math.floor(word / 2 ** place) % 2 === 1;

/** History of the channels of an instrument: what its stored status frames say, in the order of keys and sequence numbers. */
export const historyTable: Table<HistoryRow> = {
  name: 'hengzhun.history@1',
  columns: [
    { name: 'kid', kind: 'text', text: { zh: '密钥标识', en: 'key identifier' }, value: ({ stored }) => stored.kid },
    {
      name: 'sequence',
      kind: 'count',
      text: { zh: '序号', en: 'sequence number' },
      value: ({ stored }) => stored.sequence,
    },
    {
      name: 'received_earliest',
      kind: 'time',
      text: { zh: '收到，不早于', en: 'received, not before' },
      value: ({ stored }) => stored.earliest,
    },
    {
      name: 'received_latest',
      kind: 'time',
      text: { zh: '收到，不晚于', en: 'received, not after' },
      value: ({ stored }) => stored.latest,
    },
    { name: 'bootcount', kind: 'count', text: { zh: '启动次数', en: 'boot' }, value: ({ claims }) => claims.bootcount },
    {
      name: 'uptime',
      kind: 'count',
      unit: 's',
      text: { zh: '运行时间', en: 'time since boot' },
      value: ({ claims }) => claims.uptime,
    },
    {
      name: 'instrument_time',
      kind: 'time',
      text: { zh: '器具时间', en: 'time by the instrument' },
      value: ({ claims }) => (claims.iat === undefined ? undefined : claims.iat * 1000),
    },
    {
      name: 'self_state',
      kind: 'text',
      text: { zh: '自评', en: 'self-state' },
      value: ({ claims }) => selfStates[claims.selfState],
    },
    { name: 'flags', kind: 'count', text: { zh: '标志字', en: 'word of flags' }, value: ({ claims }) => claims.flags },
    {
      name: 'seal',
      kind: 'text',
      text: { zh: '封印', en: 'seal' },
      value: ({ claims }) => sealStateText(claims.sealState).en,
    },
    {
      name: 'calibration_counter',
      kind: 'count',
      text: { zh: '校准计数', en: 'calibration counter' },
      value: ({ claims }) => claims.calibrationCounter,
    },
    {
      name: 'temperature',
      kind: 'decimal',
      unit: '°C',
      text: { zh: '温度', en: 'temperature' },
      value: ({ claims }) => (claims.temperature === undefined ? undefined : claims.temperature / 100),
    },
    {
      name: 'log_length',
      kind: 'count',
      text: { zh: '事件日志长度', en: 'length of the event log' },
      value: ({ claims }) => claims.logLength,
    },
    {
      name: 'nozzle',
      kind: 'integer',
      text: { zh: '油枪', en: 'nozzle' },
      value: ({ claims }) => claims.nozzle?.index,
    },
    {
      name: 'totaliser',
      kind: 'decimal',
      unit: 'L',
      text: { zh: '累计量', en: 'totaliser' },
      value: ({ claims }) => (claims.nozzle === undefined ? undefined : claims.nozzle.totaliser / 1000),
    },
    {
      name: 'fuelings',
      kind: 'count',
      text: { zh: '加油次数', en: 'fuelings' },
      value: ({ claims }) => claims.nozzle?.fuelings,
    },
    {
      name: 'channel',
      kind: 'integer',
      text: { zh: '通道', en: 'channel' },
      value: ({ channel }) => channel?.identifier,
    },
    {
      name: 'channel_zh',
      kind: 'text',
      text: { zh: '通道名称（中文）', en: 'channel in Chinese' },
      value: (row) => words(row)?.name.zh,
    },
    {
      name: 'channel_en',
      kind: 'text',
      text: { zh: '通道名称（英文）', en: 'channel in English' },
      value: (row) => words(row)?.name.en,
    },
    {
      name: 'value',
      kind: 'decimal',
      unit: 'channel_unit',
      text: { zh: '值', en: 'value' },
      value: (row) => inUnit(row, row.channel?.value),
    },
    {
      name: 'uncertainty',
      kind: 'decimal',
      unit: 'channel_unit',
      text: { zh: '标准不确定度', en: 'standard uncertainty' },
      value: (row) => inUnit(row, row.channel?.uncertainty),
    },
    {
      name: 'channel_unit',
      kind: 'text',
      text: { zh: '值的单位', en: 'unit of the value' },
      value: (row) => words(row)?.unit,
    },
    {
      name: 'channel_state',
      kind: 'text',
      text: { zh: '通道自评', en: 'state of the channel' },
      value: ({ channel }) => channel && selfStates[channel.conditions & CHANNEL_CONDITION_LEVEL_MASK],
    },
    {
      name: 'channel_learning',
      kind: 'boolean',
      text: { zh: '学习中', en: 'still learning' },
      value: ({ channel }) => channel && bit(channel.conditions, CHANNEL_CONDITION_BIT_LEARNING),
    },
    {
      name: 'proof',
      kind: 'text',
      text: { zh: '证明方式', en: 'how it is proved' },
      value: ({ stored }) => stored.proof.how,
    },
    {
      name: 'covered_by',
      kind: 'count',
      text: { zh: '覆盖它的帧', en: 'frame that covers it' },
      value: ({ stored }) => ('by' in stored.proof ? stored.proof.by : undefined),
    },
    { name: 'forked', kind: 'boolean', text: { zh: '分叉', en: 'forked' }, value: ({ stored }) => stored.forked },
    { name: 'link', kind: 'text', text: { zh: '来源', en: 'link' }, value: ({ stored }) => stored.link },
    {
      name: 'previous',
      kind: 'text',
      text: { zh: '前一帧摘要', en: 'digest of the frame before' },
      value: ({ claims }) => toHex(claims.previous),
    },
    {
      name: 'frame',
      kind: 'text',
      text: { zh: '帧标识', en: 'identifier of the frame' },
      value: ({ stored }) => stored.id,
    },
  ],
};
