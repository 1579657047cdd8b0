import { BlockList, isIP } from 'node:net';

/**
 * Addresses a brand may have its events sent to: those of the public internet. Others (our own network, the machine's
 * metadata service, loopback) would let whoever sets the address reach what only we can reach. Sources: IANA's
 * special-purpose address registries for IPv4 and IPv6 (RFC 6890 and its successors).
 */
const specialV4 = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  specialV4.addSubnet(net, bits, 'ipv4');

/** Global unicast is one block; IPv4 written as IPv6, unique local and link local addresses lie outside of it. */
const globalV6 = new BlockList();
globalV6.addSubnet('2000::', 3, 'ipv6');

/** Within it: protocol assignments and tunnels (Teredo, 6to4, which carry an IPv4 address) and documentation. */
const specialV6 = new BlockList();
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  specialV6.addSubnet(net, bits, 'ipv6');

/** Whether an IP address is one of the public internet; anything else, also what is no address, is not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !specialV4.check(address, 'ipv4');
  if (family === 6) return globalV6.check(address, 'ipv6') && !specialV6.check(address, 'ipv6');
  return false;
}
