// A program that knows nothing of the rig: noble as it is, on the adapter that the environment names.
import noble from '@stoprocent/noble';

const [service, write, notify] = process.argv.slice(2);
const say = (what) => console.log(JSON.stringify(what));

await noble.waitForPoweredOnAsync();
noble.on('discover', async (found) => {
  await noble.stopScanningAsync();
  say({ found: found.address, data: found.advertisement.manufacturerData.toString('hex') });
  await found.connectAsync();
  const { characteristics } = await found.discoverSomeServicesAndCharacteristicsAsync([service], [write, notify]);
  say({ mtu: found.mtu });
  const of = (uuid) => characteristics.find((one) => one.uuid === uuid);
  await of(notify).subscribeAsync();
  const heard = new Promise((resolve) => of(notify).once('data', resolve));
  await of(write).writeAsync(Buffer.from('from outside'), false);
  say({ heard: (await heard).toString() });
  found.once('disconnect', () => {
    noble.stop();
    // The UART driver of the stack keeps trying to come back to its port.
    process.exit(0);
  });
  found.disconnect();
});
await noble.startScanningAsync([service], false);
