// Loaded before a program: whatever it asks of the network is written into the file NETWORK_LOG and refused.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import net from 'node:net';

function refuse(what) {
  appendFileSync(process.env.NETWORK_LOG, `${what}\n`);
  throw new Error(`no network here: ${what}`);
}

net.Socket.prototype.connect = () => refuse('connect');
net.Server.prototype.listen = () => refuse('listen');
dgram.Socket.prototype.send = () => refuse('send');
dgram.Socket.prototype.bind = () => refuse('bind');
dns.lookup = () => refuse('lookup');
globalThis.fetch = () => refuse('fetch');
