/** Secure elements on the production line: messages, help and errors. [English, Chinese]. */
export const elementEntries = {
  'help.command.element': [
    'look at the secure element (ATECC608) on a board or an I2C rig, or make a blank one ready for an instrument',
    '查看电路板或 I2C 工装上的安全芯片（ATECC608），或将空白芯片配置为器具可用',
  ],
  'help.element.port': ['serial port of the board', '电路板的串口'],
  'help.element.make': [
    'configure a blank element, let it make its key, and lock it: this cannot be undone',
    '配置空白芯片、令其生成密钥并锁定：不可撤销',
  ],
  'help.element.wiring': [
    "JSON list with the entry of the element (default: what the board's profile proposes)",
    '含安全芯片条目的 JSON 接线列表（默认取电路板配置的建议）',
  ],
  'help.provision.element': [
    'blank secure element: make it ready and lock it (cannot be undone), or ready: refuse one that is not',
    '空白安全芯片：make 为配置并锁定（不可撤销），ready 为只接受已就绪的芯片',
  ],

  'provision.step.element': ['secure element', '安全芯片'],
  'provision.element.made': [
    'Secure element {serial} configured and locked; its key is {kid}.',
    '安全芯片 {serial} 已配置并锁定；密钥标识 {kid}。',
  ],
  'provision.element.ready': [
    'Secure element {serial} was ready before; its key is {kid}.',
    '安全芯片 {serial} 此前已就绪；密钥标识 {kid}。',
  ],
  'element.state.blank': [
    'Secure element {serial}: blank. Make it ready with --make, or let provision do it.',
    '安全芯片 {serial}：空白。可用 --make 配置，或由 provision 完成。',
  ],
  'element.state.begun': [
    'Secure element {serial}: begun and interrupted. Run with --make to end it.',
    '安全芯片 {serial}：配置中断。请加 --make 完成配置。',
  ],
  'element.state.ready': [
    'Secure element {serial}: ready; its key is {kid}.',
    '安全芯片 {serial}：已就绪；密钥标识 {kid}。',
  ],
  'element.state.foreign': [
    'Secure element {serial}: locked with another configuration. It can never be used; fit a blank one.',
    '安全芯片 {serial}：已按其他配置锁定，无法使用；请更换空白芯片。',
  ],

  'tool-element-unwired': [
    'A secure element is to sign, but nothing says where it is: name it in the wiring, for example {"driver":"element","sda":"D14","scl":"D15"}, or give --signer software.',
    '要求由安全芯片签名，但没有其接线信息：请在接线文件中写明，例如 {"driver":"element","sda":"D14","scl":"D15"}，或用 --signer software。',
  ],
  'tool-element-software': [
    'The wiring names a secure element, which then signs; --signer software contradicts that. Leave one of them out.',
    '接线中写有安全芯片，即由其签名，与 --signer software 矛盾。请去掉其中之一。',
  ],
  'tool-element-blank': [
    'The secure element is not ready, and --element ready was asked for. Nothing was changed. Make it ready with: hengzhun element PORT --make, or leave the option out.',
    '安全芯片未就绪，而命令要求 --element ready。未作任何改动。可先运行 hengzhun element PORT --make，或去掉该选项。',
  ],
  'tool-element-enrolled': [
    'The key {kid} of the secure element {serial} is that of the instrument {instrument} already. Two instruments must not share a key: fit another element.',
    '安全芯片 {serial} 的密钥 {kid} 已属于器具 {instrument}。两台器具不得共用密钥：请更换芯片。',
  ],
  'tool-element-swapped': [
    'The instrument signs with the key {found}, but its secure element had the key {wanted} a moment ago: the element was exchanged, or another instrument is on the port. Nothing was certified or enrolled.',
    '器具用密钥 {found} 签名，而刚才其安全芯片的密钥为 {wanted}：芯片被更换，或串口上是另一台器具。未签发证书，也未登记。',
  ],
  'tool-element-unborn': [
    'The instrument was written and started, but signs nothing: its secure element {serial} is missing, exchanged, or fails. Nothing was enrolled. Look at the element, erase the board with the programmer, and begin anew.',
    '器具已写入并启动，但不签名：其安全芯片 {serial} 缺失、被更换或有故障。未登记。请检查芯片，用编程器擦除电路板后重新开始。',
  ],
  'tool-pin-twice': [
    'Two parts are on the pin {pin}. Name the pins of each with --wiring FILE.',
    '引脚 {pin} 上接了两个部件。请用 --wiring 文件写明各自的引脚。',
  ],
  'tool-driver-missing': [
    'Part {number} of the wiring needs the feature "{feature}", which the software for {board} does not have: nothing would be measured there. Choose another part (the README of the firmware lists them), or another board.',
    '接线中的第 {number} 个部件需要功能“{feature}”，而 {board} 的软件不含该功能，将无法测量。请更换部件（见固件说明）或电路板。',
  ],
} as const;
