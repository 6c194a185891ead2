import {readOnce} from '../kernel-files/kept-file.js';
import {cleanText} from '../text.js';

/**
 * Names block devices: `8:0` is `sda`; a device-mapper volume has the name its owner gave it. The number again where
 * the kernel has no name. Each device is looked up once.
 */
export function createDeviceNames(sysRoot: string): (device: string) => string {
	const names = new Map<string, string>();
	return device => {
		let name = names.get(device);
		if (name === undefined) {
			name = readName(`${sysRoot}/dev/block/${device}`) ?? device;
			names.set(device, name);
		}

		return name;
	};
}

function readName(folder: string): string | undefined {
	const name = readOnce(`${folder}/dm/name`)?.trim() ?? /^DEVNAME=(?<name>.+)$/mv.exec(readOnce(`${folder}/uevent`) ?? '')?.groups?.name;
	return name === undefined ? undefined : cleanText(name, 64);
}
