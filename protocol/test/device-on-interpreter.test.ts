import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import {
  DISPENSER_STATEMENT,
  ELEMENT,
  events,
  IDENTITY_STATE,
  ordinaryStatus,
  STATEMENT,
  WIDEST_NOZZLE_STATUS,
  WIDEST_STATUS,
} from '../scripts/vectors/samples.mjs';
import * as protocol from '../src/index.js';
import { crc32OfByteString } from '../src/index.js';
import { deviceScript } from './support/device-script.js';
import { golden } from './support/vectors.js';

const interpreter = process.env.ESPRUINO_BIN;
if (!interpreter) console.warn('SKIPPED: set ESPRUINO_BIN to run the device code on the real interpreter');

/** ASCII source of a value whose strings are byte strings. */
function literal(value: unknown): string {
  const json = JSON.stringify(value, (_, inner) => (inner === undefined ? undefined : inner));
  return json
    .replace(/\\u00([0-9a-f]{2})/g, '\\x$1')
    .replace(/[\x7f-\xff]/g, (c) => `\\x${c.charCodeAt(0).toString(16)}`)
    .replaceAll('\\b', '\\x08')
    .replaceAll('\\f', '\\x0c');
}

const link = {
  previous: 'p'.repeat(16),
  logHead: '\xc0\xdb'.repeat(16),
  sequence: 70000,
  uptime: 3,
  bootcount: 300,
  logLength: 3,
};
const requests: string[] = [
  ...golden('requests').accepted,
  ...golden('requests').refused,
  ...golden('commands').commands,
  ...golden('commands').signed,
  ...golden('commands').refused,
].map((vector: { bytes: string }) => vector.bytes);

/** What a central writes to the flow characteristic, and when, ms. */
const FLOWS = [
  ['\x01\0', 10],
  ['\x01\x02', 20],
  ['\x01\x02', 200],
  ['\x01\x06', 210],
  ['\x01\xff', 220],
  ['rubbish', 900],
  ['', 1500],
  ['\0\xf4', 12_000],
  ['\x01\0', 90_000],
];

const PROGRAM = `
function hex(s){var o='';for(var i=0;i<s.length;i++){var c=s.charCodeAt(i).toString(16);o+=c.length<2?'0'+c:c;}return o;}
function unhex(h){var u=new Uint8Array(h.length/2);for(var i=0;i<u.length;i++)u[i]=parseInt(h.substr(2*i,2),16);return u;}
function say(word,s){print('OUT '+word+' '+s);}
function crc(s){return E.CRC32(s)>>>0;}
function show(v){return v===undefined?'-':typeof v==='number'?''+v:typeof v==='string'?hex(v):v.map(show).join(',');}
say('widest',hex(writeStatusClaims(WIDEST)));
say('dispenser',hex(writeStatusClaims(DISPENSER)));
say('noroom',hex(writeStatusClaims(NO_ROOM)));
say('ordinary',hex(writeStatusClaims(ORDINARY)));
say('nozzle',hex(packNozzle(3,255,1099511627775,16777215)+packNozzle(0,27,4294967296,65536)));
say('identity',hex(writeIdentityClaims(IDENTITY)));
say('statement',hex(writeIdentityStatement(IDENTITY)));
say('dispenser-identity',hex(writeIdentityClaims(DISPENSER_IDENTITY)));
say('log',hex(writeLogClaims(LOG)));
say('receipt',hex(writeReceiptClaims(RECEIPT)));
say('values',hex(writeReceiptClaims(VALUES)));
EVENTS.forEach(function(e){say('event',hex(writeEvent(e[0],e[1],e[2],e[3])));});
INTEGERS.forEach(function(n){say('integer',hex(writeInteger(n)));});
say('replies',hex(writeLogReply(0,['a','b'])+writeBusyReply(2,300)+writeRefusalReply(0,1)+writeCommandNonceReply('0123456789abcdef')+writeNonceListReply(['12345678','123456789'])+writeKeyReply('x','y')+writeUpdateReply(65536)));
var header=writeProtectedHeader('\\x00\\xc0\\xdb45678'),payload=writeStatusClaims(ORDINARY);
say('structure',hex(writeSignatureStructure(header,payload)));
var frame=writeSign1(header,payload,'\\xdb\\xc0'.repeat(32));
say('frame',hex(frame));
var packet=slipEncode(frame,crc),decoder=createSlipDecoder(300,crc),stream='noise'+packet+'\\xdbA\\xc0'+packet+packet.substr(0,50)+'\\xc0'+'x'.repeat(400)+packet;
say('packet',hex(packet));
for(var at=0;at<stream.length;at+=23)slipPush(decoder,stream.substr(at,23),function(b){say('got',b===frame);},function(n,r){say('discarded',n+' '+r);});
say('beacon',hex(writeBeacon(2,3,true,true,2,6603583999,'\\xc0'.repeat(8),70000,65535,'pq'))+hex(writeBeacon(1,0,false,false,0,0,'',1,0,'\\0\\0')));
var chunks=createChunkSender(49);resetSender(chunks,0);takeFlow(chunks,'\\0\\x14',5);
FLOWS.forEach(function(f){putMessage(chunks,packet);takeFlow(chunks,f[0],f[1]);var ended=checkSender(chunks,f[1]),c;while((c=nextChunk(chunks,f[1]))!==undefined)say('chunk',hex(c));
say('sender',[chunks.size,chunks.queue.length,chunks.out.length,chunks.sent,chunks.oldest,chunks.moved,chunks.again,chunks.heard,chunks.dropped,chunks.ignored,ended,hasRoom(chunks,100)].join(' '));});
REQUESTS.forEach(function(h){var r;try{r=readRequest(unhex(h),h.length/2);say('request',r.number+' '+[r.nonce,r.first,r.count,r.protectedHeader,r.kid,r.payload,r.tag,r.signature,r.nozzle,r.offset,r.piece,r.commandKind,r.commandNonce,r.commandArguments].map(show).join(' '));}catch(e){say('refused',e.code+' '+e.offset);}});
`;

function program(): string {
  const ordinary = {
    ...ordinaryStatus(protocol),
    ...link,
    logHead: link.logHead.slice(0, 16),
    identityDigest: '12345678',
  };
  const integers = [0, 23, 24, 255, 256, 65535, 65536, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1];
  const identity = {
    ...link,
    ...IDENTITY_STATE,
    identityDigest: 'd'.repeat(32),
    softwareMeasurement: 'm'.repeat(32),
  };
  const inputs = {
    WIDEST: WIDEST_STATUS,
    ORDINARY: { ...ordinary, indication: -70_000 },
    DISPENSER: WIDEST_NOZZLE_STATUS,
    NO_ROOM: { ...WIDEST_STATUS, indication: 1 },
    IDENTITY: { ...STATEMENT, ...identity },
    DISPENSER_IDENTITY: { ...DISPENSER_STATEMENT, ...identity, element: ELEMENT },
    LOG: { ...link, iat: 1_790_000_000, first: 0, count: 300 },
    RECEIPT: { ...link, nonce: '12345678', commandDigest: 'c'.repeat(16), commandResult: 255 },
    VALUES: { ...link, commandDigest: 'c'.repeat(16), commandResult: 0, values: [-(2 ** 40), 0, 23, 24] },
    EVENTS: events(protocol),
    INTEGERS: [...integers, ...integers.slice(0, -1).map((n) => -1 - n)],
    FLOWS,
    REQUESTS: requests,
  };
  const declarations = Object.entries(inputs).map(([name, value]) => `var ${name}=${literal(value)};`);
  return `${deviceScript()}\n${declarations.join('\n')}\n${PROGRAM}`;
}

function inNode(code: string): string[] {
  const lines: string[] = [];
  runInNewContext(code, { print: (line: string) => lines.push(line), E: { CRC32: crc32OfByteString }, Uint8Array });
  return lines;
}

async function onInterpreter(code: string): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hengzhun-'));
  try {
    const file = path.join(folder, 'program.js');
    writeFileSync(file, code, 'latin1');
    const { stdout } = await promisify(execFile)(interpreter!, [file], { cwd: folder, timeout: 60_000 });
    return stdout.split(/\r?\n/).filter((line) => line.startsWith('OUT ') || line.includes('rror'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the device code as one script', () => {
  const code = program();

  it('in Node writes what the package writes', () => {
    const lines = inNode(code);
    const said = (word: string) =>
      lines.filter((line) => line.startsWith(`OUT ${word} `)).map((line) => line.split(' ')[2]);
    expect(said('widest')).toEqual([Buffer.from(protocol.writeStatusClaims(WIDEST_STATUS), 'latin1').toString('hex')]);
    expect(said('noroom')).toEqual(said('widest'));
    expect(said('event')).toEqual(golden('events').entries.map((vector: { entry: string }) => vector.entry));
    expect(said('got')).toEqual(['true', 'true', 'true']);
    expect(said('discarded')).toHaveLength(4);
    expect(lines.filter((line) => /^OUT (request|refused) /.test(line))).toHaveLength(requests.length);
  });

  it.skipIf(!interpreter)('on the real interpreter does byte for byte what it does in Node', async () => {
    expect(await onInterpreter(code)).toEqual(inNode(code));
  });
});
