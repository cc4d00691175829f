import {
  COMMAND_ACTIVATE,
  COMMAND_REFERENCE_CHECK,
  COMMAND_REINITIALISE,
  COMMAND_REPLACE_KEY,
  COMMAND_RESTART,
  COMMAND_RETIRE,
  COMMAND_SEAL,
  COMMAND_SELF_TEST,
  COMMAND_SET_PARAMETER,
  COMMAND_TIME_ANCHOR,
  COMMAND_UNLOCK,
  COMMAND_UNSEAL,
  COMMAND_UPDATE,
} from '@hengzhun/protocol';
import type { Bilingual } from '../evaluation/levels.js';

/** What an instrument can be told to do. */
const commands: Readonly<Record<number, Bilingual>> = {
  [COMMAND_TIME_ANCHOR]: { zh: '授时', en: 'time anchor' },
  [COMMAND_SEAL]: { zh: '封印', en: 'seal' },
  [COMMAND_UNSEAL]: { zh: '启封', en: 'unseal' },
  [COMMAND_REFERENCE_CHECK]: { zh: '标准器比对', en: 'reference check' },
  [COMMAND_SET_PARAMETER]: { zh: '设置参数', en: 'set parameter' },
  [COMMAND_SELF_TEST]: { zh: '自检', en: 'self-test' },
  [COMMAND_REPLACE_KEY]: { zh: '更换命令密钥', en: 'replace key' },
  [COMMAND_UNLOCK]: { zh: '授权解锁', en: 'unlock' },
  [COMMAND_REINITIALISE]: { zh: '重新配对', en: 're-initialise' },
  [COMMAND_UPDATE]: { zh: '授权软件更新', en: 'authorise update' },
  [COMMAND_ACTIVATE]: { zh: '启用新软件', en: 'activate update' },
  [COMMAND_RETIRE]: { zh: '退役', en: 'retire' },
  [COMMAND_RESTART]: { zh: '重启', en: 'restart' },
};

/** What a COMMAND_* does. */
export function commandText(command: number): Bilingual {
  return commands[command] ?? { zh: `命令 ${command}`, en: `command ${command}` };
}
