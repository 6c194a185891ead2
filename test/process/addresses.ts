import {readFileSync} from 'node:fs';
import test from 'ava';
import {formatAddress, formatRoute, joinInterfaces, parseAddresses6, parseListeners, parseLocalAddresses, parseRoutes} from '../../source/process/addresses.js';

const cutEverywhere = (text: string): readonly string[] => Array.from({length: text.length}, (_, length) => text.slice(0, length));
const read = (machine: string, pid: number, name: string): string => readFileSync(`test/fixtures/${machine}/proc/${pid}/net/${name}`, 'utf8');

function join(machine: string, pid: number) {
	return joinInterfaces(read(machine, pid, 'dev'), parseRoutes(read(machine, pid, 'route')), parseLocalAddresses(read(machine, pid, 'fib_trie')), parseAddresses6(read(machine, pid, 'if_inet6')));
}

test('interfaces with their addresses, of a container on Docker\'s bridge', t => {
	const {interfaces, otherAddresses} = join('cgroup2', 677);
	t.deepEqual(interfaces.map(({name, addresses}) => [name, addresses]), [['lo', ['127.0.0.1/8', '::1/128']], ['eth0', ['172.17.0.2/16']]]);
	t.deepEqual(otherAddresses, []);
});

test('of Podman\'s containers, with a network and without', t => {
	const [loopback, ethernet] = join('podman', 979).interfaces;
	t.true(loopback?.addresses.includes('127.0.0.1/8'));
	t.true(ethernet?.addresses.some(address => address.startsWith('10.88.')));
	t.deepEqual(join('podman', 1136).interfaces.map(({name}) => name), ['lo']);
});

test('routes as people write them', t => {
	t.deepEqual(parseRoutes(read('cgroup2', 677, 'route')).map(route => formatRoute(route)), ['default via 172.17.0.1 on eth0', '172.17.0.0/16 on eth0']);
	t.is(formatAddress(0xFF_FE_00_01), '255.254.0.1');
});

test('an address without a network is told beside the interfaces', t => {
	const trie = 'Local:\n  +-- 0.0.0.0/0 3 0 5\n     |-- 10.9.8.7\n        /32 host LOCAL\n     |-- 10.9.8.255\n        /32 link BROADCAST\n';
	t.deepEqual(parseLocalAddresses(trie).map(address => formatAddress(address)), ['10.9.8.7']);
	t.deepEqual(joinInterfaces('a\nb\n', [], parseLocalAddresses(trie), new Map()).otherAddresses, ['10.9.8.7']);
});

test('the nearest network has the address', t => {
	const routes = parseRoutes([
		'Iface\tDestination', 'wide\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0', 'near\t0008090A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0', '',
	].join('\n'));
	const devices = 'Inter-|\n face |\n  wide: 1 0 0 0 0 0 0 0 2 0 0 0 0 0 0 0\n  near: 3 0 0 0 0 0 0 0 4 0 0 0 0 0 0 0\n';
	const trie = '     |-- 10.9.8.7\n        /32 host LOCAL\n';
	t.deepEqual(joinInterfaces(devices, routes, parseLocalAddresses(trie), new Map()).interfaces, [
		{name: 'wide', addresses: [], receivedBytes: 1, sentBytes: 2}, {name: 'near', addresses: ['10.9.8.7/24'], receivedBytes: 3, sentBytes: 4},
	]);
});

test('IPv6 in its short form', t => {
	const text = 'fe80000000000000004217fffe112233 02 40 20 80     eth0\n20010db8000000000000000000000001 02 40 00 80     eth0\n';
	t.deepEqual(parseAddresses6(text).get('eth0'), ['fe80::42:17ff:fe11:2233/64', '2001:db8::1/64']);
});

test('where TCP connections are waited for', t => {
	const header = '  sl  local_address rem_address   st\n';
	const four = `${header}   0: 0100007F:1F90 00000000:0000 0A 0\n   1: 00000000:0050 00000000:0000 0A 0\n   2: 0100007F:9999 0100007F:0050 01 0\n`;
	t.deepEqual(parseListeners(four), ['0.0.0.0:80', '127.0.0.1:8080']);
	t.deepEqual(parseListeners(`${header}   0: 00000000000000000000000000000000:01BB 00000000000000000000000000000000:0000 0A 0\n`), ['[::]:443']);
	t.deepEqual(parseListeners(`${header}   0: 00000000000000000000000001000000:0035 00000000000000000000000000000000:0000 0A 0\n`), ['[::1]:53']);
});

test('what is cut off or no such file is left out, and never another address', t => {
	const whole = parseLocalAddresses(read('cgroup2', 677, 'fib_trie'));
	for (const cut of cutEverywhere(read('cgroup2', 677, 'fib_trie'))) {
		t.true(parseLocalAddresses(cut).every(address => whole.includes(address)));
	}

	const routes = new Set(parseRoutes(read('cgroup2', 677, 'route')).map(route => formatRoute(route)));
	for (const cut of cutEverywhere(read('cgroup2', 677, 'route'))) {
		t.true(parseRoutes(cut).every(route => routes.has(formatRoute(route))));
	}

	const devices = read('podman', 979, 'dev');
	const interfaces = new Set(joinInterfaces(devices, [], [], new Map()).interfaces.map(each => JSON.stringify(each)));
	for (const text of [...cutEverywhere(devices), ...cutEverywhere(devices).map(cut => `${cut}\n`)]) {
		t.true(joinInterfaces(text, [], [], new Map()).interfaces.every(each => interfaces.has(JSON.stringify(each))), text);
	}

	t.deepEqual([parseRoutes('x'), parseLocalAddresses('x'), parseListeners('x\ny z\n')], [[], [], []]);
});
