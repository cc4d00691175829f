/** Looking around over Bluetooth. [English, Chinese]. */
export const scanEntries = {
  'help.command.scan': [
    'show the instruments in range over Bluetooth, live, without connecting to any',
    '实时显示蓝牙范围内的器具，不与任何器具连接',
  ],
  'help.scan.for': ['look around for so long', '扫描多长时间'],
  'monitor.listening-radio': ['Listening on {port}; Ctrl-C ends.', '正在监听 {port}；按 Ctrl-C 结束。'],

  'scan.title': ['In range: {count}', '范围内：{count} 台'],
  'scan.hint': [
    'Beacons are unsigned hints: nothing here is proved. Challenge an instrument with: hengzhun inspect ble:ADDRESS',
    '信标未经签名，仅为线索，不能证明任何事。质询某台器具：hengzhun inspect ble:ADDRESS',
  ],
  'scan.nobody': ['no instrument in range', '范围内没有器具'],
  'scan.busy': ['connected to somebody', '正被他人连接'],
  'scan.locked': ['locked', '已锁机'],
  'scan.crowded': [
    '{count} more addresses were not taken: somebody floods the air, or there are too many',
    '另有 {count} 个地址未列入：有人在泛发信号，或数量过多',
  ],
  'scan.kind.1': ['scale', '秤'],
  'scan.kind.2': ['dispenser', '加油机'],
  'scan.head.signal': ['signal', '信号'],
  'scan.head.address': ['address', '地址'],
  'scan.head.kind': ['kind', '种类'],
  'scan.head.says': ['says of itself', '自称'],
  'scan.head.seal': ['seal', '封印'],
  'scan.head.sequence': ['frame', '帧'],
  'scan.head.register': ['register', '登记'],
  'scan.head.remarks': ['remarks', '备注'],
} as const;
