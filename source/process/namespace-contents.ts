import {Buffer} from 'node:buffer';
import {lstatSync, readdirSync} from 'node:fs';
import type {NamespaceKind} from '../container.js';
import {readOnce} from '../kernel-files/kept-file.js';
import {parseMountinfo} from '../kernel-files/mountinfo.js';
import {splitLines} from '../kernel-files/number.js';
import type {MountEntry, NamespaceContents} from '../kernel.js';
import {cleanText} from '../text.js';
import {formatRoute, joinInterfaces, parseAddresses6, parseListeners, parseLocalAddresses, parseRoutes} from './addresses.js';
import {parseIdMap} from './id-map.js';

const mostSharedFiles = 200;

/** What is in a namespace of a process. Enters none: all is read through the process's own files. Never throws. */
export function readNamespaceContents(procRoot: string, pid: number, kind: NamespaceKind): NamespaceContents {
	const read = (name: string): string | undefined => readOnce(`${procRoot}/${pid}/${name}`);
	const readLines = (name: string): readonly string[] | undefined => {
		const text = read(name);
		return text === undefined
			? undefined
			: splitLines(text).map(line => cleanText(line.trim()));
	};

	switch (kind) {
		case 'mnt': {
			const text = read('mountinfo');
			return {kind, mounts: text === undefined ? undefined : listMounts(text)};
		}

		case 'net': {
			return readNetwork(read);
		}

		case 'ipc': {
			return {kind, sharedMemory: listSharedMemory(`${procRoot}/${pid}/root/dev/shm`)};
		}

		case 'user': {
			return {kind, userMap: parseIdMap(read('uid_map') ?? ''), groupMap: parseIdMap(read('gid_map') ?? '')};
		}

		case 'cgroup': {
			return {kind, paths: readLines('cgroup')};
		}

		case 'time': {
			return {kind, offsets: readLines('timens_offsets')};
		}

		// Of these there is nothing to read: who is in them is all.
		case 'uts':
		case 'pid': {
			return {kind};
		}
	}
}

function listMounts(text: string): readonly MountEntry[] {
	return parseMountinfo(text).map(({point, fileSystem, source, root, options}) => ({
		point: cleanText(point), fileSystem: cleanText(fileSystem), source: cleanText(source), root: cleanText(root), isReadOnly: options.includes('ro'),
	}));
}

function readNetwork(read: (name: string) => string | undefined): NamespaceContents {
	const [devices, routeText] = [read('net/dev'), read('net/route')];
	const tcp = read('net/tcp');
	const routes = parseRoutes(routeText ?? '');
	const joined = devices === undefined ? undefined : joinInterfaces(devices, routes, parseLocalAddresses(read('net/fib_trie') ?? ''), parseAddresses6(read('net/if_inet6') ?? ''));
	return {
		kind: 'net',
		interfaces: joined?.interfaces,
		otherAddresses: joined?.otherAddresses ?? [],
		routes: routeText === undefined ? undefined : routes.map(route => formatRoute(route)),
		listeners: tcp === undefined ? undefined : [...parseListeners(tcp), ...parseListeners(read('net/tcp6') ?? '')],
	};
}

function listSharedMemory(folder: string): ReadonlyArray<{readonly name: string; readonly bytes: number}> | undefined {
	try {
		// A link in the container would lead to the machine's own files, so none is followed.
		return lstatSync(folder).isDirectory()
			// As bytes, for a name need not be text.
			? readdirSync(folder, {encoding: 'buffer'}).slice(0, mostSharedFiles).flatMap(name => {
				const status = lstatSync(Buffer.concat([Buffer.from(`${folder}/`), name]), {throwIfNoEntry: false});
				// It was removed while we looked.
				return status === undefined ? [] : [{name: cleanText(name.toString(), 256), bytes: status.size}];
			})
			: undefined;
	} catch {
		return undefined;
	}
}
