// Scripts in the interpreter's language, run after the bundle. In functions of their own, since a bundle's names are global. They
// end the interpreter themselves: timers of the bundle may wait.

/** Counts of the converter around which the measured scale's samples lie: its zero. */
export const COST_ZERO_COUNTS = 50_000;

/** Times the parts of `cost/firmware-entry.ts` in empty iterations of a loop, which are timed in between. What calling costs is taken off. */
export const LOOPS_SCRIPT = `(function(){
function empty(){var t=getTime();for(var i=0;i<5000;i++){}return (getTime()-t)/5000}
function timed(best,n,f){var l=empty(),t=getTime();for(var i=0;i<n;i++)f(i);t=(getTime()-t)/n;var l2=empty();
t=t/(l<l2?l2:l)-1;return t<best?t:best}
var time=1000,r={sample:1e9,period:1e9,frame:1e9};
var call=1e9;
function nothing(i){E.costNothing(time,${COST_ZERO_COUNTS}+i%100)}
function sample(i){E.costSample(time,${COST_ZERO_COUNTS}+i%100)}
function second(i){time+=1000;E.costSample(time,${COST_ZERO_COUNTS}+i%100)}
for(var k=0;k<200;k++)second(k);
for(var n=0;n<REPETITIONS;n++){
E.costFill();
r.frame=timed(r.frame,1,E.costFrame);
call=timed(call,200,nothing);
r.sample=timed(r.sample,200,sample);
r.period=timed(r.period,60,second)}
r.period-=r.sample;r.sample-=call;
print("RESULT "+JSON.stringify(r));
quit()})();`;

/** Feeds the whole instrument through its injection port and keeps the greatest number of variables in use between its steps. */
export const MEMORY_SCRIPT = `(function(){
var most=0,time=0,n=0;
setInterval(function(){time+=1000;
Serial2.inject("S "+time+" "+(${COST_ZERO_COUNTS}+n%100)+" 2100\\n");
var u=process.memory().usage;if(u>most)most=u;
if(++n>=200){print("RESULT "+JSON.stringify({usage:most,total:process.memory().total,flags:E.getErrorFlags()}));quit()}},100)})();`;
