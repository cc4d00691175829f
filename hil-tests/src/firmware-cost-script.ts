// Scripts in the interpreter's language, run after the bundle. In functions of their own, since a bundle's names are global. They
// end the interpreter themselves: timers of the bundle may wait.
import type { InstrumentName } from '@hengzhun/firmware/build';
import { MARK } from './espruino/instructions.js';

/** Counts of the converter around which the measured scale's samples lie: its zero. */
export const COST_ZERO_COUNTS = 50_000;

/** Seconds of an instrument's life before anything is timed. */
const WARM_UP = 200;

/** A sample is one raw sample of the scale, or one look at a nozzle's counter. */
const SAMPLES: Record<InstrumentName, string> = {
  scale: `var counts=${COST_ZERO_COUNTS};
function nothing(i){E.costNothing(time,counts+i%100)}
function sample(i){E.costSample(time,counts+i%100)}
function second(i){time+=1000;E.costSample(time,counts+i%100)}`,
  // a fueling: lifted, thirty seconds at 40 L/min, hung up
  dispenser: `var counts=0;
function nothing(i){E.costNothing(time,counts)}
function sample(i){E.costSample(time,counts)}
function second(i){time+=1000;if(i%60==0)E.costLift(time);if(i%60>0&&i%60<31)counts+=6667;E.costSample(time,counts);if(i%60==31)E.costHangUp(time)}`,
};

/** What a fueling costs when it ends, above an ordinary second. */
const FUELINGS: Record<InstrumentName, string> = {
  scale: '',
  dispenser: `for(var m=0;m<REPETITIONS;m++){for(k=0;k<31;k++)second(k);time+=1000;r.fueling=timed(r.fueling,1,function(){E.costSample(time,counts);E.costHangUp(time)});
for(k=32;k<60;k++)second(k)}`,
};

/**
 * Times the parts of `cost/*-entry.ts` in empty iterations of a loop, which are timed in between. What calling costs is taken off.
 *
 * @param repetitions of each measurement; the least counts, which is the one that the machine's other work disturbed least
 */
export function loopsScript(instrument: InstrumentName, repetitions: number): string {
  const script = `(function(){
function empty(){var t=getTime();for(var i=0;i<5000;i++){}return (getTime()-t)/5000}
function timed(best,n,f){var l=empty(),t=getTime();for(var i=0;i<n;i++)f(i);t=(getTime()-t)/n;var l2=empty();
t=t/(l<l2?l2:l)-1;return t<best?t:best}
var time=1000,r={sample:1e9,period:1e9,frame:1e9,fueling:1e9};
var call=1e9,k;
${SAMPLES[instrument]}
for(k=0;k<${WARM_UP};k++)second(k);
for(var n=0;n<REPETITIONS;n++){
r.frame=timed(r.frame,1,E.costFrame);
call=timed(call,200,nothing);
r.sample=timed(r.sample,200,sample);
r.period=timed(r.period,60,second)}
${FUELINGS[instrument]}
r.period-=r.sample;r.sample-=call;
print("RESULT "+JSON.stringify(r));
quit()})();`;
  return script.replaceAll('REPETITIONS', String(repetitions));
}

/** Iterations of each section of `instructionsScript` that repeats something. */
export const COUNTED = { loops: 1000, samples: 100, seconds: 60, frames: 16 } as const;

/**
 * The sections whose instructions are counted, on an instrument that has lived for a minute: `loops`, the same calls `calling` nothing
 * and `sampling`, `seconds` (the dispenser's hold one fueling), the dispenser's `fueling`'s last second, and frame after frame. What a
 * frame's bytes take in the port's queue is left out: it waits for the line.
 */
export function instructionsScript(instrument: InstrumentName): string {
  const repeat = (times: number, what: string): string => `for(k=0;k<${times};k++)${what};${MARK}`;
  return `Serial1.write=function(){};(function(){
var time=1000,k;
${SAMPLES[instrument]}
function loops(){for(var i=0;i<${COUNTED.loops};i++){}}
for(k=0;k<60;k++)second(k);
${MARK}${MARK}
loops();${MARK}
${repeat(COUNTED.samples, 'nothing(k)')}
${repeat(COUNTED.samples, 'sample(k)')}
${repeat(COUNTED.seconds, 'second(k)')}
${instrument === 'dispenser' ? `${repeat(31, 'second(k)')}second(k);${MARK}${repeat(28, 'second(k+32)')}` : ''}
${`E.costFrame();${MARK}`.repeat(COUNTED.frames)}})();`;
}

/** Before a bundle with an element whose instructions are counted: a bus that is there, and timers that wait for the script. */
export const ELEMENT_COUNTED =
  'I2C1.setup=function(){};E.later=[];var setTimeout=function(action){E.later.push(action)};';

const LINES: Record<InstrumentName, string> = {
  scale: `Serial2.inject("S "+time+" "+(${COST_ZERO_COUNTS}+n%100)+" 2100\\n");`,
  dispenser: `if(n==0)Serial2.inject("Q 0 0102030405060708 1\\nQ 1 1112131415161718 1\\n");
if(n%60==0)Serial2.inject("N "+time+" 0 1 -\\n");if(n%60>0&&n%60<31)counts+=6667;
Serial2.inject("P "+time+" 0 "+counts+" 0 0 0 "+counts+" 1800\\n");
Serial2.inject("P "+time+" 1 0 0 0 0 0 1800\\n");
if(n%60==31)Serial2.inject("N "+time+" 0 0 -\\n");`,
};

/** Feeds the whole instrument through its injection port and keeps the greatest number of variables in use between its steps. */
export function memoryScript(instrument: InstrumentName): string {
  return `(function(){
var most=0,time=0,n=0,counts=0;
setInterval(function(){time+=1000;
${LINES[instrument]}
var u=process.memory().usage;if(u>most)most=u;
if(++n>=200){print("RESULT "+JSON.stringify({usage:most,total:process.memory().total,flags:E.getErrorFlags()}));quit()}},100)})();`;
}

/**
 * A radio with a central for the boot file of an interpreter without one: it connects when the instrument has come up, begins, and
 * acknowledges every second what came. It keeps what the platform keeps: services, advertisement and scan response with their options.
 */
export const RADIO_SHIM = `(function(){
var on={},flow,next=0,n=0;
global.NRF={on:function(e,f){on[e]=f},
setServices:function(d,o){NRF.d=d;NRF.o=o;for(var s in d)for(var c in d[s])if(d[s][c].maxLen==2)flow=d[s][c]},
updateServices:function(d){for(var s in d)for(var c in d[s])next=d[s][c].value.charCodeAt(0)+1&255},
setAdvertising:function(d,o){NRF.a=d;NRF.p=o},setScanResponse:function(d){NRF.r=d},
disconnect:function(){},sleep:function(){},wake:function(){}};
setInterval(function(){if(!flow)return;if(n++==3){on.connect("");flow.onWrite({data:E.toArrayBuffer("\\0\\xf4")})}
if(n>4)flow.onWrite({data:E.toArrayBuffer("\\x01"+String.fromCharCode(next))})},1000)})();`;

/** Tells how many variables are in use where nothing runs but the element below. */
export const BARE_MEMORY_SCRIPT = `setTimeout(function(){print("RESULT "+JSON.stringify({usage:process.memory().usage}));quit()},500);`;

/**
 * An ATECC608 that answers at once, for the boot file of an interpreter without a bus: Espruino for Linux. It signs nothing that would
 * verify: what is measured is what the instrument needs.
 */
export const ELEMENT_SHIM = `(function(){
var q="",count=0;
function crc(d){var c=0;for(var i=0;i<d.length;i++)for(var b=0;b<8;b++){var x=(d.charCodeAt(i)>>b&1)!=(c>>15);c=c<<1&65535;if(x)c^=32773}
return String.fromCharCode(c&255,c>>8)}
function say(d){d=String.fromCharCode(d.length+3)+d;q=d+crc(d)}
function fill(n,c){return new Array(n+1).join(c)}
I2C1.setup=function(){};
I2C1.writeTo=function(a,d){d=E.toString(E.toUint8Array(d));
if(a==0){say("\\x11");return}
if(d.charCodeAt(0)!=3)return;
var o=d.charCodeAt(2),p=d.charCodeAt(3),w=d.charCodeAt(4);
if(o==2)say(p&128?"\\x01\\x23\\x11\\x11"+"\\0\\0\\0\\0"+"\\x22\\x22\\x22\\x22\\xee"+fill(19,"\\0"):w==21?"\\0\\0\\0\\0":"\\x22\\x22\\x22\\x22");
else if(o==64)say(fill(64,"\\x42"));
else if(o==36){if(p)count++;say(String.fromCharCode(count)+"\\0\\0\\0")}
else if(o==27)say(fill(32,"\\x17"));
else if(o==65)say(fill(64,"\\x31"));
else say("\\0")};
I2C1.readFrom=function(a,n){return E.toUint8Array(q)}})();`;
