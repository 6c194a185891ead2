import test from 'ava';
import {decodeCapabilities} from '../../source/confinement/capabilities.js';
import {writeConfinement} from '../../source/pages/confinement.js';
import {makeConfinement, makeContainer} from '../support/containers.js';

test('every capability is explained, and every path is named', t => {
	const actual = makeConfinement({bounding: decodeCapabilities((1n << 12n) | 1n), maskedPaths: ['/proc/kcore'], devices: ['/dev/fuse']});
	const page = writeConfinement(makeContainer('web'), actual, [{title: 'host pid', why: 'It sees all.'}]);
	t.deepEqual(page.slice(0, 2), [{heading: 'What gives the machine away'}, {label: 'host pid', text: 'It sees all.'}]);
	t.true(page.some(line => typeof line === 'object' && 'label' in line && line.label === 'NET_ADMIN' && line.text.includes('firewall')));
	t.true(page.includes('  /proc/kcore'));
	t.true(page.includes('  /dev/fuse'));
	t.is(page.filter(line => typeof line === 'object' && 'label' in line && line.label === 'SETUID').length, 1);
});

test('where the kernel cannot be asked it says so', t => {
	const page = writeConfinement(makeContainer('web'), undefined, []);
	t.deepEqual(page[0], {heading: 'Nothing here gives the machine away'});
	t.true(page.some(line => typeof line === 'object' && 'heading' in line && line.heading.includes('cannot be read here')));
});
