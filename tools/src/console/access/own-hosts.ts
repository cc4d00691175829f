import { X509Certificate } from 'node:crypto';
import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an address can be reached from this machine only. A name other than `localhost` may mean anything. */
export function isLoopback(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return address === 'localhost';
  return loopback.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** The hosts by which the console answers. */
export interface OwnHosts {
  /** Whether a `Host` header (name, or name and port) names this console: anything else is a name that was made to point here (DNS rebinding). */
  isHost(header: string | undefined): boolean;
  /** Whether an `Origin` header is the console's own page. */
  isOrigin(header: string | undefined): boolean;
}

/**
 * @param address that it listens on
 * @param port asked for each time: 0 becomes a number when it listens
 * @param certificate PEM; its names are the console's as well; absent: no TLS
 */
export function ownHosts(address: string, port: () => number, certificate?: string): OwnHosts {
  const certified = certificate === undefined ? undefined : new X509Certificate(certificate);
  const names = new Set([address, 'localhost', '127.0.0.1', '::1']);
  const scheme = certified === undefined ? 'http:' : 'https:';
  const isOwn = ({ protocol, hostname, port: given }: URL): boolean => {
    if (protocol !== scheme) return false;
    if (Number(given || (scheme === 'https:' ? 443 : 80)) !== port()) return false;
    const name = hostname.replace(/^\[(.*)\]$/, '$1');
    if (names.has(name)) return true;
    if (certified === undefined) return false;
    return (isIP(name) === 0 ? certified.checkHost(name) : certified.checkIP(name)) !== undefined;
  };
  const read = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);
  return {
    isHost(header) {
      if (header === undefined || !/^[\w.:[\]-]{1,260}$/.test(header)) return false;
      const url = read(`${scheme}//${header}`);
      return url !== undefined && isOwn(url);
    },
    isOrigin(header) {
      const url = header === undefined ? undefined : read(header);
      return url !== undefined && url.origin === header && isOwn(url);
    },
  };
}
