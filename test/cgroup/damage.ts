import {existsSync, readFileSync} from 'node:fs';
import test from 'ava';
import {createFolder} from '../../source/cgroup/folder.js';
import {openDirectories} from '../../source/cgroup/read.js';
import {scanCgroups, type Directories} from '../../source/cgroup/scan.js';
import {computeSample} from '../../source/metrics/compute.js';
import {metrics} from '../../source/metrics/metrics.js';
import type {CgroupReading, Reading} from '../../source/metrics/reading.js';
import {makeReading} from '../support/containers.js';
import {damage, findWrong} from '../support/damage.js';
import {readMachine, type Machine} from '../support/machine.js';

// Whatever becomes of one of the kernel's files on its way, a number is the right one or unknown: raw, and as it is shown.

const containers = [['cgroup1', 'limited'], ['cgroup2', 'limited'], ['cgroup2', 'oomchild'], ['podman', 'rootless']] as const;

/** The recorded files, of which one has another text. */
function createReader({hierarchy}: Machine, directories: Directories): (path?: string, text?: string) => CgroupReading {
	const texts = new Map<string, string | undefined>();
	const readText = (path: string): string | undefined => {
		if (!texts.has(path)) {
			texts.set(path, existsSync(path) ? readFileSync(path, 'utf8') : undefined);
		}

		return texts.get(path);
	};

	return (damagedPath, damagedText) => {
		const cgroup = openDirectories(hierarchy, directories, (_folder, directory) => createFolder(name => {
			const path = `${directory}/${name}`;
			return path === damagedPath ? damagedText : readText(path);
		}));
		const sample = cgroup.read();
		cgroup.close();
		if (sample.status === 'gone') {
			throw new Error('the recording is gone');
		}

		return sample.reading;
	};
}

function findFiles(recording: string, directories: Directories): readonly string[] {
	const seen = new Set<string>();
	const cgroup = openDirectories(readMachine(recording).hierarchy, directories, (folder, directory) => createFolder(name => {
		seen.add(`${directory}/${name}`);
		return folder.read(name);
	}));
	cgroup.read();
	cgroup.close();
	// The list of CPUs is text, and shown as it is.
	return [...seen].filter(path => existsSync(path) && !path.includes('/cpuset.'));
}

function showAll(before: CgroupReading, after: CgroupReading): Readonly<Record<string, unknown>> {
	const at = (second: number, reading: CgroupReading): Reading => ({...makeReading(second), ...reading});
	const sample = computeSample(at(1, before), at(2, after));
	return Object.fromEntries(metrics.map(({id, select}) => [id, select(sample)]));
}

for (const [name, container] of containers) {
	test(`${name}: no damage to a file of the container ${container} makes a wrong number`, t => {
		const recording = `test/fixtures/${name}`;
		const machine = readMachine(recording);
		const {id} = machine.find(container);
		const directories = [...scanCgroups(machine.hierarchy.mounts, 1000).cgroups].find(([path]) => path.endsWith(id) || path.endsWith(`${id}.scope`))![1];
		const read = createReader(machine, directories);
		const right = read();
		const rightShown = showAll(right, right);
		const files = findFiles(recording, directories);
		t.true(files.length > 10);
		const wrong = files.flatMap(path => [...damage(readFileSync(path, 'utf8'))].flatMap(text => {
			const damaged = read(path, text);
			return [...findWrong(damaged, right), ...findWrong(showAll(right, damaged), rightShown)].map(each => `${path} ${JSON.stringify(text)}: ${each}`);
		}));
		t.deepEqual(wrong, []);
	});
}
