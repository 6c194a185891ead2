import {lstatSync, readdirSync} from 'node:fs';
import {decodeCapabilities} from '../confinement/capabilities.js';
import {readOnce} from '../kernel-files/kept-file.js';
import {parseMountinfo, type MountLine} from '../kernel-files/mountinfo.js';
import type {Confinement} from '../kernel.js';
import {cleanText} from '../text.js';
import {parseIdMap} from './id-map.js';
import {parseStatus, reactsToTerminate} from './status.js';

/** What holds a container's main process in; undefined when the process has ended or is hidden from us. Never throws. */
export function readConfinement(procRoot: string, pid: number): Confinement | undefined {
	const read = (name: string): string | undefined => readOnce(`${procRoot}/${pid}/${name}`);
	const text = read('status');
	if (text === undefined) {
		return undefined;
	}

	const status = parseStatus(text);
	const {effective, permitted, bounding} = status.capabilities;
	const mountinfo = read('mountinfo');
	const mounts = mountinfo === undefined ? undefined : parseMountinfo(mountinfo);
	return {
		effective: effective === undefined ? undefined : decodeCapabilities(effective),
		permitted: permitted === undefined ? undefined : decodeCapabilities(permitted),
		bounding: bounding === undefined ? undefined : decodeCapabilities(bounding),
		seccomp: status.seccomp,
		hasNoNewPrivileges: status.hasNoNewPrivileges,
		label: parseLabel(read('attr/current')),
		userId: status.userId,
		userMap: parseIdMap(read('uid_map') ?? ''),
		groupMap: parseIdMap(read('gid_map') ?? ''),
		isRootReadOnly: mounts?.findLast(({point}) => point === '/')?.options.includes('ro'),
		maskedPaths: mounts?.filter(mount => isMasked(mount)).map(({point}) => cleanText(point)),
		readOnlyPaths: mounts?.filter(mount => isReadOnly(mount)).map(({point}) => cleanText(point)),
		devices: listDevices(`${procRoot}/${pid}/root/dev`),
		reactsToTerminate: reactsToTerminate(status, read('wchan')),
	};
}

/** AppArmor ends its label with a newline, SELinux with a zero byte. */
function parseLabel(text: string | undefined): string | undefined {
	const label = cleanText(text ?? '', 256).trim();
	return label === '' ? undefined : label;
}

function isBelowKernelFolders(point: string): boolean {
	return point.startsWith('/proc/') || point.startsWith('/sys/');
}

/** Runtimes cover a file with /dev/null, and a folder with an empty tmpfs that cannot be written. */
function isMasked({root, point, fileSystem, options}: MountLine): boolean {
	return isBelowKernelFolders(point) && (root === '/null' || (fileSystem === 'tmpfs' && options.includes('ro')));
}

function isReadOnly(mount: MountLine): boolean {
	const {point, fileSystem, options} = mount;
	return (isBelowKernelFolders(point) || point === '/sys') && ['proc', 'sysfs'].includes(fileSystem) && options.includes('ro');
}

/** Every container has these, and `pts`, `ptmx` and `fd`, which are folders and links. */
const usualDevices = new Set(['null', 'zero', 'full', 'random', 'urandom', 'tty', 'console', 'ptmx']);

/** The device files in its /dev beyond those that every container has; undefined where we may not look. */
function listDevices(folder: string): readonly string[] | undefined {
	try {
		// A link would lead out of the container.
		return lstatSync(folder).isDirectory()
			? readdirSync(folder, {withFileTypes: true})
				.filter(entry => (entry.isBlockDevice() || entry.isCharacterDevice()) && !usualDevices.has(entry.name))
				.map(({name}) => cleanText(`/dev/${name}`, 256))
			: undefined;
	} catch {
		return undefined;
	}
}
