import {setTimeout} from 'node:timers/promises';

/** Looks again and again until it is so; the time limit of the test ends it. */
export async function waitUntil(isTrue: () => boolean | Promise<boolean>): Promise<void> {
	while (!await isTrue()) {
		await setTimeout(50);
	}
}
