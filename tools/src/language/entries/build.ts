/** Building bundles: messages, help and errors. [English, Chinese]. */
export const buildEntries = {
  'help.command.build': [
    'build the firmware for boards, and hold it against their budgets',
    '为电路板构建固件，并与其预算比较',
  ],
  'help.build.all': ['every allowed combination of instrument, board and signer', '所有允许的器具、电路板与签名者组合'],
  'help.build.instrument': ['only for this kind of instrument', '只构建此种器具'],
  'help.build.board': ['only for the board with this profile', '只构建此配置的电路板'],
  'help.build.signer': ['only with this signer', '只构建此种签名者'],
  'help.build.out': [
    'folder for scripts, images (.bin) and facts (.json) (default: firmware/dist/bundles)',
    '存放脚本、映像（.bin）和说明（.json）的目录（默认：firmware/dist/bundles）',
  ],
  'build.both': ['both', '两者'],
  'build.head.instrument': ['instrument', '器具'],
  'build.head.board': ['board', '电路板'],
  'build.head.signer': ['signer', '签名者'],
  'build.head.image': ['image, bytes / budget', '映像字节数 / 预算'],
  'build.head.variables': ['variables measured / budget', '实测变量数 / 预算'],
  'build.head.result': ['fits', '可用'],
  'build.done': ['{built} built into {folder}.', '已构建 {built} 个，存于 {folder}。'],
  'build.some': [
    '{built} built into {folder}; {failed} failed and were not written.',
    '已构建 {built} 个，存于 {folder}；{failed} 个失败，未写出。',
  ],
  'tool-build-what': [
    'Say what to build: --all, or --instrument, --board, --signer. Boards: {boards}.',
    '请说明构建什么：--all，或 --instrument、--board、--signer。电路板：{boards}。',
  ],
  'tool-build-none': [
    'No profile allows this combination. Allowed: {allowed}.',
    '没有允许此组合的电路板配置。允许的组合：{allowed}。',
  ],
} as const;
