import type { ElementErrorCode } from '@hengzhun/firmware';
import type { BundleErrorCode } from '@hengzhun/firmware/boards';
import type { PROTOCOL_ERRORS } from '@hengzhun/protocol';
import { badUrlSentence, sdkSentences, serverSentences } from './foreign-sdk.js';

// Chinese sentences for the codes of the other packages, whose own messages are English. A code without its sentence is
// shown in English rather than not at all; a test holds this file to every code of the wire contract.

const protocol: Readonly<Partial<Record<keyof typeof PROTOCOL_ERRORS, string>>> = {
  'cbor-truncated': '数据在数据项中间中断：请重新索取该消息。',
  'cbor-trailing': '数据项之后还有多余字节：消息拼接有误。',
  'cbor-not-shortest': '整数或长度不是最短形式（RFC 8949 §4.2.1）。',
  'cbor-indefinite': '不定长度不是确定性编码（RFC 8949 §4.2.1）。',
  'cbor-reserved': '附加信息 28..30 为保留值（RFC 8949 §3）。',
  'cbor-unsorted-key': '映射的键未按字节升序排列（RFC 8949 §4.2.1）。',
  'cbor-duplicate-key': '映射中有重复的键（RFC 8949 §5.6）。',
  'cbor-too-deep': '数组、映射和标签嵌套超过 16 层。',
  'cbor-utf8': '文本不是合法的 Unicode（RFC 3629）。',
  'cbor-simple-reserved': '小于 32 的简单值必须用一个字节书写（RFC 8949 §3.3）。',
  'cbor-float-not-shortest': '浮点数有更短的等值形式（RFC 8949 §4.2.1）。',
  'cbor-float-nan': '非数只能写作 f97e00（RFC 8949 §4.2.2）。',
  'cbor-integer-range': '整数超出 2^53 - 1，协议不使用。',
  'cbor-unexpected-type': '此处的数据项类型与协议不符。',
  'cbor-length': '字符串长度超出协议在此处允许的范围。',
  'cbor-unencodable': '该值无法用 CBOR 表示：请先转换。',
  'frame-tag': '不是帧：应为标签 18 的 COSE_Sign1（RFC 9052 §4.2）。',
  'frame-form': '不是由受保护头、非受保护头、载荷和签名组成的数组。',
  'frame-too-long': '帧长超过协议允许的长度。',
  'frame-algorithm': '受保护头指定了 ES256 以外的算法；第 1 版只用 ES256。',
  'frame-key-identifier': '受保护头没有 8 字节的密钥标识。',
  'frame-critical': '受保护头标有第 1 版不认识的关键项（RFC 9052 §3.1）。',
  'frame-protected-extra': '受保护头含有第 1 版不认识的项。',
  'frame-unprotected': '非受保护头必须为空：途中任何人都可更改它。',
  'frame-unknown-claim': '含有协议对此类帧未定义的声明或键。',
  'frame-missing-claim': '缺少协议要求的声明或键。',
  'frame-kind': '计量声明开头不是第 1 版认识的帧种类。',
  'frame-value-range': '某个值超出协议规定的范围。',
  'frame-channels': '通道数据不是按标识升序的完整 6 字节记录，或在油枪状态之外多于六个。',
  'frame-nozzle': '油枪状态所指的油枪超出一台仪器可有的四支。',
  'frame-identity-digest': '身份摘要与所附身份声明的 SHA-256 不符。',
  'signature-length': '签名应为 64 字节：r 和 s。',
  'signature-range': '签名的 r 或 s 为零，或不小于群的阶。',
  'signature-high-s': '签名的 s 取了较大的一个：有人重新编码过（只接受低 S）。',
  'signature-invalid': '签名与这些字节和此密钥不符。',
  'key-mismatch': '所用密钥不是所要求的密钥。',
  'frame-wrong-key': '该帧所用密钥不是此器具登记的密钥。',
  'chain-search-limit': '此批中坏签名过多：该帧未作判断，请单独核验。',
  'log-form': '事件日志中有一条不符合协议格式。',
  'log-length': '日志条目少于签名所示的条数：请补读缺少的条目。',
  'log-head': '日志条目的哈希与签名的日志头不符：有条目被改动、删除或添加。',
  'message-unknown': '该消息不是协议中的帧、命令、请求或应答。',
  'reply-form': '应答的内容与其种类不符。',
  'request-form': '请求的内容与其种类不符。',
  'request-unknown': '协议中没有此请求编号。',
  'command-form': '命令应为标签 17 的 COSE_Mac0 或标签 18 的 COSE_Sign1：受保护头、空映射、正文以及标签或签名。',
  'command-header': '命令头只应包含 HMAC 256/256 和 4 字节密钥标识，或 ES256 和 8 字节密钥标识。',
  'command-body': '命令正文只应包含种类、随机数和参数。',
  'command-key': '命令密钥为 32 字节；派生所用主密钥至少 32 字节。',
  'slip-oversized': '字节数超过一个 SLIP 数据包的上限。',
  'key-form': '不是可识别形式的 P-256 公钥。',
  'key-range': '公钥坐标不小于域的素数（SP 800-56A §5.6.2.3.3）。',
  'key-not-on-curve': '公钥不是 P-256 曲线上的点（SP 800-56A §5.6.2.3.3）。',
  'cose-form': '不是预期种类的 COSE 消息。',
  'cose-algorithm': 'COSE 算法与预期不符。',
  'cose-critical': 'COSE 头标有本程序不认识的关键项（RFC 9052 §3.1）。',
  'mac-invalid': '认证标签与这些字节和此密钥不符。',
  'certificate-form': '证书缺少器具证书所需的声明。',
  'certificate-expired': '证书在此时已过期。',
  'certificate-not-yet-valid': '证书在此时尚未生效。',
  'beacon-form': '不是以 "HZ" 开头的 24 字节信标。',
  'beacon-version': '信标版本不是 1：本程序太旧，无法读取。',
  'beacon-value': '信标中有一个值超出协议规定的范围。',
  'radio-flow': '流量控制消息只能是 1 至 244 字节的开始或一个确认：两个字节，别无其他。',
  'radio-chunk': '通知的数据块由其序号和 1 至 244 字节的数据流组成。',
};

const rig: Readonly<Record<string, string>> = {
  'interpreter-missing': '找不到 Espruino 解释器。请更正 ESPRUINO_BIN，或取消设置以使用仿真主机。',
  'interpreter-failed': 'Espruino 解释器无法运行。',
  'socat-missing': '缺少 socat。请安装（apt-get install socat）。',
  'socat-failed': 'socat 无法建立伪终端。',
  'pipe-failed': '无法建立命名管道。',
  'recording-unreadable': '无法读取记录文件。请检查路径和权限。',
  'recording-header': '记录文件首行没有可识别的列名。',
  'recording-line': '记录文件中有一行无法读取。',
  'recording-order': '记录文件中的时间没有递增。',
  'recording-empty': '记录文件中没有读数。',
};

const element: Readonly<Record<ElementErrorCode, string>> = {
  'element-absent': '安全芯片没有应答：请检查其接线和供电后重试。',
  'element-kind': '应答的芯片不是 ATECC608：请换用 ATECC608。',
  'element-foreign': '安全芯片已按其他配置锁定，无法使用：请更换空白芯片。',
  'element-failed': '安全芯片未能完成操作：请检查接线和供电后重试；会从中断处继续。',
};

const bundle: Readonly<Record<BundleErrorCode, string>> = {
  'bundle-unknown-instrument': '没有这种器具。请用 scale 或 dispenser。',
  'bundle-unknown-board': '没有此名称的电路板配置。不带选项运行 hengzhun build 可列出现有名称。',
  'bundle-unknown-signer': '没有这种签名者。请用 software 或 element。',
  'bundle-profile': '电路板配置文件有误。请更正 firmware/boards 中的该文件。',
  'bundle-language': '固件代码超出解释器的语言范围。请报告此问题。',
  'bundle-sink': '固件代码的函数次序有误。请报告此问题。',
  'bundle-image': '固件中按需装入的函数过长。请报告此问题。',
  'bundle-over-budget': '固件映像或变量数超出该电路板的预算，不能用于产品。请关闭配置中的某项功能，或精简固件。',
  'bundle-minify': '固件代码无法压缩。请报告此问题。',
};

/** The Chinese sentence of a code of the SDK, the wire contract or a rig; undefined when there is none. */
export function chineseOfCode(
  code: string,
  detail: Readonly<Record<string, string | number>> = {},
): string | undefined {
  if (code === 'store-path-missing' && detail.path === undefined) return badUrlSentence;
  const places = String(detail.path ?? '').startsWith('postgresql:') ? serverSentences : {};
  const all: Readonly<Record<string, string | undefined>> = {
    ...protocol,
    ...sdkSentences,
    ...rig,
    ...element,
    ...bundle,
    ...places,
  };
  return all[code]?.replace(/\{(\w+)\}/g, (_whole, name: string) => String(detail[name] ?? ''));
}

/** An error of another package in a language: its own sentence is English, and stays where there is no Chinese one. */
export function sentenceOf(
  language: 'zh' | 'en',
  code: string,
  message: string,
  detail: Readonly<Record<string, string | number>> = {},
): string {
  return (language === 'zh' ? chineseOfCode(code, { ...detail, message }) : undefined) ?? message;
}
