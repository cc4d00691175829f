// Golden vectors of everything beside frames: event log, requests, replies, commands, SLIP packets, certificate.
import { signDeterministically } from './rfc6979.mjs';
import { events, INSTRUMENT_SCALAR, MAKER_SCALAR, MASTER_KEY, STATEMENT, UEID } from './samples.mjs';

const hex = (bytes) => Buffer.from(bytes).toString('hex');
const latin1 = (text) => Buffer.from(text, 'latin1');
/** Coordinates of no point in particular. */
const X = '\xc0'.repeat(32);
const Y = '\xdb'.repeat(32);

export function makeMessages(p) {
  return {
    'events.golden.json': {
      about: 'An event log: entries and the head of the log behind each',
      entries: makeEvents(p),
    },
    'requests.golden.json': { about: 'Requests that must be accepted and refused', ...makeRequests(p) },
    'replies.golden.json': { about: 'Replies of an instrument', replies: makeReplies(p) },
    'commands.golden.json': { about: 'Commands under a derived key; all keys are TEST KEYS', ...makeCommands(p) },
    'slip.golden.json': { about: 'Messages in SLIP packets, and a stream with line noise', ...makeSlip(p) },
    'certificate.golden.json': { about: "A maker's certificate; all keys are TEST KEYS", ...makeCertificate(p) },
  };
}

function makeEvents(p) {
  let head = new Uint8Array(32);
  return events(p).map(([kind, bootcount, uptime, items]) => {
    const entry = latin1(p.writeEvent(kind, bootcount, uptime, items));
    head = p.eventLogHead(head, entry);
    const plainItems = items.map((item) => (typeof item === 'number' ? item : hex(latin1(item))));
    return { entry: hex(entry), head: hex(head), event: { kind, bootcount, uptime, items: plainItems } };
  });
}

function makeRequests(p) {
  const nonce = latin1('challenge');
  const accepted = [
    ['identify', { type: 'identify' }],
    ['identify with nonce', { type: 'identify', nonce }],
    ['status', { type: 'status', nonce: latin1('challenger12') }],
    ['log', { type: 'log', first: 0, count: 1 }],
    ['log at its limits, with nonce', { type: 'log', first: 65535, count: 1024, nonce: latin1('12345678') }],
    ['command nonce', { type: 'command-nonce' }],
    ['status of a nozzle', { type: 'status', nonce, nozzle: 3 }],
    ['key', { type: 'key' }],
    ['update', { type: 'update', offset: 0, piece: latin1('\0') }],
    ['update at its limits', { type: 'update', offset: 0xffffffff, piece: latin1('\xc0'.repeat(128)) }],
  ].map(([name, request]) => ({ name, bytes: hex(p.encodeRequest(request)), request: plainRequest(request) }));
  const refused = [
    ['empty array', '80', 'request-form'],
    ['integer', '01', 'request-form'],
    ['nothing', '', 'cbor-truncated'],
    ['unknown request', '8107', 'request-unknown'],
    ['request zero', '8100', 'request-unknown'],
    ['negative request', '8120', 'request-unknown'],
    ['status without nonce', '8102', 'request-form'],
    ['nonce of 7 bytes', '82024730313233343536', 'cbor-length'],
    ['nonce of 13 bytes', '82024d30313233343536373839616263', 'cbor-length'],
    ['nonce as text', '8202683031323334353637', 'cbor-unexpected-type'],
    ['log without count', '820300', 'request-form'],
    ['log of no entries', '83030000', 'request-form'],
    ['log of 1025 entries', '830300190401', 'request-form'],
    ['log from entry 65536', '83031a0001000001', 'request-form'],
    ['log from a negative entry', '83032001', 'request-form'],
    ['identify with two nonces', '8301483031323334353637483031323334353637', 'request-form'],
    ['nozzle 4', '830248303132333435363704', 'request-form'],
    ['nozzle -1', '830248303132333435363720', 'request-form'],
    ['nozzle without nonce', '820203', 'cbor-unexpected-type'],
    ['status with four items', '84024830313233343536370304', 'request-form'],
    ['log with a nozzle', '8503000148303132333435363703', 'request-form'],
    ['command nonce with a nonce', '8204483031323334353637', 'request-form'],
    ['key with a nonce', '8205483031323334353637', 'request-form'],
    ['update without piece', '820600', 'request-form'],
    ['update with an empty piece', '83060040', 'cbor-length'],
    ['update with a piece of 129 bytes', `8306005881${'00'.repeat(129)}`, 'cbor-length'],
    ['update from a negative offset', '8306204100', 'request-form'],
    ['update from 2^32', '83061b00000001000000004100', 'request-form'],
    ['number not in its shortest form', '811804', 'cbor-not-shortest'],
    ['indefinite length', '9f04ff', 'cbor-indefinite'],
    ['trailing byte', '810400', 'cbor-trailing'],
    ['reserved additional information', '811c', 'cbor-reserved'],
    ['nonce cut short', '82024830', 'cbor-truncated'],
  ].map(([name, bytes, code]) => ({ name, bytes, code }));
  return { accepted, refused };
}

function plainRequest(request) {
  return Object.fromEntries(
    Object.entries(request).map(([name, value]) => [name, value instanceof Uint8Array ? hex(value) : value]),
  );
}

function makeReplies(p) {
  const entries = events(p)
    .slice(0, 3)
    .map((event) => p.writeEvent(...event));
  return [
    [
      'log',
      p.writeLogReply(0, entries),
      { type: 'log', first: 0, entries: entries.map((entry) => hex(latin1(entry))) },
    ],
    ['busy', p.writeBusyReply(p.REQUEST_STATUS, 30), { type: 'busy', request: 2, retryAfter: 30 }],
    ['refusal', p.writeRefusalReply(0, p.REFUSAL_MALFORMED), { type: 'refusal', request: 0, reason: 1 }],
    [
      'command nonce',
      p.writeCommandNonceReply('0123456789abcdef'),
      { type: 'command-nonce', nonce: hex('0123456789abcdef') },
    ],
    [
      'nonce list',
      p.writeNonceListReply(['challenge', 'challenger12']),
      {
        type: 'nonce-list',
        nonces: [hex('challenge'), hex('challenger12')],
        digest: hex(p.nonceListDigest([latin1('challenge'), latin1('challenger12')])),
      },
    ],
    ['key', p.writeKeyReply(X, Y), { type: 'key', x: hex(latin1(X)), y: hex(latin1(Y)) }],
    ['update', p.writeUpdateReply(0xffffffff), { type: 'update', next: 0xffffffff }],
  ].map(([name, bytes, reply]) => ({ name, bytes: hex(latin1(bytes)), reply }));
}

function makeCommands(p) {
  const info = { ueid: latin1(UEID), role: p.ROLE_INSPECTOR, epoch: 1, jurisdiction: '330100' };
  const key = p.deriveCommandKey(MASTER_KEY, info);
  const nonce = latin1('0123456789abcdef');
  const commands = [
    ['time anchor', { kind: p.COMMAND_TIME_ANCHOR, nonce, arguments: [1_790_000_000, 25] }],
    ['seal', { kind: p.COMMAND_SEAL, nonce, arguments: [] }],
    ['update', { kind: p.COMMAND_UPDATE, nonce, arguments: [4, 28_000, p.sha256(latin1('image'))] }],
    [
      'a kind of the future with all types of argument',
      { kind: 200, nonce, arguments: [-1, latin1('bytes'), 2 ** 40] },
    ],
  ].map(([name, command]) => commandVector(p, name, command, p.encodeCommand(command, key)));
  const privateKey = p.importPrivateKey(MAKER_SCALAR);
  const signer = (message) => signDeterministically(MAKER_SCALAR, message);
  const signed = [
    ['signed: unlock', { kind: p.COMMAND_UNLOCK, nonce, arguments: [] }],
    ['signed: reference check of a nozzle', { kind: 4, nonce, arguments: [1, 20_000_000, 4000, 2410, -300] }],
  ].map(([name, command]) => commandVector(p, name, command, p.encodeSignedCommand(command, privateKey, signer)));
  const seal = commands[1].bytes;
  const unlock = signed[0].bytes;
  const refused = [
    ['tag of 31 bytes', seal, seal.replace('5820', '581f').slice(0, -2), 'cbor-length'],
    ['array of three', seal, seal.replace('d184', 'd183'), 'command-form'],
    ['another algorithm (HMAC 256/64)', seal, seal.replace('a2010504', 'a2010404'), 'command-header'],
    ['unprotected entry', seal, seal.replace(/(44[0-9a-f]{8})a0/, '$1a10300'), 'command-header'],
    ['body with another key', seal, seal.replace('0380', '0480'), 'command-body'],
    ['nonce of 15 bytes', seal, seal.replace('0250', '024f'), 'cbor-length'],
    ['trailing byte', seal, `${seal}00`, 'cbor-trailing'],
    ['cut short', seal, seal.slice(0, -2), 'cbor-truncated'],
    ['signed: HMAC 256/256 under tag 18', unlock, unlock.replace('a2012604', 'a2010504'), 'command-header'],
    ['signed: ES384', unlock, unlock.replace('4da20126', '4ea2013822'), 'cbor-length'],
    ['signed: signature of 63 bytes', unlock, unlock.replace('5840', '583f').slice(0, -2), 'cbor-length'],
    ['signed: body with another key', unlock, unlock.replace('0380', '0480'), 'command-body'],
    ['signed: negative kind', unlock, unlock.replace('a3010802', 'a3012002'), 'command-body'],
    ['signed: unprotected entry', unlock, unlock.replace(/(48[0-9a-f]{16})a0/, '$1a10300'), 'command-header'],
    ['signed: array of five', unlock, `${unlock.replace('d284', 'd285')}00`, 'command-form'],
    ['a tag under tag 18', seal, seal.replace('d184', 'd284'), 'cbor-length'],
  ].map(([name, from, bytes, code]) => {
    if (bytes === from) throw new Error(`${name}: nothing was changed`);
    return { name, bytes, code };
  });
  const replacement = { nonce, role: p.ROLE_INSPECTOR, epoch: 2 };
  const newKey = p.sha256(latin1('Hengzhun golden vectors: new TEST KEY'));
  return {
    master: hex(MASTER_KEY),
    info: { ...info, ueid: hex(info.ueid) },
    key: hex(key),
    kid: hex(p.commandKeyIdentifier(key)),
    nonce: hex(nonce),
    commands,
    commander: p.exportJwk(privateKey),
    signed,
    refused,
    wrap: {
      role: replacement.role,
      epoch: replacement.epoch,
      key: hex(newKey),
      wrapped: hex(p.wrapCommandKey(newKey, key, replacement)),
    },
  };
}

function commandVector(p, name, command, bytes) {
  const items = command.arguments.map((item) => (typeof item === 'number' ? item : hex(item)));
  return { name, bytes: hex(bytes), digest: hex(p.commandDigest(bytes)), kind: command.kind, arguments: items };
}

function makeSlip(p) {
  const messages = ['00', 'c0', 'db', 'dbdc', 'dbdd', 'c0dbc0db', '0102030405', 'dcdd'.repeat(8)];
  const packets = messages.map((message) => ({
    message,
    packet: hex(p.slipEncodeBytes(Buffer.from(message, 'hex'))),
  }));
  const good = hex(p.slipEncodeBytes(latin1('good')));
  const bad = hex(p.slipEncodeBytes(latin1('gold'))).replace(hex('gold'), hex('good'));
  const stream = [hex('noise'), good, bad, 'c0db41c0', 'c041db', good, 'c0010203c0'].join('');
  const items = [
    { type: 'discarded', bytes: hex('noise'), reason: 'slip-checksum' },
    { type: 'packet', bytes: hex('good') },
    { type: 'discarded', bytes: bad.slice(2, -2), reason: 'slip-checksum' },
    { type: 'discarded', bytes: 'db41', reason: 'slip-escape' },
    { type: 'discarded', bytes: '41db', reason: 'slip-escape' },
    { type: 'packet', bytes: hex('good') },
    { type: 'discarded', bytes: '010203', reason: 'slip-short' },
  ];
  return { packets, stream, items };
}

function makeCertificate(p) {
  const makerKey = p.importPrivateKey(MAKER_SCALAR);
  const certificate = {
    issuer: '衡准 test maker',
    ueid: latin1(UEID),
    oemid: latin1(STATEMENT.oemid),
    hwmodel: latin1(STATEMENT.hwmodel),
    publicKey: p.importPublicKey(p.importPrivateKey(INSTRUMENT_SCALAR)),
    keyAssurance: p.KEY_ASSURANCE_LOW,
    issuedAt: 1_790_000_000,
    notBefore: 1_790_000_000,
    expires: 2_100_000_000,
  };
  const signer = (message) => signDeterministically(MAKER_SCALAR, message);
  const bytes = p.issueCertificate(certificate, makerKey, signer);
  return {
    maker: p.exportJwk(makerKey),
    bytes: hex(bytes),
    certificate: {
      ...certificate,
      ueid: hex(certificate.ueid),
      oemid: hex(certificate.oemid),
      hwmodel: hex(certificate.hwmodel),
      publicKey: p.exportJwk(certificate.publicKey),
    },
  };
}
