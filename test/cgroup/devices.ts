import test from 'ava';
import {createDeviceNames} from '../../source/cgroup/devices.js';
import {createFolder, writeFiles} from '../support/machine.js';

test('a device has the name that the kernel or its owner gave it', t => {
	const folder = createFolder(t);
	writeFiles(folder, {
		'dev/block/8:0/uevent': 'MAJOR=8\nMINOR=0\nDEVNAME=sda\nDEVTYPE=disk\n',
		'dev/block/253:0/uevent': 'MAJOR=253\nMINOR=0\nDEVNAME=dm-0\nDEVTYPE=disk\n',
		'dev/block/253:0/dm/name': 'vg-data\n',
		'dev/block/7:0/uevent': 'MAJOR=7\nMINOR=0\n',
		'dev/block/7:1/uevent': 'DEVNAME=\u{1B}[2Jloop1\u{7}\n',
		'dev/block/7:2/uevent': `DEVNAME=${'long'.repeat(100)}\n`,
	});
	const nameOf = createDeviceNames(folder);
	t.is(nameOf('8:0'), 'sda');
	t.is(nameOf('253:0'), 'vg-data');
	t.is(nameOf('7:0'), '7:0', 'one without a name');
	t.is(nameOf('9:9'), '9:9', 'one that is not there');
	t.is(nameOf('7:1'), 'loop1', 'a name with escape codes');
	t.is(nameOf('7:2').length, 64, 'a name without end');
});

test('a name is looked up once a minute, for numbers of volumes and loops are given again', t => {
	const folder = createFolder(t);
	let time = 0;
	writeFiles(folder, {'dev/block/253:3/dm/name': 'vg-backup\n'});
	const nameOf = createDeviceNames(folder, () => time);
	t.is(nameOf('253:3'), 'vg-backup');
	writeFiles(folder, {'dev/block/253:3/dm/name': 'vg-database\n'});
	time += 59_999;
	t.is(nameOf('253:3'), 'vg-backup');
	time++;
	t.is(nameOf('253:3'), 'vg-database');
});
