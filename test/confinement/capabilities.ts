import test from 'ava';
import {decodeCapabilities} from '../../source/confinement/capabilities.js';

test('the mask of a container that asked for nothing is Docker\'s default set of 14', t => {
	const capabilities = decodeCapabilities(0xA8_04_25_FBn);
	t.is(capabilities.length, 14);
	t.true(capabilities.every(({isDefault}) => isDefault));
	t.is(capabilities[0]?.name, 'CAP_CHOWN');
});

const bits: ReadonlyArray<readonly [bit: bigint, name: string]> = [
	[0n, 'CAP_CHOWN'],
	[12n, 'CAP_NET_ADMIN'],
	[21n, 'CAP_SYS_ADMIN'],
	[29n, 'CAP_AUDIT_WRITE'],
	[37n, 'CAP_AUDIT_READ'],
	[40n, 'CAP_CHECKPOINT_RESTORE'],
	[41n, 'CAP_41'],
];

for (const [bit, name] of bits) {
	test(`bit ${bit} is ${name}`, t => {
		t.deepEqual(decodeCapabilities(1n << bit).map(capability => capability.name), [name]);
	});
}

test('a privileged container has all, each with a sentence of its own', t => {
	const all = decodeCapabilities((1n << 41n) - 1n);
	t.is(all.length, 41);
	t.is(new Set(all.map(({meaning}) => meaning)).size, 41);
	t.is(all.filter(({isDefault}) => isDefault).length, 14);
});

test('none is none', t => {
	t.deepEqual(decodeCapabilities(0n), []);
});
