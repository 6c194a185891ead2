import {readdirSync, readlinkSync} from 'node:fs';
import type {NamespaceKind} from '../container.js';
import {readOnce} from '../kernel-files/kept-file.js';
import {parseNumber} from '../kernel-files/number.js';
import type {NamespaceMembers} from '../kernel.js';
import {cleanText} from '../text.js';
import {parseNamespaceLink} from './namespaces.js';
import {parseStat} from './stat.js';

const mostNamed = 100;

/** Looks through all processes for those in a namespace. It costs a look at each, so it is for a question and not for a tick. Never throws. */
export function readNamespaceMembers(procRoot: string, kind: NamespaceKind, inode: number): NamespaceMembers {
	const members: number[] = [];
	let hidden = 0;
	for (const pid of listPids(procRoot)) {
		try {
			if (parseNamespaceLink(readlinkSync(`${procRoot}/${pid}/ns/${kind}`)) === inode) {
				members.push(pid);
			}
		} catch (error) {
			// One that has ended meanwhile is in none.
			const code = error instanceof Error && 'code' in error ? error.code : undefined;
			hidden += code === 'EACCES' || code === 'EPERM' ? 1 : 0;
		}
	}

	return {
		count: members.length,
		processes: members.slice(0, mostNamed).map(pid => ({pid, command: cleanText(parseStat(readOnce(`${procRoot}/${pid}/stat`) ?? '')?.command ?? '', 64)})),
		hidden,
	};
}

function listPids(procRoot: string): number[] {
	try {
		return readdirSync(procRoot).map(name => parseNumber(name)).filter(pid => pid !== undefined).toSorted((one, other) => one - other);
	} catch {
		return [];
	}
}
