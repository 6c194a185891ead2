import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import type {ExecutionContext} from 'ava';
import {readHierarchy, type Hierarchy} from '../../source/cgroup/hierarchy.js';

/** A machine below test/fixtures/ that `scripts/record-machine.sh` recorded. */
export type Machine = {
	readonly procRoot: string;
	readonly hierarchy: Hierarchy;
	/** Id and main process of the container of that name. */
	readonly find: (name: string) => {readonly id: string; readonly pid: number};
};

export function readMachine(folder: string): Machine {
	const procRoot = `${folder}/proc`;
	const lines = readFileSync(`${folder}/containers.txt`, 'utf8').trimEnd().split('\n').map(line => line.split(' '));
	return {
		procRoot,
		hierarchy: readHierarchy({procRoot, cgroupRoot: `${folder}/cgroup`, sysRoot: `${folder}/sys`}),
		find(name) {
			const [, id, pid] = lines.find(([first]) => first === name) ?? [];
			if (id === undefined) {
				throw new Error(`${folder} has no container ${name}`);
			}

			return {id, pid: Number(pid)};
		},
	};
}

/** Where the end of a test can be waited for. */
export type Teardown = {readonly teardown: (undo: () => unknown) => void};

/** A folder that is removed after the test. */
export function createFolder(t: Teardown): string {
	const folder = mkdtempSync(join(tmpdir(), 'dockdash-test-'));
	t.teardown(() => {
		rmSync(folder, {recursive: true, force: true});
	});
	return folder;
}

/** A recorded machine that the test may change. */
export function copyMachine(t: ExecutionContext, recording: string): string {
	const folder = createFolder(t);
	cpSync(recording, folder, {recursive: true, verbatimSymlinks: true});
	return folder;
}

/** Writes files by their path below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(`${folder}/${path}`), {recursive: true});
		writeFileSync(`${folder}/${path}`, text);
	}
}

/** Puts in a file's place one that nobody may read, not even root: the kernel lets it only be written. */
export function denyFile(path: string): void {
	rmSync(path, {force: true});
	mkdirSync(dirname(path), {recursive: true});
	symlinkSync('/proc/sys/vm/compact_memory', path);
}

/** The files that this process has open below a folder, with their descriptors. */
export function listOpenFiles(folder: string): readonly string[] {
	return readdirSync('/proc/self/fd').flatMap(descriptor => {
		try {
			const path = readlinkSync(`/proc/self/fd/${descriptor}`);
			return path.startsWith(folder) ? [`${descriptor} ${path}`] : [];
		} catch {
			// Closed in between.
			return [];
		}
	});
}

/** A file that is lost, as those of a removed cgroup are, when what comes back is called. */
export async function createVanishingFile(path: string): Promise<() => Promise<void>> {
	// It belongs to a process that ends.
	const child = spawn('cat', {stdio: ['pipe', 'ignore', 'ignore']});
	await once(child, 'spawn');
	symlinkSync(`/proc/${child.pid}/stat`, path);
	return async () => {
		child.stdin.end();
		await once(child, 'exit');
	};
}
