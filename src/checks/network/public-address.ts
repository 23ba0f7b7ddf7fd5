import { BlockList } from 'node:net';

/** What is nobody's public IPv4 address: IANA IPv4 Special-Purpose Address Registry, multicast, and the host service of Azure (168.63.129.16). */
const notPublic = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

export function isPublic(address: string): boolean {
  return !listOf(notPublic).check(address);
}

/** Which IPv4 addresses may be connected to: the public ones, and the ranges that are allowed beside them. */
export function addressRule(allowed: readonly string[]): (address: string) => boolean {
  const alsoAllowed = listOf(allowed);
  return (address) => isPublic(address) || alsoAllowed.check(address);
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    list.addSubnet(address, Number(bits));
  }
  return list;
}
