import {readFileSync} from 'node:fs';
import test from 'ava';
import {openNetwork, parseNetworkDevices} from '../../source/process/network.js';
import {damage, findWrong} from '../support/damage.js';
import {createFolder, denyFile, readMachine, writeFiles} from '../support/machine.js';

const header = [
	'Inter-|   Receive                                                |  Transmit\n',
	' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n',
].join('');
const lo = '    lo:    5000      50    5    5    0     0          0         0     5000      50    5    5    0     0       0          0\n';
const eth0 = '  eth0:     796      10    1    2    0     0          0         0      300       4    8   16    0     0       0          0\n';
const eth1 = 'eth1:18446744073709551000 1 0 0 0 0 0 0 18 3 0 0 0 0 0 0\n';

test('all interfaces but lo are summed up', t => {
	t.deepEqual(parseNetworkDevices(header + lo + eth0 + eth0.replace('eth0', 'eth1')), {
		receivedBytes: 1592, sentBytes: 600, receivedPackets: 20, sentPackets: 8, errors: 18, dropped: 36, interfaces: ['eth0', 'eth1'],
	});
});

test('only lo is no traffic, and no interface', t => {
	t.deepEqual(parseNetworkDevices(header + lo), {receivedBytes: 0, sentBytes: 0, receivedPackets: 0, sentPackets: 0, errors: 0, dropped: 0, interfaces: []});
	t.deepEqual(parseNetworkDevices(header)?.interfaces, []);
});

test('names of every kind', t => {
	t.deepEqual(parseNetworkDevices(header + eth0.replace('  eth0', 'eth0:1'))?.interfaces, ['eth0:1'], 'an alias');
	t.deepEqual(parseNetworkDevices(header + eth0.replace('eth0', 'lo0') + eth0.replace('eth0', 'slot'))?.interfaces, ['lo0', 'slot'], 'not lo');
	t.deepEqual(parseNetworkDevices(header + eth0.replace('eth0', '\u{1B}[2Jx'))?.interfaces, ['x'], 'escape codes');
	t.is(parseNetworkDevices(header + eth1)?.receivedBytes, 18_446_744_073_709_551_000, 'large numbers touch the name');
});

test('what is not whole is unknown', t => {
	for (const text of [
		'',
		'\n',
		header.trimEnd(),
		lo + eth0,
		header + eth0.trimEnd(),
		`${header + eth0}\n`,
		header + eth0.replace('eth0:', 'eth0 '),
		header + eth0.replace('796', '7.96'),
		header + eth0.replace('796', '7 96'),
		header + eth0.replace('796', '796 x'),
		`${header}eth0: 1 2 3\n`,
	]) {
		t.is(parseNetworkDevices(text), undefined, JSON.stringify(text));
	}
});

test('a damaged text gives the true numbers or none', t => {
	// What ends at the end of a line, or has another name, is another machine.
	const right = parseNetworkDevices(header + eth0);
	const start = eth0.indexOf(':') + 1;
	for (const numbers of damage(eth0.slice(start))) {
		t.deepEqual(findWrong(parseNetworkDevices(header + eth0.slice(0, start) + numbers), right), [], JSON.stringify(numbers));
	}
});

const containers = [
	['Docker on v1', 'test/fixtures/cgroup1', 'limited', {receivedBytes: 796, sentBytes: 0, receivedPackets: 10, sentPackets: 0, errors: 0, dropped: 0, interfaces: ['eth0']}],
	['Docker on v2', 'test/fixtures/cgroup2', 'limited', {receivedBytes: 1366, sentBytes: 0, receivedPackets: 17, sentPackets: 0, errors: 0, dropped: 0, interfaces: ['eth0']}],
	['Podman', 'test/fixtures/podman', 'root', {receivedBytes: 2286, sentBytes: 1118, receivedPackets: 29, sentPackets: 15, errors: 0, dropped: 0, interfaces: ['eth0']}],
	['rootless Podman without a network', 'test/fixtures/podman', 'rootless', {receivedBytes: 0, sentBytes: 0, receivedPackets: 0, sentPackets: 0, errors: 0, dropped: 0, interfaces: []}],
] as const;

for (const [sentence, folder, name, expected] of containers) {
	test(`the traffic of a recorded container: ${sentence}`, t => {
		const {procRoot, find} = readMachine(folder);
		const network = openNetwork(procRoot, find(name).pid);
		t.deepEqual(network.read(), {network: {...expected, interfaces: [...expected.interfaces]}, problem: undefined});
		network.close();
	});
}

test('our own traffic can be read', t => {
	t.truthy(parseNetworkDevices(readFileSync('/proc/self/net/dev', 'utf8')));
});

test('each look is as it is now', t => {
	const folder = createFolder(t);
	writeFiles(folder, {'7/net/dev': header + eth0});
	const network = openNetwork(folder, 7);
	t.is(network.read().network?.receivedBytes, 796);
	writeFiles(folder, {'7/net/dev': header + eth0.replace('796', '999')});
	t.is(network.read().network?.receivedBytes, 999);
	network.close();
});

test('without interfaces of its own it is looked at every eight seconds, however many reads that is, and when it is told to', t => {
	const folder = createFolder(t);
	let time = 0;
	const network = openNetwork(folder, 7, () => time);
	t.teardown(network.close);
	writeFiles(folder, {'7/net/dev': header});
	const without = network.read();
	t.deepEqual(without.network?.interfaces, []);
	writeFiles(folder, {'7/net/dev': header + eth0});
	for (; time < 8000; time += 100) {
		t.is(network.read(), without);
	}

	t.deepEqual(network.read().network?.interfaces, ['eth0']);
	writeFiles(folder, {'7/net/dev': header});
	network.read();
	writeFiles(folder, {'7/net/dev': header + eth0});
	network.forgetInterfaces();
	t.deepEqual(network.read().network?.interfaces, ['eth0']);
});

test('a process that has ended has no network, and that is no problem', t => {
	t.deepEqual(openNetwork(createFolder(t), 7).read(), {network: undefined, problem: undefined});
});

test('what may not be read is told', t => {
	const folder = createFolder(t);
	denyFile(`${folder}/7/net/dev`);
	t.deepEqual(openNetwork(folder, 7).read(), {
		network: undefined,
		problem: {group: 'network', status: 'denied', reason: `${folder}/7/net/dev may not be read (EACCES): run dockdash as root.`},
	});
});
