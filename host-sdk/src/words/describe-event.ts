import {
  EVENT_ASYMMETRY,
  EVENT_BASELINE,
  EVENT_BOOT,
  EVENT_CHECK,
  EVENT_COMMAND,
  EVENT_DRIFT,
  EVENT_ELEMENT,
  EVENT_FUELING,
  EVENT_KEY,
  EVENT_LIFE,
  EVENT_LOCK,
  EVENT_OVERLOAD,
  EVENT_PARAMETER,
  EVENT_REFUSALS,
  EVENT_SEAL,
  EVENT_SELF_STATE,
  EVENT_SUPPLY,
  EVENT_TIME_ANCHOR,
  EVENT_TOTAL,
  EVENT_UPDATE,
  EVENT_WARM_UP,
  type LogEvent,
} from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import { type Bilingual, selfStates, selfStateText } from '../evaluation/levels.js';
import { channelWords } from './channels.js';
import { commandText } from './commands.js';
import { eventName } from './events.js';
import { flagWords } from './flags.js';
import { lifeStageText } from './life-stages.js';
import { lockReasonText } from './lock-reasons.js';
import { refusalText } from './refusals.js';
import { resetReasonText } from './reset-reasons.js';
import { roleText } from './roles.js';
import { sealStateText } from './seal-states.js';
import { updateStepText } from './update-steps.js';

type Numbers = readonly number[];

/** What the items of an event say, by its kind; `n` are its integers in order (0 in the place of a byte string). */
const details: Readonly<Record<number, (n: Numbers, bytes: readonly string[]) => Bilingual>> = {
  [EVENT_BOOT]: ([reason]) => resetReasonText(reason!),
  [EVENT_SELF_STATE]: ([from, to, flags]) => between(stateText(from!), stateText(to!), flagList(flags!)),
  [EVENT_DRIFT]: ([channel, size, uncertainty, rate, rateUncertainty, nozzle]) => {
    const { divisor, unit } = channelWords(channel!);
    const spread = `${size! / divisor} ± ${uncertainty! / divisor} ${unit}`;
    const slope = `, ${rate! / divisor} ± ${rateUncertainty! / divisor} ${unit}/d`;
    return inChannel(channel!, nozzle, rateUncertainty === 0 ? spread : spread + slope);
  },
  [EVENT_BASELINE]: ([channel, baseline, uncertainty, , nozzle]) => {
    const { divisor, unit } = channelWords(channel!);
    return inChannel(channel!, nozzle, `${baseline! / divisor} ± ${uncertainty! / divisor} ${unit}`);
  },
  [EVENT_COMMAND]: ([command, result]) => {
    const words = commandText(command!);
    const outcome = result === 0 ? { zh: '已执行', en: 'done' } : refusalText(result!);
    return { zh: `${words.zh}：${outcome.zh}`, en: `${words.en}: ${outcome.en}` };
  },
  [EVENT_REFUSALS]: ([reason, count]) => {
    const words = refusalText(reason!);
    return { zh: `${count} 次：${words.zh}`, en: `${count} times: ${words.en}` };
  },
  [EVENT_TIME_ANCHOR]: ([seconds, uncertainty]) => {
    const text = `${new Date(seconds! * 1000).toISOString()} ± ${uncertainty} ms`;
    return { zh: text, en: text };
  },
  [EVENT_SEAL]: ([from, to]) => between(sealStateText(from!), sealStateText(to!)),
  [EVENT_PARAMETER]: ([parameter, from, to, role]) => {
    const words = roleText(role!);
    return {
      zh: `参数 ${parameter}：${from} → ${to}（${words.zh}）`,
      en: `parameter ${parameter}: ${from} → ${to} (${words.en})`,
    };
  },
  [EVENT_CHECK]: ([point, error, uncertainty]) => ({
    zh: `在 ${point} 处误差 ${error} ± ${uncertainty}（u）`,
    en: `error ${error} ± ${uncertainty} (u) at ${point}`,
  }),
  [EVENT_LOCK]: ([reason]) => lockReasonText(reason!),
  [EVENT_FUELING]: ([nozzle, bit, size, count]) => {
    const words = flagName(bit!);
    return {
      zh: `油枪 ${nozzle}：${words.zh} ${size}，第 ${count} 次`,
      en: `nozzle ${nozzle}: ${words.en} ${size}, count ${count}`,
    };
  },
  [EVENT_TOTAL]: ([nozzle, millilitres, fuelings]) => ({
    zh: `油枪 ${nozzle}：累计 ${millilitres! / 1000} L，加油 ${fuelings} 次`,
    en: `nozzle ${nozzle}: ${millilitres! / 1000} L in ${fuelings} fuelings`,
  }),
  [EVENT_KEY]: ([role, from, to]) => {
    const words = roleText(role!);
    return { zh: `${words.zh}：代次 ${from} → ${to}`, en: `${words.en}: epoch ${from} → ${to}` };
  },
  [EVENT_UPDATE]: ([step, counter], [from, to]) => {
    const words = updateStepText(step!);
    return {
      zh: `${words.zh}，软件计数 ${counter}（${from ?? ''} → ${to ?? ''}）`,
      en: `${words.en}, software counter ${counter} (${from ?? ''} → ${to ?? ''})`,
    };
  },
  [EVENT_ELEMENT]: ([what], [serial]) => {
    const words = elements[what! - 1] ?? { zh: `第 ${what} 种`, en: `kind ${what}` };
    return { zh: `${words.zh} ${serial ?? ''}`, en: `${words.en} ${serial ?? ''}` };
  },
  [EVENT_LIFE]: ([from, to]) => between(lifeStageText(from!), lifeStageText(to!)),
  [EVENT_WARM_UP]: ([shift, duration]) => ({
    zh: `零点移动 ${shift! / 1000} e，历时 ${duration} s`,
    en: `zero moved by ${shift! / 1000} e in ${duration} s`,
  }),
  [EVENT_ASYMMETRY]: ([nozzle, short, over]) => ({
    zh: `油枪 ${nozzle}：少发 ${short} 次，多发 ${over} 次`,
    en: `nozzle ${nozzle}: ${short} fuelings short, ${over} over`,
  }),
  [EVENT_OVERLOAD]: ([indication, count, unsafe]) => ({
    zh: `${indication} e，第 ${count} 次${unsafe === 1 ? '，超出传感器安全载荷' : ''}`,
    en: `${indication} e, count ${count}${unsafe === 1 ? ', beyond the safe load of the cell' : ''}`,
  }),
  [EVENT_SUPPLY]: ([lowest, dips]) => ({
    zh: `最低 ${lowest} mV，跌落 ${dips} 次`,
    en: `lowest ${lowest} mV, ${dips} dips`,
  }),
};

const elements: readonly Bilingual[] = [
  { zh: '缺失', en: 'missing' },
  { zh: '被换', en: 'exchanged' },
  { zh: '故障', en: 'fault' },
  { zh: '恢复', en: 'back' },
];

/** Least number of items for the details of a kind; fewer come from an instrument that writes it otherwise. */
const fewest: Readonly<Record<number, number>> = {
  [EVENT_SELF_STATE]: 3,
  [EVENT_DRIFT]: 5,
  [EVENT_BASELINE]: 3,
  [EVENT_COMMAND]: 2,
  [EVENT_REFUSALS]: 2,
  [EVENT_TIME_ANCHOR]: 2,
  [EVENT_SEAL]: 2,
  [EVENT_PARAMETER]: 4,
  [EVENT_CHECK]: 3,
  [EVENT_FUELING]: 4,
  [EVENT_TOTAL]: 3,
  [EVENT_KEY]: 3,
  [EVENT_UPDATE]: 2,
  [EVENT_LIFE]: 2,
  [EVENT_WARM_UP]: 2,
  [EVENT_SUPPLY]: 2,
  [EVENT_ASYMMETRY]: 3,
  [EVENT_OVERLOAD]: 3,
};

/** One entry of the event log in words: its name, and what it says where this version knows it; otherwise its items as they are. */
export function describeEvent(event: LogEvent): Bilingual {
  const name = eventName(event.kind);
  const numbers = event.items.map((item) => (typeof item === 'number' ? item : 0));
  const bytes = event.items.filter((item) => typeof item !== 'number').map(toHex);
  const describe = details[event.kind];
  const plain = event.items.map((item) => (typeof item === 'number' ? String(item) : toHex(item))).join(', ');
  const known = describe !== undefined && numbers.length >= (fewest[event.kind] ?? 1);
  const text = known ? describe(numbers, bytes) : { zh: plain, en: plain };
  return text.zh === '' ? name : { zh: `${name.zh}：${text.zh}`, en: `${name.en}: ${text.en}` };
}

/** Name of the flag that an event names; its number comes from the instrument. */
function flagName(bit: number): Bilingual {
  return bit >= 0 && bit < 32 ? flagWords(bit).name : { zh: `标志 ${bit}`, en: `flag ${bit}` };
}

function stateText(state: number): Bilingual {
  const word = selfStates[state];
  return word === undefined ? { zh: String(state), en: String(state) } : selfStateText[word];
}

function between(from: Bilingual, to: Bilingual, more: Bilingual = { zh: '', en: '' }): Bilingual {
  return { zh: `${from.zh} → ${to.zh}${more.zh}`, en: `${from.en} → ${to.en}${more.en}` };
}

function inChannel(channel: number, nozzle: number | undefined, text: string): Bilingual {
  const { name } = channelWords(channel);
  if (nozzle === undefined) return { zh: `${name.zh} ${text}`, en: `${name.en} ${text}` };
  return { zh: `油枪 ${nozzle}：${name.zh} ${text}`, en: `nozzle ${nozzle}: ${name.en} ${text}` };
}

/** Names of the flags that are set, in brackets; empty: none. */
function flagList(word: number): Bilingual {
  const list: Bilingual[] = [];
  for (let bit = 0; bit < 32; bit++) {
    if ((word >>> bit) % 2 === 1) list.push(flagWords(bit).name);
  }
  if (list.length === 0) return { zh: '', en: '' };
  return { zh: `（${list.map(({ zh }) => zh).join('、')}）`, en: ` (${list.map(({ en }) => en).join(', ')})` };
}
