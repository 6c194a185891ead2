import {readOnce} from '../kernel-files/kept-file.js';
import {cleanText} from '../text.js';

// Numbers of volumes and loops are given again.
const mostMilliseconds = 60_000;

/**
 * Names block devices: `8:0` is `sda`; a device-mapper volume has the name its owner gave it. The number again where
 * the kernel has no name. Each device is looked up once a minute at most.
 *
 * @param now Monotonic, ms.
 */
export function createDeviceNames(sysRoot: string, now = () => performance.now()): (device: string) => string {
	const names = new Map<string, {readonly name: string; readonly at: number}>();
	return device => {
		const at = now();
		let known = names.get(device);
		if (known === undefined || at - known.at >= mostMilliseconds) {
			known = {name: readName(`${sysRoot}/dev/block/${device}`) ?? device, at};
			names.set(device, known);
		}

		return known.name;
	};
}

function readName(folder: string): string | undefined {
	const name = readOnce(`${folder}/dm/name`)?.trim() ?? /^DEVNAME=(?<name>.+)$/mv.exec(readOnce(`${folder}/uevent`) ?? '')?.groups?.name;
	return name === undefined ? undefined : cleanText(name, 64);
}
