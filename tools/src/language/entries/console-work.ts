/** Check sheets, cases, lots, regions and verification in the console: errors and words. [English, Chinese]. */
export const consoleWorkEntries = {
  'tool-console-no-procedure': [
    'There is no check sheet for this kind of instrument ({ueid}). The register has to say whether it is a scale or a dispenser.',
    '此类器具（{ueid}）没有检查表。请先在登记资料中注明是秤还是加油机。',
  ],
  'tool-console-sheet-unfinished': [
    'The check sheet lacks {count} values, the first of them {path}. Fill them in; nothing was kept.',
    '检查表还缺 {count} 项，第一项为 {path}。请补全；未保存任何内容。',
  ],
  'tool-console-attachment-unknown': [
    'There is no attachment {sha256}. Upload it first.',
    '附件 {sha256} 不存在。请先上传。',
  ],
  'tool-console-attachment-differs': [
    'The file that arrived has the SHA-256 {hash} and not {sha256}: it was changed on the way. Upload it again.',
    '收到的文件 SHA-256 为 {hash}，与 {sha256} 不符：传输中有改动。请重新上传。',
  ],
  'tool-console-case-refused': [
    'The case does not take this step. The reasons are listed.',
    '案件不能执行本步骤，原因见列表。',
  ],
} as const satisfies Record<string, readonly [english: string, chinese: string]>;
