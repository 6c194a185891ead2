import {splitLines} from '../kernel-files/number.js';
import type {NetworkInterface} from '../kernel.js';
import {cleanText} from '../text.js';
import {splitDevice} from './network.js';

/** A line of /proc/net/route; addresses are numbers in the order in which people write them. */
export type Route = {
	readonly device: string;
	readonly destination: number;
	readonly gateway: number;
	readonly prefix: number;
};

/** /proc/net/route: the IPv4 routes of the main table. Lines that are not whole are left out. */
export function parseRoutes(text: string): Route[] {
	return splitLines(text).slice(1).flatMap(line => {
		const fields = line.trim().split(/\s+/v);
		const [device = ''] = fields;
		const [destination, gateway, mask] = [fields[1], fields[2], fields[7]].map(field => parseAddress(field ?? ''));
		return device === '' || destination === undefined || gateway === undefined || mask === undefined
			? []
			: [{device: cleanText(device, 64), destination, gateway, prefix: countBits(mask)}];
	});
}

/** `000011AC`, as the kernel of a little-endian machine writes 172.17.0.0. */
function parseAddress(text: string): number | undefined {
	return /^[\dA-F]{8}$/v.test(text) ? Number.parseInt(reverseBytes(text), 16) : undefined;
}

function reverseBytes(digits: string): string {
	return (digits.match(/../gv) ?? []).toReversed().join('');
}

function countBits(mask: number): number {
	return mask.toString(2).replaceAll('0', '').length;
}

export function formatAddress(address: number): string {
	return [24, 16, 8, 0].map(shift => (address >>> shift) & 255).join('.');
}

/** /proc/net/fib_trie: the IPv4 addresses that are the machine's own, in the network namespace of the reader. */
export function parseLocalAddresses(text: string): number[] {
	const addresses = new Set<number>();
	let leaf: number | undefined;
	for (const line of splitLines(text)) {
		const found = /\|-- (?<address>\d+\.\d+\.\d+\.\d+)$/v.exec(line)?.groups?.['address'];
		if (found !== undefined) {
			leaf = found.split('.').reduce((sum, part) => (sum * 256) + Number(part), 0);
		} else if (leaf !== undefined && line.trim() === '/32 host LOCAL') {
			addresses.add(leaf);
		}
	}

	return [...addresses];
}

/** /proc/net/if_inet6: `fe80::1/64` by interface. */
export function parseAddresses6(text: string): Map<string, string[]> {
	const addresses = new Map<string, string[]>();
	for (const line of splitLines(text)) {
		const {digits, prefix, device} = /^(?<digits>[\da-f]{32}) [\da-f]{2} (?<prefix>[\da-f]{2}) [\da-f]{2} [\da-f]{2} +(?<device>\S+)$/v.exec(line)?.groups ?? {};
		if (digits !== undefined && prefix !== undefined && device !== undefined) {
			const name = cleanText(device, 64);
			addresses.set(name, [...addresses.get(name) ?? [], `${formatAddress6(digits)}/${Number.parseInt(prefix, 16)}`]);
		}
	}

	return addresses;
}

/** 32 digits in the short form of RFC 5952, which is how URLs write it. */
function formatAddress6(digits: string): string {
	return new URL(`http://[${digits.replaceAll(/.{4}(?=.)/gv, '$&:')}]`).hostname.slice(1, -1);
}

/** /proc/net/tcp and tcp6: where connections are waited for, the lowest port first. */
export function parseListeners(text: string): string[] {
	const found = splitLines(text).slice(1).flatMap(line => {
		const [, local = '', , state] = line.trim().split(/\s+/v, 4);
		const [address = '', port = ''] = local.split(':', 2);
		return state === '0A' && /^[\dA-F]{4}$/v.test(port) ? [{address: formatListener(address), port: Number.parseInt(port, 16)}] : [];
	});
	return found.toSorted((one, other) => one.port - other.port).map(({address, port}) => `${address}:${port}`);
}

function formatListener(digits: string): string {
	const address = parseAddress(digits);
	if (address !== undefined) {
		return formatAddress(address);
	}

	// Four words of 32 bits, each in the byte order of the machine.
	return /^[\dA-F]{32}$/v.test(digits) ? `[${formatAddress6(digits.replaceAll(/.{8}/gv, word => reverseBytes(word)).toLowerCase())}]` : '?';
}

/** The interfaces of /proc/net/dev with their addresses; an IPv4 address is on the interface that its network is routed to. */
export function joinInterfaces(deviceText: string, routes: readonly Route[], local: readonly number[], addresses6: ReadonlyMap<string, readonly string[]>): {readonly interfaces: NetworkInterface[]; readonly otherAddresses: string[]} {
	const byDevice = new Map<string, string[]>();
	const otherAddresses: string[] = [];
	for (const address of local) {
		const {device, prefix} = findDevice(address, routes);
		if (device === undefined) {
			otherAddresses.push(formatAddress(address));
		} else {
			byDevice.set(device, [...byDevice.get(device) ?? [], `${formatAddress(address)}/${prefix}`]);
		}
	}

	const interfaces = splitLines(deviceText).map(line => splitDevice(line)).filter(device => device !== undefined).map(device => {
		const name = cleanText(device.name, 64);
		const {0: receivedBytes = 0, 8: sentBytes = 0} = device.values;
		return {name, addresses: [...byDevice.get(name) ?? [], ...addresses6.get(name) ?? []], receivedBytes, sentBytes};
	});
	return {interfaces, otherAddresses};
}

const loopback = 127;

function findDevice(address: number, routes: readonly Route[]): {readonly device: string | undefined; readonly prefix: number} {
	const connected = routes
		.filter(({gateway, prefix, destination}) => gateway === 0 && prefix > 0 && Math.floor(address / (2 ** (32 - prefix))) === Math.floor(destination / (2 ** (32 - prefix))))
		.toSorted((one, other) => other.prefix - one.prefix);
	const [nearest] = connected;
	return nearest ?? (address >>> 24 === loopback ? {device: 'lo', prefix: 8} : {device: undefined, prefix: 0});
}

/** `default via 172.17.0.1 on eth0`. */
export function formatRoute({device, destination, gateway, prefix}: Route): string {
	const target = destination === 0 && prefix === 0 ? 'default' : `${formatAddress(destination)}/${prefix}`;
	return `${target}${gateway === 0 ? '' : ` via ${formatAddress(gateway)}`} on ${device}`;
}
