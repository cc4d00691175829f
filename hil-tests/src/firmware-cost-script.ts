// Scripts in the interpreter's language, run after the bundle. In functions of their own, since a bundle's names are global. They
// end the interpreter themselves: timers of the bundle may wait.

/** Times the parts of `cost/firmware-entry.ts` in empty iterations of a loop, which are timed in between. */
export const LOOPS_SCRIPT = `(function(){
function empty(){var t=getTime();for(var i=0;i<20000;i++){}return (getTime()-t)/20000}
function median(a){a=a.slice();a.sort(function(x,y){return x-y});return a[a.length>>1]}
function timed(n,f){var l=empty(),t=getTime();for(var i=0;i<n;i++)f(i);t=(getTime()-t)/n;return t/((l+empty())/2)-1}
function fill(r){var sum=0,most=0,before=E.costPool(),loop=empty(),slices=0;
while(E.costPool()==before){var t=getTime();E.costStep();t=getTime()-t;sum+=t;slices++;if(t>most)most=t}
loop=(loop+empty())/2;r.value.push(sum/loop);r.slice.push(most/loop)}
var time=1000,r={sample:[],period:[],frame:[],value:[],slice:[]};
function sample(i){E.costSample(time,50000+i%100)}
function second(i){time+=1000;E.costSample(time,50000+i%100)}
for(var k=0;k<200;k++)second(k);
for(var n=0;n<REPETITIONS;n++){
fill(r);
r.frame.push(timed(1,E.costFrame));
var s=timed(200,sample);r.sample.push(s);
r.period.push(timed(60,second)-s)}
var least=r.slice[0];for(var k=1;k<r.slice.length;k++)if(r.slice[k]<least)least=r.slice[k];
print("RESULT "+JSON.stringify({sample:median(r.sample),period:median(r.period),frame:median(r.frame),value:median(r.value),slice:least}));
quit()})();`;

/** Feeds the whole instrument through its injection port and keeps the greatest number of variables in use between its steps. */
export const MEMORY_SCRIPT = `(function(){
var most=0,time=0,n=0;
setInterval(function(){time+=1000;
Serial2.inject("S "+time+" "+(50000+n%100)+" 2100\\n");
var u=process.memory().usage;if(u>most)most=u;
if(++n>=200){print("RESULT "+JSON.stringify({usage:most,total:process.memory().total,flags:E.getErrorFlags()}));quit()}},100)})();`;
