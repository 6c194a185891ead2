import {readlinkSync} from 'node:fs';
import {namespaceKinds, type NamespaceKind} from '../container.js';
import {parseNumber} from '../kernel-files/number.js';
import type {NamespaceReading, ReadingProblem} from '../metrics/reading.js';

export type NamespaceSample = {
	readonly namespaces: NamespaceReading | undefined;
	readonly problem: ReadingProblem | undefined;
};

/** The namespaces of a process. They hardly ever change: once at the start of a container is enough. Never throws. */
export function readNamespaces(procRoot: string, pid: number | 'self'): NamespaceSample {
	const namespaces: Partial<Record<NamespaceKind, number>> = {};
	for (const kind of namespaceKinds) {
		const path = `${procRoot}/${pid}/ns/${kind}`;
		try {
			namespaces[kind] = parseNamespaceLink(readlinkSync(path));
		} catch (error) {
			const code = error instanceof Error && 'code' in error ? error.code : undefined;
			if (code === 'EACCES' || code === 'EPERM') {
				return {
					namespaces: undefined,
					problem: {group: 'namespaces', status: 'denied', reason: `${path} may not be read (${code}): run dockdash as root or as the user of the engine.`},
				};
			}
			// A kernel without this kind of namespace (`time` is there since 5.6), or a process that has ended.
		}
	}

	return {namespaces: Object.keys(namespaces).length > 0 ? namespaces : undefined, problem: undefined};
}

/** The machine's own namespaces: those of process 1, or our own where it may not be asked. */
export function readHostNamespaces(procRoot: string): NamespaceReading | undefined {
	return readNamespaces(procRoot, 1).namespaces ?? readNamespaces(procRoot, 'self').namespaces;
}

/** `mnt:[4026532179]` to the inode number. */
export function parseNamespaceLink(link: string): number | undefined {
	return parseNumber(/^[a-z]+:\[(?<inode>\d+)\]$/v.exec(link)?.groups?.inode ?? '');
}
