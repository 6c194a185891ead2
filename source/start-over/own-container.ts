import {readFile} from 'node:fs/promises';

const idInPath = /[\-\/](?<id>[\da-f]{64})(?:[.\/]|$)/v;

/** The id of the container that dockdash itself runs in; undefined outside of one, and where the kernel does not tell. */
export async function readOwnContainerId(procRoot = '/proc'): Promise<string | undefined> {
	try {
		const [mountinfo, cgroup] = await Promise.all([
			readFile(`${procRoot}/self/mountinfo`, 'utf8'),
			readFile(`${procRoot}/self/cgroup`, 'utf8'),
		]);
		return parseOwnContainerId(mountinfo, cgroup);
	} catch {
		return undefined;
	}
}

/**
 * Engines mount a file of the container's own folder over `/etc/hostname`, and that path holds the id, also where the cgroup
 * namespace hides it. Other mounts do not count: on a host, those of all containers are in the list.
 */
export function parseOwnContainerId(mountinfo: string, cgroup: string): string | undefined {
	const mounted = mountinfo.split('\n').map(line => line.split(' ')).find(fields => fields[4] === '/etc/hostname')?.[3];
	const paths = [mounted, ...cgroup.split('\n').map(line => line.split(':').slice(2).join(':'))];
	return paths.map(path => idInPath.exec(path ?? '')?.groups?.id).find(id => id !== undefined);
}
