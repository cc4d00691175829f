#!/usr/bin/env node
// Entry of `npm start`, `npm test`, `npm run bench|check|build`. Kept in the oldest JavaScript that loads an ES module,
// so that an old Node gets a sentence and not a syntax error. Everything else is loaded after the version check.

var version = process.versions.node.split('.');
var major = Number(version[0]);
var minor = Number(version[1]);
// 20.19 is the first 20 that loads an ES module from require(); 21 never did, 22 does from 22.12.
var tooOld = major < 20 || (major === 20 && minor < 19) || major === 21 || (major === 22 && minor < 12);

if (tooOld) {
  console.error(
    'bootstrap-node-version: Hengzhun needs Node 20.19 or newer (or 22.12 or newer); this is ' +
      process.versions.node +
      '. Install a current Node and run the same command again.\n' +
      '需要 Node 20.19 或更新版本；当前为 ' +
      process.versions.node +
      '。',
  );
  process.exitCode = 3;
} else {
  import('./main.mjs').then(
    (module) => module.main(process.argv.slice(2)),
    (error) => {
      console.error(error);
      process.exitCode = 5;
    },
  );
}
