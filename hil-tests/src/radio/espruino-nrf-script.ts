/** The script's end of the line, relative to the interpreter's working directory. */
export const NRF_PATH = 'nrf';

/**
 * `NRF` for an interpreter that has none: content of `.boot0` of Espruino for Linux. It behaves as `libs/bluetooth/jswrap_bluetooth.c` and
 * `targets/nrf5x/bluetooth.c` of Espruino 2v29 say: services count from `setServices` on, values longer than `maxLen` are errors, a
 * notification is cut to the MTU, is lost without a word while as many wait as there are buffers, and `evt.data` is an ArrayBuffer.
 * Everything goes over a line to the rig, a line of text each: what the program did with the radio, and what the central did.
 *
 * @param buffers notifications that the link layer holds until its next connection event
 */
export function nrfScript(buffers: number): string {
  return `(function(){
var on={},cs={},mtu=23,up=false,held=0,text="",name="";
function hex(d){var s="",b=E.toUint8Array(d);for(var i=0;i<b.length;i++)s+=(256+b[i]).toString(16).substr(1);return s}
function unhex(h){var u=new Uint8Array(h.length/2);for(var i=0;i<u.length;i++)u[i]=parseInt(h.substr(2*i,2),16);return u}
function say(w){Serial3.write(w+"\\n")}
function down(){up=false;held=0;if(on.disconnect)on.disconnect(22)}
global.NRF={
on:function(e,f){on[e]=f},
setServices:function(d,o){cs={};for(var s in d)for(var c in d[s]){cs[c]=d[s][c];
say("S "+s+" "+c+" "+(cs[c].maxLen||1)+" "+(cs[c].notify?"n":"")+(cs[c].writable?"w":"")+(cs[c].readable?"r":""))}
say("U "+(o&&o.uart===false?0:1))},
updateServices:function(d){for(var s in d)for(var c in d[s]){var v=d[s][c].value;
if(!cs[c])throw new Error("Unable to find service with UUID "+c);
if(v.length>(cs[c].maxLen||1))throw new Error("DATA_SIZE");
if(d[s][c].notify&&cs[c].notify&&up){if(held<${buffers}){held++;say("N "+c+" "+hex(v.substr(0,mtu-3)))}else say("L "+c)}}},
setAdvertising:function(d,o){if(d.length>31)throw new Error("DATA_SIZE");if(o.name)name=o.name;
say("A "+hex(d)+" "+o.interval+" "+(o.whenConnected?1:0)+" "+name)},
setScanResponse:function(d){if(d.length>31)throw new Error("DATA_SIZE");say("R "+hex(d))},
disconnect:function(){if(up){say("D");setTimeout(down,1)}},
sleep:function(){say("Z")},
wake:function(){say("W")}};
function take(l){var a=l.split(" ");
if(a[0]=="C"){mtu=parseInt(a[1]);up=true;held=0;if(on.connect)on.connect("aa:bb:cc:dd:ee:ff random")}
else if(a[0]=="X"){if(up)down()}
else if(a[0]=="E")held=0;
else if(a[0]=="P"){var c=cs[a[1]],d=unhex(a[2]);
if(!up||!c||!c.writable||d.length>(c.maxLen||1))say("F "+a[1]);
else if(c.onWrite)c.onWrite({data:d.buffer})}}
Serial3.setup(115200,{path:"${NRF_PATH}"});
Serial3.on("data",function(d){text+=d;var l=text.split("\\n");text=l.pop();l.forEach(take)})})();`;
}
