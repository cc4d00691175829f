/**
 * Content of `.boot0`, which runs before everything else, also when a button is held at boot to skip `.bootcde`: takes the console off every
 * port, behind a password that nobody knows, and no console over Bluetooth. It does so only where a configuration is: a board
 * without one stays open, so that a flashing that was interrupted can begin anew.
 */
export const lockDownScript = [
  'if(require("Storage").read("hz.cfg",0,1)){',
  'E.setPassword([E.hwRand(),E.hwRand(),E.hwRand(),E.hwRand()].join());',
  'E.lockConsole();',
  'E.setConsole(null,{force:true});',
  'if(global.NRF&&NRF.setServices)NRF.setServices({},{uart:false});',
  '}',
].join('');
