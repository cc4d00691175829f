/** A piece of JavaScript that returns something printable, for the emulation host and the interpreter alike. */
export interface Snippet {
  name: string;
  code: string;
  /** The result, where a reference gives it independently of both. */
  expected?: string;
}

/** The module, and where its first page and a page that no file reaches begin. */
const FLASH = 'var F=require("Flash"),b=process.memory().flash_code_start||F.getFree()[0].addr,q=b+200*1024;';

export const SNIPPETS: Snippet[] = [
  // require("Storage")
  { name: 'write and read', code: 's.eraseAll();return s.write("a","Hello",0,14)+hex(s.read("a"))' },
  {
    name: 'fill in',
    code: 's.write("a"," ",5);s.write("a","World!!!",6);return s.read("a")',
    expected: 'Hello World!!!',
  },
  { name: 'no overwriting', code: 'return s.write("a","W",6)' },
  { name: 'not even with the same', code: 'return s.write("a","World",6)' },
  { name: 'beyond the end', code: 'return s.write("a","!!",13)' },
  { name: 'into no file', code: 'return s.write("none","x",3)' },
  { name: 'nothing', code: 'return s.write("none","")' },
  { name: 'negative offset', code: 'return s.write("none","x",-1)' },
  {
    name: 'same content is no write',
    code: 'var f=s.getFree();s.write("b","12345");var g=s.getFree();s.write("b","12345");return [f-g,g-s.getFree()]',
  },
  { name: 'other content leaves trash', code: 'var g=s.getFree();s.write("b","12346");return g-s.getFree()' },
  {
    name: 'longer content',
    code: 's.write("b","1234567");return s.read("b")+s.read("b",2,3)+s.read("b",5)+s.read("b",-3,2)+s.read("b",9,2)',
  },
  { name: 'length 0 is all', code: 'return s.read("b",2,0)+s.read("b",0,-1)' },
  { name: 'rewrite of a filled file at 0', code: 's.write("a"," ",0);return s.read("a")+"|"+s.read("a").length' },
  {
    name: 'write at 0 over an erased file',
    code: 's.write("c",new Uint8Array([255,255,255]));s.write("c","abc");return hex(s.read("c"))',
  },
  { name: 'preallocate with one byte', code: 's.write("d","x",0,9);return hex(s.read("d"))' },
  { name: 'write size again at 0', code: 's.write("d","xy",0,9);return hex(s.read("d"))' },
  {
    name: 'arrays and typed arrays',
    code: 's.write("e",[1,2,300]);s.write("f",new Uint8Array([1,258]));return hex(s.read("e"))+hex(s.read("f"))',
  },
  { name: 'objects as JSON', code: 's.write("g",{a:1,b:[2,3]});return s.read("g")', expected: '{"a":1,"b":[2,3]}' },
  {
    name: 'readArrayBuffer',
    code: 'return new Uint8Array(s.readArrayBuffer("e")).length+","+new Uint8Array(s.readArrayBuffer("e"))[2]',
  },
  { name: 'absent file', code: 'return s.read("none")+","+s.readArrayBuffer("none")+","+s.erase("none")' },
  { name: 'list in order', code: 'return s.list().join()' },
  { name: 'list by pattern', code: 'return s.list(/^[bc]/).join()' },
  {
    name: 'a name of 28',
    code: 's.write("abcdefghijklmnopqrstuvwxyz01","28");return s.read("abcdefghijklmnopqrstuvwxyz01")',
  },
  {
    name: 'a name of 29',
    code: 's.write("abcdefghijklmnopqrstuvwxyz012","29");return s.read("abcdefghijklmnopqrstuvwxyz01")+s.list().length',
  },
  { name: 'erase', code: 's.erase("a");return s.read("a")+s.list().join()' },
  {
    name: 'all byte values',
    code: 'var t="";for(var i=0;i<256;i++)t+=String.fromCharCode(i);s.write("bytes",t);return hex(s.read("bytes"))',
  },
  {
    name: 'compaction keeps files',
    code: 'for(var i=0;i<9;i++)s.write("n","run "+i);s.compact();return s.read("n")+s.read("b")+s.list().join()+s.getFree()',
  },
  {
    name: 'full',
    code: 's.write("big",new Uint8Array(100),0,250000);try{s.write("big2",new Uint8Array(100),0,20000)}catch(e){return e.message}',
  },
  {
    name: 'compacts by itself',
    code: 's.erase("big");return s.write("big2","x",0,250000)+","+s.read("b")+s.getFree()',
  },
  { name: 'erase all', code: 's.eraseAll();return s.list().length+","+s.getFree()', expected: '0,262144' },
  // E
  { name: 'convolve', code: 'return E.convolve([1,2,3],[10,20,30,40],1)', expected: '200' },
  { name: 'convolve wraps', code: 'return E.convolve([1,2,3,4,5],[10,20,30],2)' },
  { name: 'convolve with negative offset', code: 'return E.convolve(new Int32Array([1,2]),new Int8Array([5,6,7]),-1)' },
  {
    name: 'convolve beyond 2^31',
    code: 'return E.convolve(new Int32Array([1<<30,1<<30]),new Int32Array([4,4]),0)/65536',
    expected: '131072',
  },
  { name: 'convolve of a number', code: 'return E.convolve(3,[1],0)' },
  {
    name: 'mapInPlace with a bound convolve',
    code: 'var o=new Int32Array(4);E.mapInPlace(new Uint8Array([0,1,2,3]),o,E.convolve.bind(undefined,[1,2,3],[1,10,100,1000]));return o.join()',
  },
  {
    name: 'mapInPlace wraps into Int32',
    code: 'var o=new Int32Array(2);E.mapInPlace(new Uint8Array([1,2]),o,function(v){return v*3000000000});return o.join()',
  },
  {
    name: 'mapInPlace truncates',
    code: 'var o=new Int32Array(3);E.mapInPlace(new Uint8Array([1,2,3]),o,function(v){return -v*1.75});return o.join()',
  },
  {
    name: 'mapInPlace gives the index',
    code: 'var o=new Uint8Array(3);E.mapInPlace(new Uint8Array([9,8,7]),o,function(v,i){return v*10+i});return o.join()',
  },
  {
    name: 'mapInPlace by table and bits',
    code: 'var o=new Uint8Array(8);E.mapInPlace(new Uint8Array([0x1b,0xe4]),o,[5,6,7,8],2);return o.join()',
  },
  {
    name: 'mapInPlace least significant first',
    code: 'var o=new Uint8Array(4);E.mapInPlace(new Uint8Array([0x21,0x43]),o,undefined,-4);return o.join()',
  },
  {
    name: 'mapInPlace of 16 bits',
    code: 'var o=new Float64Array(2);E.mapInPlace(new Uint16Array([65535,3]),o,function(v){return v/2});return o.join()',
  },
  {
    name: 'mapInPlace stops at the shorter',
    code: 'var o=new Uint8Array([1,1]);E.mapInPlace(new Uint8Array([9]),o);return o.join()',
  },
  {
    name: 'mapInPlace of 20 bits',
    code: 'var o=new Int32Array(4);E.mapInPlace(new Uint8Array([255,238,221,204,187,170,153,136,119,102]),o,undefined,20);return o.join()',
  },
  {
    name: 'mapInPlace of 24 bits and a rest',
    code: 'var o=new Int32Array(3);E.mapInPlace(new Uint8Array([255,238,221,204,187,170,153,136]),o,undefined,24);return o.join()',
  },
  { name: 'sum', code: 'return E.sum(new Uint8Array([1,2,250]))', expected: '253' },
  { name: 'variance', code: 'return E.variance([1,2,3,4],2.5)' },
  { name: 'CRC-32', code: 'return E.CRC32("123456789")', expected: '3421780262' },
  { name: 'CRC-32 of elements', code: 'return E.CRC32(new Uint8Array([1,255]))+","+E.CRC32(new Uint16Array([257]))' },
  {
    name: 'toString',
    code: 'return hex(E.toString(1,"ab",[3,[4]],new Uint8Array([5]),{data:"Z",count:3},263,-1,new Uint16Array([511])))',
  },
  { name: 'toUint8Array', code: 'return E.toUint8Array("a\\xff",7).join()' },
  {
    name: 'toArrayBuffer',
    code: 'return new Uint8Array(E.toArrayBuffer("a\\xff")).join()+E.toArrayBuffer("abc").byteLength',
  },
  { name: 'toString of a buffer', code: 'return hex(E.toString(new Uint8Array([1,2]).buffer))' },
  { name: 'hwRand', code: 'var r=E.hwRand();return r===(r|0)', expected: 'true' },
  { name: 'error flags', code: 'return E.getErrorFlags().length', expected: '0' },
  // crypto
  {
    name: 'SHA-256 of abc',
    code: 'return hex(E.toString(require("crypto").SHA256("abc")))',
    expected: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  },
  {
    name: 'SHA-256 of bytes',
    code: 'return hex(E.toString(require("crypto").SHA256(new Uint8Array([0,255]))))+hex(E.toString(require("crypto").SHA256("\\0\\xff")))',
  },
  {
    name: 'SHA-256 gives a buffer',
    code: 'return require("crypto").SHA256("") instanceof ArrayBuffer',
    expected: 'true',
  },
  {
    name: 'SHA-1',
    code: 'return hex(E.toString(require("crypto").SHA1("abc")))',
    expected: 'a9993e364706816aba3e25717850c26c9cd0d89d',
  },
  // numbers
  {
    name: 'powers go wrong',
    code: 'return Math.floor(Math.pow(2,12))+","+(Math.pow(2,9))+","+(Math.pow(2,32)==4294967296)',
  },
  {
    name: 'roots go wrong',
    code: 'var n=0;for(var i=1;i<=200;i++)if(Math.sqrt(i*i)!=i)n++;return n>100',
    expected: 'true',
  },
  {
    name: 'rounding of halves',
    code: 'return [Math.round(2.5),Math.round(-2.5),Math.round(1.4999),Math.round(-0.6)].join()',
  },
  {
    name: 'typed stores',
    code: 'var i=new Int32Array([3000000000,-3000000000,1.9,-1.9]);var u=new Uint8Array([256,-1,1.9]);return i.join()+";"+u.join()',
  },
  {
    name: 'stores beyond 2^32',
    code: 'var i=new Int32Array(3);i[0]=4294967296*5+7;i[1]=-4294967296*3-9;i[2]=9007199254740991;return i.join()',
  },
  { name: 'bits of doubles', code: 'return [4294967296.5|0,4294967297>>>0,-1>>>0,(5000000000)|0].join()' },
  {
    name: 'typed slice is an array',
    code: 'return Array.isArray(new Uint8Array([1,2,3]).slice(1))+new Uint8Array([1,2,3]).slice(1).join()',
  },
  {
    name: 'typed filter is an array',
    code: 'return Array.isArray(new Uint8Array([1,2,3]).filter(function(x){return x>1}))',
  },
  { name: 'set drops what is too long', code: 'var u=new Uint8Array(3);u.set([1,2,3,4],1);return u.join()' },
  { name: 'DataView beyond its end', code: 'return new DataView(new ArrayBuffer(2)).getUint32(0)' },
  { name: 'clip, randInt', code: 'return [Math.clip(5,0,3),Math.randInt(1)].join()' },
  {
    name: 'what is missing',
    code:
      'return [typeof Map,typeof Set,typeof Symbol,typeof BigInt,typeof Proxy,typeof Reflect,typeof TextEncoder,typeof WeakMap,' +
      'typeof Math.imul,typeof Math.trunc,typeof Math.log2,typeof Math.hypot,typeof Math.fround,typeof Math.clz32,typeof Number.isInteger,' +
      'typeof Number.isNaN,typeof Object.is,typeof Object.freeze,typeof Array.from,typeof Array.of,typeof [].flat,typeof [].at,' +
      'typeof [].lastIndexOf,typeof [].entries,typeof "".at,typeof "".codePointAt,typeof "".trimStart,typeof "".normalize,' +
      'typeof (1).toPrecision,typeof structuredClone,typeof queueMicrotask].join()',
  },
  {
    name: 'what is there',
    code:
      'return [typeof Math.sign,typeof Math.clip,typeof Promise,typeof JSON.parse,typeof [].find,typeof [].findIndex,typeof [].includes,' +
      'typeof "".padStart,typeof "".replaceAll,typeof "".split,typeof Object.assign,typeof Object.entries,typeof setTimeout,' +
      'typeof changeInterval,typeof getTime,typeof setTime,typeof atob,typeof btoa,typeof peek32,typeof digitalWrite,typeof setWatch,' +
      'typeof E.kickWatchdog,typeof E.setConsole,typeof E.lockConsole,typeof process.memory,typeof Serial1.write,typeof Serial2.on].join()',
  },
  { name: 'base64', code: 'return btoa("\\0\\xff")+hex(atob("AP8="))', expected: 'AP8=00ff' },
  // timers
  {
    name: 'ids count up',
    code: 'var a=setTimeout(function(){},1),b=setInterval(function(){},1);clearTimeout(a);clearInterval(b);return b-a',
    expected: '1',
  },
  { name: 'clearing undefined', code: 'clearInterval(undefined)' },
  { name: 'no function', code: 'setTimeout(3,1)' },
  { name: 'unknown interval', code: 'changeInterval(12345,1)' },
  { name: 'unknown module', code: 'require("nothing")' },

  // require("Flash")
  {
    name: 'flash pages',
    code: `${FLASH}function p(a){a=F.getPage(a);return a&&[a.addr-b,a.length]}return [p(b),p(b+1500),p(b+262143),p(b+262144),p(b-1)].join()`,
    expected: '0,1024,1024,1024,261120,1024,,',
  },
  {
    name: 'flash writing clears bits only',
    code: `${FLASH}F.write("\\xf0\\x0f",q);F.write("\\x33\\x33",q);return hex(F.read(4,q))`,
    expected: '3003ffff',
  },
  { name: 'flash writing at any address', code: `${FLASH}F.write("abcdefg",q+9);return hex(F.read(12,q+8))` },
  {
    name: 'flash writing of other data',
    code: `${FLASH}F.write([1,2,300],q+24);F.write(new Uint8Array([7,8]),q+28);return hex(F.read(8,q+24))`,
  },
  {
    name: 'flash erasing one page by any address in it',
    code: `${FLASH}F.write("abc",q-4);F.write("abc",q+1024);F.erasePage(q+700);return hex(F.read(4,q-4))+hex(F.read(40,q))+hex(F.read(4,q+1024))`,
  },
  { name: 'flash erasing by no address', code: `${FLASH}return F.erasePage("x")` },
  { name: 'flash erasing outside', code: `${FLASH}return F.erasePage(b-1)` },
  { name: 'flash writing nothing', code: `${FLASH}return F.write("",q)` },
  { name: 'flash writing undefined', code: `${FLASH}return F.write(undefined,q)` },
  { name: 'flash reading nothing', code: `${FLASH}return F.read(0,q)` },
  {
    name: 'flash page of a file, erased and written again through Storage',
    code: `${FLASH}s.eraseAll();s.write("z","hz",0,4064);s.write("z","AB",992);s.write("z","CD",2016);F.erasePage(b+1024);s.write("z","E",992);var t=s.getStats();return [hex(s.read("z",990,4)),s.read("z",2016,2),s.read("z",0,2),t.fileCount,t.trashBytes].join()`,
    expected: 'ffff45ff,CD,hz,1,0',
  },
  {
    name: 'flash header of a file',
    code: `${FLASH}return hex(F.read(32,b))`,
    expected: `e00f00007a${'0'.repeat(54)}`,
  },
  {
    name: 'a name completed in the flash is found',
    code: `${FLASH}s.eraseAll();F.write("\\x10\\0\\0\\0ab",b);F.write("abc"+"\\0".repeat(25),b+4);return hex(s.read("abc"))+s.list().join()`,
  },

  // Pins, SPI and I2C: what a computer without them still tells. peek32 and poke32 read and write memory there, and getInfo knows other
  // ports: the emulation has an nRF52's of both.
  { name: 'a pin by its name', code: 'return [new Pin("D5")==D5,new Pin("D5").toString(),Pin("D5")==D5].join()' },
  { name: 'number of a pin', code: 'return D5.getInfo().num', expected: '5' },
  { name: 'analogue reference', code: 'return typeof E.getAnalogVRef()', expected: 'number' },
  {
    name: 'number of a watch',
    code: 'var w=setWatch(function(){},D5,{repeat:true,edge:"both",debounce:10});clearWatch(w);return typeof w',
  },
  {
    name: 'SPI without data',
    code: 'var p=new SPI();p.setup({mode:1});var d=p.send(new Uint8Array(3));return [d.length,d[0],d instanceof Uint8Array,p.send(0),p.send("ab").length].join()',
  },
  {
    name: 'SPI words of fewer bits',
    code: 'var p=new SPI();p.setup({mode:1,bits:5});return [p.send(255),p.send(new Uint8Array(5)).length].join()',
  },
  { name: 'SPI order', code: 'var p=new SPI();p.setup({order:"middle"});return "taken"' },
  { name: 'I2C that reads nothing', code: 'I2C1.setup({sda:D5,scl:D6,bitrate:100000});return I2C1.readFrom(8,0)' },
  { name: 'I2C too slow', code: 'I2C1.setup({bitrate:50})' },
  { name: 'a software bus', code: 'return typeof new I2C().readReg', expected: 'function' },
  { name: 'serial ports', code: 'return [typeof Serial2,typeof Serial,typeof new Serial().write].join()' },
  {
    name: 'unsigned 32 bits from doubles',
    code: 'var f=new Float64Array(2);f[0]=4294967295;f[1]=3;return [(f[0]+7)>>>0,(f[1]-f[0])>>>0,(f[0]-f[1])>>>0,(-1)>>>0].join()',
    expected: '6,4,4294967292,4294967295',
  },
  {
    name: 'hexadecimal numbers',
    code: 'return [parseInt("ffffffff",16),parseInt("0a",16),(4294967295).toString(16),E.CRC32("123456789").toString(16),parseInt("",16)].join()',
    expected: '4294967295,10,ffffffff,cbf43926,NaN',
  },
];
