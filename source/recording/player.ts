import {setImmediate as nextTurn, setTimeout as pause} from 'node:timers/promises';
import type {Engine} from '../engine/engine.js';
import {log} from '../log.js';
import {systemClock, type Clock} from '../sampler/clock.js';
import type {Source} from '../sampler/sampler.js';
import type {Playback} from '../store/state.js';
import {createLab} from './lab.js';
import type {Line} from './line.js';
import {createLookClock} from './look-clock.js';
import {createPace} from './pace.js';
import {createPlaybackEngine} from './playback-engine.js';
import {readLines, type Recording} from './read.js';

/** Where a replay stands. */
export type PlayerStatus = Omit<Playback, 'kind'>;

/** Plays a recording: the two ports as they were then. */
export type Player = {
	readonly engine: Engine;
	readonly source: Source;
	/** The time in the recording, and timers of now: what is done while it is paused is shown at once. */
	readonly clock: Clock;
	/** The same time, and timers that are due at the looks that were recorded. */
	readonly lookClock: Clock;
	/** At the end it begins again. */
	readonly togglePause: () => void;
	/** One step faster, or slower. */
	readonly changeSpeed: (step: 1 | -1) => void;
	/** Goes to the next look, and pauses there. */
	readonly step: () => void;
	readonly jump: (position: number) => void;
	/** Jumps to where something has just happened, next or before. False when nothing did. */
	readonly jumpToMark: (direction: 1 | -1) => boolean;
	readonly close: () => void;
};

export type PlayerOptions = {
	readonly recording: Recording;
	/** For people: what stands where the engine's address would. */
	readonly address: string;
	/** Begins again from here when it is over, in ms and well before its end; undefined stops at the end. */
	readonly loopFrom?: number;
	/** What is known will not be so any more: the session is to end. */
	readonly onLeave: () => void;
	/** There is something for a session to begin with. */
	readonly onArrive: () => void;
	readonly onStatus: (status: PlayerStatus) => void;
};

type Lines = AsyncGenerator<Line, void, void>;

// Within this the recorder's first look at everything is over.
const firstLook = 1500;
const looksBefore = 2.5;
// As much past is shown after a jump.
const pastMilliseconds = 6 * 60_000;
const settleMilliseconds = 2;
// What a session waits for after events; its other timers, such as that of the next list, are longer.
const longestSettle = 300;
// What an event has changed is known when the engine was asked about it.
const inspectMilliseconds = 700;
// Just after an event, the one before it is meant.
const markSlack = 2000;

/** Begins to play at once. */
export function createPlayer({recording, address, loopFrom, onLeave, onArrive, onStatus}: PlayerOptions): Player {
	const {header, length, marks, path} = recording;
	const lab = createLab();
	let position = 0;
	let lastLook = 0;
	/** How much later than recorded things happen, after so many times round. */
	let shift = 0;
	let run = new AbortController();

	const tell = (): void => {
		onStatus({
			position, length, speed: pace.speed(), isPaused: pace.isPaused(),
		});
	};

	const pace = createPace(tell);
	const now = (): number => header.takenAt + position + shift;
	const lookClock = createLookClock(now, header.interval);

	const apply = (line: Line): void => {
		lab.apply(line, shift === 0 ? undefined : {milliseconds: shift, after: header.takenAt});
	};

	const take = (line: Line): void => {
		position = line.t;
		apply(line);
		if (line.kind === 'tick') {
			lastLook = line.t;
			pace.halt();
			lookClock.fire();
			tell();
		}
	};

	/** What was recorded up to `start` is what there is then; what happened until then is not told. Returns the first line after that; undefined when there is none, or another jump has begun. */
	const goTo = async (start: number, lines: Lines, signal: AbortSignal): Promise<Line | undefined> => {
		lab.rewind(true);
		let line = await readNext(lines);
		for (; !signal.aborted && line !== undefined && line.t <= start; line = await readNext(lines)) {
			if (line.kind !== 'event') {
				apply(line);
			}
		}

		if (signal.aborted) {
			return undefined;
		}

		position = start;
		return line;
	};

	/** The same for a session that goes on, as if the last look before `start` had been the last one that was shown. */
	const goRound = async (start: number, lines: Lines, signal: AbortSignal): Promise<Line | undefined> => {
		// Nobody must see a lab that is half built.
		const unseen: Line[] = [];
		let line = await readNext(lines);
		for (; !signal.aborted && line !== undefined && line.t <= start; line = await readNext(lines)) {
			if (line.kind !== 'event') {
				unseen.push(line);
			}
		}

		if (signal.aborted) {
			return undefined;
		}

		const seam = unseen.findLast(({kind}) => kind === 'tick')?.t ?? start;
		shift += lastLook - seam;
		position = seam;
		lab.rewind(false);
		for (const one of unseen) {
			apply(one);
		}

		lab.resume();
		pace.hurry(position);
		return line;
	};

	const takeAll = async (first: Line | undefined, lines: Lines, signal: AbortSignal): Promise<void> => {
		let line = first;
		while (!signal.aborted && line !== undefined) {
			await pace.waitUntil(line.t, signal);
			if (!signal.aborted) {
				take(line);
				if (pace.isHurrying(line.t) && isAboutState(line)) {
					await settle();
				}

				line = await readNext(lines);
			}
		}

		await lines.return();
	};

	/** From `start` to the end of the recording, or round and round. */
	const play = async (start: number, signal: AbortSignal): Promise<void> => {
		const lines = readLines(path, start);
		const first = await goTo(start, lines, signal);
		if (!signal.aborted) {
			tell();
			onArrive();
			// The new session asks what there is; all answers are there at once.
			await nextTurn();
		}

		await takeAll(first, lines, signal);
		if (loopFrom !== undefined) {
			while (!signal.aborted) {
				const again = readLines(path, loopFrom - (2 * header.interval));
				const next = await goRound(loopFrom, again, signal);
				await takeAll(next, again, signal);
			}
		}

		if (!signal.aborted) {
			position = length;
			pace.setPaused(true);
		}
	};

	const jump = (to: number): void => {
		const target = Math.max(0, Math.min(to, length));
		run.abort();
		run = new AbortController();
		lookClock.clear();
		shift = 0;
		onLeave();
		pace.hurry(target);
		play(Math.max(target - pastMilliseconds, Math.min(firstLook, target)), run.signal).catch((error: unknown) => {
			log('replay', error);
		});
	};

	const begin = (): void => {
		// Past the first looks, so that there are rates from the beginning.
		jump(Math.min(firstLook + (looksBefore * header.interval), length));
	};

	begin();
	return {
		clock: {
			now,
			// Who hurries through the past of a moment must not be ahead of what answers it.
			schedule: (milliseconds, callback) => systemClock.schedule(pace.isHurrying(position) && milliseconds <= longestSettle ? 0 : milliseconds, callback),
		},
		lookClock,
		engine: createPlaybackEngine(lab, {address, isLocal: header.namespaces !== undefined, now}),
		source: {
			follow: () => [],
			* read(isWanted) {
				return lab.looks.takeReadings(isWanted);
			},
			readHost: lab.looks.host,
			look: lab.looks.look,
			close() {
				// It lives as long as the lab: a session that ends leaves it to the next one.
			},
		},
		togglePause() {
			pace.setPaused(!pace.isPaused());
			if (position >= length) {
				begin();
			}
		},
		changeSpeed: pace.change,
		step() {
			if (position < length) {
				pace.step();
			}
		},
		jump,
		jumpToMark(direction) {
			const mark = direction > 0 ? marks.find(one => one > position) : marks.findLast(one => one < position - markSlack);
			if (mark !== undefined) {
				jump(mark + inspectMilliseconds);
			}

			return mark !== undefined;
		},
		close() {
			run.abort();
			lookClock.clear();
		},
	};
}

function isAboutState({kind}: Line): boolean {
	return kind === 'container' || kind === 'gone';
}

/** Until a session that was told of a change has looked at it. */
async function settle(): Promise<void> {
	await pause(settleMilliseconds);
	await nextTurn();
}

async function readNext(lines: Lines): Promise<Line | undefined> {
	const {value} = await lines.next();
	return value ?? undefined;
}
