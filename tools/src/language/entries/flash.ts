/** Flashing: messages, help and errors. [English, Chinese]. */
export const flashEntries = {
  'help.command.flash': [
    'write the firmware into a board over its serial console, offline, and verify it',
    '通过串口控制台把固件离线写入电路板并校验',
  ],
  'help.flash.port': ['serial port of the board', '电路板的串口'],
  'help.flash.instrument': ['what the board becomes', '电路板用作何种器具'],
  'help.flash.board': [
    'profile of the board (default: the one that fits what answers)',
    '电路板的配置名（默认：与应答者相符的一种）',
  ],
  'help.flash.signer': ['what signs (default: what the board prefers)', '由何者签名（默认：该电路板的首选）'],
  'help.flash.image': ['write this pretokenised image instead of building one', '写入此预编译映像，而不重新构建'],
  'help.flash.config': [
    'write this hz.cfg as well: the board comes up as that instrument',
    '一并写入此 hz.cfg：电路板启动后即为该器具',
  ],
  'help.flash.ram': ['run the program from RAM, for trying; flash stays as it is', '在内存中试运行程序，不改动闪存'],
  'help.flash.erase': [
    'erase the state and the event log of an instrument that has lived on this board',
    '擦除此电路板上已使用过的器具的状态和事件日志',
  ],
  'help.flash.dry-run': ['build, look and tell; write nothing', '只构建、查看并报告，不写入任何内容'],
  'help.flash.verbose': ['show what goes over the line', '显示线路上的往来内容'],

  'flash.board': [
    '{port}: {board}, Espruino {version}; profile {profile} ({title})',
    '{port}：{board}，Espruino {version}；配置 {profile}（{title}）',
  ],
  'flash.software': [
    '{instrument} for {profile}, signer {signer}: {bytes} bytes, SHA-256 {sha256}',
    '{instrument}，适用于 {profile}，签名者 {signer}：{bytes} 字节，SHA-256 {sha256}',
  ],
  'flash.plan': [
    '{bytes} of {available} bytes of Storage are taken, {left} stay free.',
    '占用存储区 {available} 字节中的 {bytes} 字节，剩余 {left} 字节。',
  ],
  'flash.step.erase': ['erasing', '擦除'],
  'flash.step.state': ['making {file}', '创建 {file}'],
  'flash.step.write': ['writing {file}', '写入 {file}'],
  'flash.step.verify': ['verifying {file}', '校验 {file}'],
  'flash.step.ram': ['pasting into RAM', '写入内存'],
  'flash.head.file': ['file', '文件'],
  'flash.head.purpose': ['what', '用途'],
  'flash.head.bytes': ['bytes', '字节'],
  'flash.head.digest': ['SHA-256, read back', 'SHA-256（回读）'],
  'flash.prepared.state': ['room for state and event log', '状态和事件日志空间'],
  'flash.prepared.software': ['room for two images', '两份映像的空间'],
  'flash.purpose.start': ['start of the software', '软件启动脚本'],
  'flash.not-updatable': [
    'Two images have no room on this board: its software cannot be updated in the field.',
    '此电路板容不下两份映像：软件不能现场更新。',
  ],
  'flash.purpose.lock-down': ['lock-down of the console', '锁定控制台'],
  'flash.purpose.software': ['software', '软件'],
  'flash.purpose.configuration': ['configuration', '配置'],
  'flash.done': ['Written and verified in {seconds} s.', '已写入并校验，用时 {seconds} 秒。'],
  'flash.blank': [
    'The board has no identity yet and its console stays open. Make it an instrument with: hengzhun provision {port} …',
    '电路板尚无身份，控制台保持开放。可用以下命令使其成为器具：hengzhun provision {port} …',
  ],
  'flash.ram-done': [
    'The program runs from RAM ({seconds} s); it is gone with the power.',
    '程序已在内存中运行（{seconds} 秒）；断电即失。',
  ],
  'flash.dry-run': ['Nothing was written (--dry-run).', '未写入任何内容（--dry-run）。'],
  'flash.would-erase': [
    'An instrument has lived on this board: without --erase nothing would be written.',
    '此电路板上曾有器具使用：没有 --erase 时不会写入。',
  ],

  'tool-port-lost': [
    'The port {port} was lost in the middle. Plug the board in again and run the command again: it begins anew.',
    '{port} 在途中断开。请重新连接电路板并再次运行命令：会从头开始。',
  ],
  'tool-console-locked': [
    'The console on {port} is locked: an instrument lives there. Update it with: hengzhun update {port}. Its maker can erase the whole board with the programmer.',
    '{port} 的控制台已锁定：那里是一台器具。可用以下命令更新：hengzhun update {port}。制造单位可用编程器擦除整块电路板。',
  ],
  'tool-console-silent': [
    'No Espruino prompt on {port}. Check power and wiring, and the baud rate (--baud; the serial console of a new board often has 9600).',
    '{port} 上没有 Espruino 提示符。请检查电源和接线，以及波特率（--baud；新电路板的串口控制台常为 9600）。',
  ],
  'tool-interpreter-silent': [
    'The interpreter on {port} stopped answering. Switch the board off and on and run the command again.',
    '{port} 上的解释器停止应答。请将电路板断电重启后再次运行命令。',
  ],
  'tool-interpreter-refused': [
    'The interpreter on {port} refused: {reason}. Switch the board off and on and run the command again.',
    '{port} 上的解释器拒绝执行：{reason}。请将电路板断电重启后再次运行命令。',
  ],
  'tool-interpreter-old': [
    '{board} runs Espruino {version}; {least} or newer is needed. Update the interpreter first.',
    '{board} 运行的是 Espruino {version}，需要 {least} 或更新版本。请先更新解释器。',
  ],
  'tool-flash-wrong-board': [
    'The board says it is {found}; {wanted} is {builds}. Give --board {right}, or connect the right board.',
    '电路板自称 {found}；{wanted} 应为 {builds}。请使用 --board {right}，或连接正确的电路板。',
  ],
  'tool-flash-unknown-board': [
    'No profile fits a board {found} (known reason: {reason}). There are: {boards}.',
    '没有与电路板 {found} 相符的配置（已知原因：{reason}）。现有：{boards}。',
  ],
  'tool-flash-space': [
    '{board} has {available} bytes of Storage; {needed} are needed. Choose another board, or a bundle with fewer parts.',
    '{board} 的存储区有 {available} 字节，需要 {needed} 字节。请换用电路板，或精简固件。',
  ],
  'tool-flash-has-state': [
    'An instrument has lived on the board at {port}: its event log is evidence. Read it out first; --erase then writes over it and makes a new instrument.',
    '{port} 的电路板上曾有器具使用：其事件日志是证据。请先读出；之后可用 --erase 覆盖并成为新器具。',
  ],
  'tool-flash-mismatch': [
    '{file} reads back as {found} instead of {wanted}. Nothing was started. Run the command again; if it stays so, the flash of the board is bad.',
    '{file} 回读为 {found}，应为 {wanted}。未启动任何程序。请再次运行命令；若仍如此，则电路板闪存已损坏。',
  ],
  'tool-flash-interrupted': [
    'Interrupted: the board at {port} has no identity and its console is open. Run the command again: it begins anew.',
    '已中断：{port} 的电路板没有身份，控制台开放。请再次运行命令：会从头开始。',
  ],
  'tool-ram-refused': [
    'The interpreter on {port} did not take the program into RAM: {reason}. Switch it off and on; it may be too large for its memory.',
    '{port} 上的解释器未能在内存中接收程序：{reason}。请断电重启；程序可能超出其内存。',
  ],
} as const;
