import type {Container, EngineInfo, Image} from '../source/container.js';
import type {Reading} from '../source/metrics/reading.js';
import {createLab} from '../source/recording/lab.js';
import {createPlaybackEngine} from '../source/recording/playback-engine.js';
import {readLines} from '../source/recording/read.js';

const file = 'media/demo.rec';

/** The lab of the demo, as many times over as there are to be containers. */
export type RecordedLab = {
	readonly info: EngineInfo;
	readonly containers: readonly Container[];
	readonly images: readonly Image[];
	/** Each look at all that run, in order. */
	readonly looks: ReadonlyArray<ReadonlyMap<string, Reading>>;
};

/** Reads the recording to its end: containers are as they were then. */
export async function readRecordedLab(count: number): Promise<RecordedLab> {
	const lab = createLab();
	const engine = createPlaybackEngine(lab, {address: file, isLocal: true, now: () => 0});
	const looks: Array<ReadonlyMap<string, Reading>> = [];
	for await (const line of readLines(file)) {
		lab.apply(line);
		if (line.kind === 'tick') {
			looks.push(new Map(Object.entries(line.readings)));
		}
	}

	const listed = await engine.listContainers();
	const recorded = await Promise.all(listed.map(async ({id}) => (await engine.inspectContainer(id)).container));
	const copies = Array.from({length: count}, (_, index) => ({index, original: recorded[index % recorded.length]!}));
	const idOf = (id: string, index: number): string => `${id}${index}`;
	return {
		info: await engine.readInfo(),
		images: await engine.listImages(),
		containers: copies.map(({index, original}) => ({...original, id: idOf(original.id, index), name: `${original.name}-${index}`})),
		looks: looks.map(readings => new Map(copies.flatMap(({index, original: {id}}) => {
			const reading = readings.get(id);
			return reading === undefined ? [] : [[idOf(id, index), reading] as const];
		}))),
	};
}
