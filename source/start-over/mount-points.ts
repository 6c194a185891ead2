import type {PathChange} from '../container.js';
import {type Inspect, rawText} from './inspect.js';

// The engine mounts its own files there; Podman makes the places for them in the writable layer.
const ofEveryContainer = ['/etc/hosts', '/etc/hostname', '/etc/resolv.conf', '/run/.containerenv'];

/**
 * Leaves out what the engine itself adds to the writable layer: empty folders and files to mount on, the folders above them, and
 * the init program of `--init`.
 */
export function withoutMountPoints(changes: readonly PathChange[], {mounts, host}: Inspect): readonly PathChange[] {
	const points = [...ofEveryContainer, ...mounts.map(mount => rawText(mount.Destination)), ...(host.Init === true ? ['/sbin/docker-init'] : [])];
	const others = changes.filter(({path}) => !points.includes(path));
	const isAbovePoint = (path: string): boolean => points.some(point => point.startsWith(`${path}/`));
	const above = new Set(others.map(({path}) => path).filter(path => isAbovePoint(path)));
	const isAboveOther = (folder: string): boolean => others.some(({path}) => path.startsWith(`${folder}/`) && !above.has(path));
	return others.filter(({path}) => !above.has(path) || isAboveOther(path));
}
