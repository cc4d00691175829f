import { IMAGE_FILE } from '../shell/names.js';

/** Time in which software on trial must run its main tick, s. */
const TRIAL_SECONDS = 30;

/**
 * Content of `.bootcde` where a board can be updated: runs the proven one of two images in the image file (`shell/update.ts`), or
 * tries a new one once. Words of four bytes before the slots say which: `hz`, slot `a` or `b`, and `d` (try it), `h` (was tried)
 * or `p` (proven). The last whole word counts; a word that a power cut spoilt is skipped: none of these letters can become
 * another by losing bits on the way. A trial is marked before it begins, and watched by the watchdog from then on: new software
 * that does not run its main tick is replaced by the old one half a minute later, and is not tried again.
 *
 * The image is evaluated where it stands in flash: its functions stay there. What the software needs to know of all this is in
 * the global `hzRun` (`RunningImage`).
 *
 * @param base offset of slot 0 in the image file
 * @param size bytes of a slot
 */
export function startScript(base: number, size: number): string {
  return (
    'var hzRun=(function(f,b,n){var s=require("Storage"),i=4,l="",w,k,t,r;' +
    'while(i<b&&(w=s.read(f,i,4))!="\\xff\\xff\\xff\\xff"){' +
    'if(w.substr(0,2)=="hz"&&(w[2]=="a"||w[2]=="b")&&(w[3]=="d"||w[3]=="h"||w[3]=="p"))l=w;i+=4}' +
    'k=l[2]=="b"?1:0;t=l?l[3]:"p";' +
    `if(t=="d"){try{s.write(f,"hz"+l[2]+"h",i);t="h";E.enableWatchdog(${TRIAL_SECONDS},false)}catch(e){t="f"}i+=4}else if(t=="h")t="f";` +
    'if(t=="f")k=1-k;' +
    'function g(q){var h=s.read(f,b+q*n,4),c=0,j;for(j=0;j<4;j++)c=c*256+h.charCodeAt(j);return c>0&&c<=n-4?c:0}' +
    'r=g(k);if(!r){k=1-k;r=g(k);t="f"}' +
    'return{file:f,slot:k,state:t,next:i,base:b,size:n,at:b+k*n+4,length:r}' +
    `})(${JSON.stringify(IMAGE_FILE)},${base},${size});` +
    'if(hzRun.length)eval(require("Storage").read(hzRun.file,hzRun.at,hzRun.length))'
  );
}
