import type {Engine} from '../../source/engine/engine.js';
import {createLab, type Lab} from '../../source/recording/lab.js';
import {createPlaybackEngine} from '../../source/recording/playback-engine.js';
import {readLines} from '../../source/recording/read.js';

const file = 'media/demo.rec';
const firstLook = 5000;

/** The engine of the demo as it was then, in ms from its beginning; each question is a little later than the one before. */
export async function openRecordedEngine(until?: number): Promise<Engine> {
	const {engine} = await openLabOfDemo(until);
	return engine;
}

/** The same with the lab that it is the engine of. */
export async function openLabOfDemo(until = firstLook): Promise<{readonly engine: Engine; readonly lab: Lab}> {
	const lab = createLab();
	for await (const line of readLines(file)) {
		if (line.t > until) {
			break;
		}

		lab.apply(line);
	}

	let time = Date.now();
	return {lab, engine: createPlaybackEngine(lab, {address: file, isLocal: false, now: () => time++})};
}
