import {randomUUID} from 'node:crypto';
import {rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {CommonOptions} from '../options.js';
import {createPlayer} from '../recording/player.js';
import {openRecording} from '../recording/read.js';
import {startSession} from '../session.js';
import {createState, type Playback} from '../store/state.js';
import {createStore} from '../store/store.js';
import {runDashboard} from './dashboard.js';
import type {World} from './world.js';

export type PlaybackOptions = {
	readonly path: string;
	readonly kind: Playback['kind'];
	/** What stands where the engine's address would. */
	readonly address: string;
	/** From where it begins again when it is over, in ms; undefined stops at the end. */
	readonly loopFrom?: number;
	/** Told at the beginning. */
	readonly greeting?: string;
};

/** Opens the dashboard on a recording; resolves with the exit code. Rejects with `DockdashError` where that is none. */
export async function runPlayback(options: CommonOptions, playback: PlaybackOptions): Promise<number> {
	const world = await openPlayback(options, playback);
	// What is started over in a recording has nothing to do with the journals of this machine. The first journal makes the folder.
	const journalFolder = path.join(tmpdir(), `dockdash-replay-${randomUUID()}`);
	try {
		return await runDashboard({...options, keepMinutes: undefined, journalFolder}, world);
	} finally {
		await rm(journalFolder, {recursive: true, force: true});
	}
}

/** A world made of a recording. Rejects with `DockdashError` where that is none. */
async function openPlayback({isAll}: CommonOptions, {path: file, kind, address, loopFrom, greeting}: PlaybackOptions): Promise<World> {
	const recording = await openRecording(file);
	const {header, damage} = recording;
	const store = createStore(createState({
		address, intervalMilliseconds: header.interval, isShowingAll: isAll, now: header.takenAt,
	}));
	let stopSession: (() => void) | undefined;
	let listDrift = (): readonly string[] => [];
	const tell = (severity: 'info' | 'warn', text: string | undefined): void => {
		if (text !== undefined) {
			store.dispatch({
				type: 'notice', notice: {
					at: player.clock.now(), severity, text, hint: '',
				},
			});
		}
	};

	let isFirst = true;
	const player = createPlayer({
		recording,
		address,
		...(loopFrom !== undefined && {loopFrom}),
		onLeave() {
			stopSession?.();
			stopSession = undefined;
			store.dispatch({type: 'jumped'});
		},
		onArrive() {
			stopSession = startSession(session, () => listDrift());
			if (isFirst) {
				tell('info', greeting);
				tell('warn', damage);
				isFirst = false;
			}
		},
		onStatus(status) {
			store.dispatch({type: 'playback', playback: {kind, ...status}});
		},
	});
	const session = {
		store,
		engine: player.engine,
		source: player.source,
		clock: player.clock,
		lookClock: player.lookClock,
		hostNamespaces: header.namespaces,
	};
	return {
		...session,
		player,
		begin(driftWanted) {
			listDrift = driftWanted;
			return () => {
				player.close();
				stopSession?.();
			};
		},
	};
}
